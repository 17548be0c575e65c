import type { Fields } from '../body/json.ts'
import { type Crash, crashIn } from './minidump.ts'

const words = ['exception', 'message', 'logentry', 'stacktrace', 'threads'] as const

/** As SDKs send it that leave to the server to read the dump what happened. */
export function saysNothing(value: Fields): boolean {
  return words.every((name) => !value[name])
}

/** Of the dump no more is read than why it ended and where. Where not even that stands in it, that it did is told. */
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
 * Without symbols its place is how far within its module: the same wherever that was loaded to. What jumped to where no
 * code is stands in for it.
 */
function toldOf({ name, address, module, caller }: Crash): Fields {
  const place = address !== null && module !== null ? { address, module } : caller
  if (place === null) return { type: name }
  const within = {
    package: place.module.file,
    function: `+0x${(place.address - place.module.from).toString(16)}`,
  }
  const nowhere =
    place === caller && address !== null ? [{ instruction_addr: `0x${address.toString(16)}` }] : []
  return {
    type: name,
    value: `${within.package} ${within.function}`,
    stacktrace: { frames: [within, ...nowhere] },
  }
}
