import { dictOf, type Python, quoted } from './python.ts'

/** One value inside a setting: its keys, beginning with the setting's name. */
export type Edit = readonly [path: readonly string[], value: Python]

/**
 * `SIMPLE_JWT = {**SIMPLE_JWT, 'SIGNING_KEY': SECRET_KEY}`: replaces one value inside a setting and keeps the rest.
 */
export function nested(path: readonly string[], value: Python): readonly [setting: string, value: Python] {
  const [setting = '', ...keys] = path
  return [setting, within(setting, [[keys, value]])]
}

/** The same for several values, with each setting once. */
export function allNested(edits: readonly Edit[]): (readonly [setting: string, value: Python])[] {
  return byFirst(edits).map(([setting, inside]) => [setting, within(setting, inside)])
}

function within(source: string, edits: readonly Edit[]): Python {
  const whole = edits.find(([keys]) => keys.length === 0)
  if (whole) return whole[1]
  const inside = byFirst(edits).map(
    ([key, rest]) => [quoted(key), within(`${source}[${quoted(key)}]`, rest)] as const,
  )
  return dictOf([null, source], ...inside)
}

function byFirst(edits: readonly Edit[]): (readonly [key: string, inside: Edit[]])[] {
  const keys = [...new Set(edits.flatMap(([[key]]) => key ?? []))]
  return keys.map((key) => [
    key,
    edits.filter(([[first]]) => first === key).map(([[, ...rest], value]) => [rest, value] as const),
  ])
}
