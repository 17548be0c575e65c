import type { ItemHeader } from './envelope.ts'
import type { Fields } from './json.ts'

/** Dumps of processes that come with a crash's event, or in its place: by what the protocol calls them. */
const dumps: Readonly<Record<string, string>> = {
  'event.minidump': 'Minidump',
  'event.applecrashreport': 'AppleCrashReport',
}

export function dumpIn({ type, fields }: ItemHeader): string | null {
  const kind = fields['attachment_type']
  if (type !== 'attachment' || typeof kind !== 'string' || !Object.hasOwn(dumps, kind)) return null
  return dumps[kind] ?? null
}

const words = ['exception', 'message', 'logentry', 'stacktrace', 'threads'] as const

/** As SDKs send it that leave to the server to read the dump what happened. */
export function saysNothing(value: Fields): boolean {
  return words.every((name) => !value[name])
}

/** Nobody reads the dump here: that something crashed, in which release and for whom, is still told. */
export function crashOf(value: Fields, dump: string): Fields {
  const exception = { type: dump, mechanism: { type: dump.toLowerCase(), handled: false } }
  return { platform: 'native', level: 'fatal', ...value, exception: { values: [exception] } }
}
