import type { JsonObject } from '../../contract/json.ts'
import { placed } from './placed.ts'

/**
 * PHP and Perl write which function was called where, and apart from that where it went wrong: within the function
 * that was called last. Frames innermost first, as SDKs have them: within which function, and where in it.
 */
export function calledFrom(frames: JsonObject[], lines: readonly string[]): JsonObject[] {
  const thrown = frames.length > 0 ? thrownAt(lines) : null
  if (thrown === null) return frames
  const places = [thrown, ...frames.map(({ function: _, ...place }) => place)]
  return places.map((place, at) => ({ ...place, function: frames[at]?.['function'] ?? '{main}' }))
}

function thrownAt(lines: readonly string[]): JsonObject | null {
  const at = lines.findIndex((line) => /^(?:Stack trace:|\[stacktrace\])$/.test(line))
  const [, file, line] = /(?: in | at )([^\s():]+\.\w+):(\d{1,9})\)?$/.exec(lines[at - 1] ?? '') ?? []
  if (file !== undefined) return placed(file, line)
  const called = lines.findIndex((each) => carp.test(each))
  const [, script, number] = / at (\S+) line (\d{1,9})\.?$/.exec(called === 1 ? (lines[0] ?? '') : '') ?? []
  return script === undefined ? null : placed(script, number)
}

/** `Shop::Orders::charge(7) called at /srv/shop.pl line 3` */
export const carp = /^([\w:]+)\(.*\) called at (.+) line (\d{1,9})\.?$/
