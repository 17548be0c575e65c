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

/** Without symbols its place is how far within its module: the same wherever that was loaded to. */
function toldOf({ name, address, module }: Crash): Fields {
  if (address === null || module === null) return { type: name }
  const frame = { package: module.file, function: `+0x${(address - module.from).toString(16)}` }
  return { type: name, value: `${module.file} ${frame.function}`, stacktrace: { frames: [frame] } }
}
