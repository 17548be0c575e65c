import type { Fields } from '../body/json.ts'
import { type Crash, crashIn } from './minidump.ts'
import type { Place } from './modules.ts'

const words = ['exception', 'message', 'logentry', 'stacktrace', 'threads'] as const

/** The event that SDKs send when they leave it to the server to read the dump. */
export function saysNothing(value: Fields): boolean {
  return words.every((name) => !value[name])
}

/**
 * Only why and where it ended is read from the dump. If not even that is in it, the crash itself is still reported.
 */
export function crashOf(value: Fields, kind: string, dump: Buffer): Fields {
  const crash = crashIn(dump)
  const exception = {
    type: kind,
    mechanism: { type: kind.toLowerCase(), handled: false },
    ...(crash && toldOf(crash)),
  }
  return { platform: 'native', level: 'fatal', ...value, exception: { values: [exception] } }
}

/**
 * Without symbols a place is how far within its module: the same wherever that was loaded to. Of several the title has
 * the innermost of one’s own: in the library everything ends at the same few places.
 */
function toldOf({ name, address, place, callers }: Crash): Fields {
  const places = [...(place ? [place] : []), ...callers]
  const telling = places.find(({ module }) => !module.isSystems) ?? places[0]
  if (!telling) return { type: name }
  const nowhere =
    place === null && address !== null ? [{ instruction_addr: `0x${address.toString(16)}` }] : []
  const { package: file, function: within } = frameOf(telling)
  return {
    ...{ type: name, value: `${file} ${within}` },
    stacktrace: { frames: [...places.map(frameOf).toReversed(), ...nowhere] },
  }
}

function frameOf({ address, module }: Place) {
  return {
    ...{ package: module.file, function: `+0x${(address - module.from).toString(16)}` },
    ...(module.isSystems ? { in_app: false } : {}),
  }
}
