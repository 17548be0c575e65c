import type { ChangeItem } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import type { Argv, Files, Host } from '../host/host.ts'

type Settings = Readonly<Record<string, string>>

const dump: Argv = ['apt-config', 'dump']

/** A setting of our file that does not take effect, with what takes effect instead. */
export interface AptDefeat {
  readonly name: string
  readonly wanted: string
  readonly actual: string | null
}

/** The settings that apt itself derives from all its files. */
export async function findAptDefeats(host: Host, settings: Settings): Promise<AptDefeat[]> {
  const result = await host.exec(dump)
  // Somebody else's file cannot be read by apt. Whichever step installs packages will report that.
  if (result.code !== 0) return []
  const all = parseAptDump(result.stdout)
  return Object.entries(settings)
    .map(([name, wanted]) => ({ name, wanted, actual: all.get(name.toLowerCase()) ?? null }))
    .filter(({ wanted, actual }) => wanted !== actual)
}

/** One `name "value";` per line; apt ignores the case of names. */
export function parseAptDump(text: string): Map<string, string> {
  const lines = [...text.matchAll(/^(\S+) "(.*)";$/gm)]
  return new Map(lines.map(([, name = '', value = '']) => [name.toLowerCase(), value]))
}

export function aptDefeatItems(defeats: readonly AptDefeat[]): ChangeItem[] {
  return defeats.map(({ name: key, wanted: after, actual: before }) => ({
    type: 'value',
    subject: 'apt',
    name: 'setting',
    key,
    before,
    after,
  }))
}

/** A file that apt reads after ours overrides it. It belongs to a person, so it is named and left alone. */
export async function refuseAptDefeats(host: Host, settings: Settings, ours: string): Promise<void> {
  const defeats = await findAptDefeats(host, settings)
  if (defeats.length === 0) return
  const places = await Promise.all(defeats.map(({ name }) => placeOf(name, host.files, ours)))
  throw new CabestanError(
    'service.invalid',
    { service: 'apt', place: places[0] ?? '' },
    { detail: { argv: [...dump], tail: places.join('\n') } },
  )
}

/** apt reads its directory in the order of names, and then apt.conf; the last value counts. */
async function placeOf(name: string, files: Files, ours: string): Promise<string> {
  const directory = '/etc/apt/apt.conf.d'
  const names = (await files.list(directory)) ?? []
  const paths = [...names.map((each) => `${directory}/${each}`), '/etc/apt/apt.conf']
  const says = new RegExp(`\\b${name.split('::').at(-1)}\\s+"`, 'i')
  for (const path of paths.reverse().filter((each) => each !== ours)) {
    const lines = ((await files.readText(path)) ?? '').split('\n')
    const at = lines.findLastIndex((line) => says.test(line))
    if (at !== -1) return `${path}:${at + 1}: ${lines[at]?.trim()}`
  }
  return name
}
