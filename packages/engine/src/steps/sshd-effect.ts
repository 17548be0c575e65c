import type { ChangeItem } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import type { StepOf } from '@cabestan/protocol/steps'
import type { Argv, Host } from '../host/host.ts'
import { type Directive, dropInPath, readDirectives } from './sshd-config.ts'

type Settings = StepOf<'sshd'>['settings']

/** A setting of our file that does not take effect, with what takes effect instead. */
export interface Defeat {
  readonly keyword: string
  readonly wanted: string
  readonly actual: string
  /** Only for some connections, because of a Match block. */
  readonly conditional: boolean
}

/**
 * What sshd itself makes of all its files. A Match block is looked at as root and as anybody else from
 * anywhere see it; one for a single address or user is a person's own exception.
 */
export async function findDefeats(host: Host, settings: Settings): Promise<Defeat[]> {
  const always = await defeatsIn(host, settings, [])
  const directives = await readDirectives(host.files)
  if (!directives.some(({ conditional }) => conditional)) return always
  const connections = ['root', 'nobody'].map((user) => ['-C', `${connection},user=${user}`])
  const sometimes = await Promise.all(connections.map((options) => defeatsIn(host, settings, options)))
  const known = new Set(always.map(({ keyword }) => keyword))
  const more = sometimes.flat().filter(({ keyword }) => !known.has(keyword) && known.add(keyword))
  return [...always, ...more.map((defeat) => ({ ...defeat, conditional: true }))]
}

/** Addresses that nobody has (RFC 5737). */
const connection = 'host=client.invalid,addr=203.0.113.7,laddr=198.51.100.7,lport=22'

async function defeatsIn(host: Host, settings: Settings, options: readonly string[]): Promise<Defeat[]> {
  const actual = await ask(host, options)
  if (!actual) return []
  const different = Object.entries(settings).filter(
    ([keyword, value]) => !isSame(actual.get(keyword.toLowerCase()), value),
  )
  if (different.length === 0) return []
  // sshd prints times, lists and aliases in its own form, so it is asked how it understands ours.
  const wanted = (await ask(host, ['-f', dropInPath])) ?? actual
  return different.flatMap(([keyword]) => {
    const [ours, theirs] = [wanted, actual].map((all) => all.get(keyword.toLowerCase()) ?? '')
    if (ours === undefined || theirs === undefined || ours === theirs) return []
    return [{ keyword, wanted: ours, actual: theirs, conditional: false }]
  })
}

function isSame(actual: string | undefined, value: string): boolean {
  return actual?.toLowerCase() === value.toLowerCase()
}

const sshd = '/usr/sbin/sshd'

/** Null where sshd cannot say: it is not installed, its files are wrong (its own test tells how), or it never ran. */
async function ask(host: Host, options: readonly string[]): Promise<Map<string, string> | null> {
  if ((await host.files.stat(sshd)) === null) return null
  const argv: Argv = [sshd, '-T', ...options]
  const { code, stdout } = await host.exec(argv)
  return code === 0 ? parseEffective(stdout) : null
}

/** Values of a keyword that may be repeated are joined. */
export function parseEffective(output: string): Map<string, string> {
  const settings = new Map<string, string>()
  for (const line of output.split('\n')) {
    const [keyword = '', ...value] = line.split(' ')
    const before = settings.get(keyword)
    settings.set(keyword, before === undefined ? value.join(' ') : `${before} ${value.join(' ')}`)
  }
  return settings
}

export function defeatItems(defeats: readonly Defeat[]): ChangeItem[] {
  return defeats.map(({ keyword, wanted, actual }) => ({
    type: 'value',
    subject: 'sshd',
    name: 'setting',
    key: keyword,
    before: actual,
    after: wanted,
  }))
}

/** A person's own line wins over ours. It is theirs to delete, so it is named. */
export async function refuseDefeats(host: Host, settings: Settings): Promise<void> {
  const defeats = await findDefeats(host, settings)
  const [first] = defeats
  if (!first) return
  const directives = await readDirectives(host.files)
  const places = defeats.map((defeat) => placeOf(defeat, directives))
  throw new CabestanError(
    'service.invalid',
    { service: 'ssh', place: places[0] ?? '' },
    { detail: { argv: [sshd, '-T'], tail: places.join('\n') } },
  )
}

function placeOf(defeat: Defeat, directives: readonly Directive[]): string {
  const place = directives.find(
    ({ path, keyword, conditional }) =>
      path !== dropInPath && keyword === defeat.keyword.toLowerCase() && conditional === defeat.conditional,
  )
  const line = `${defeat.keyword} ${place?.value ?? defeat.actual}`
  return place ? `${place.path}:${place.line}: ${line}` : `sshd -T: ${line}`
}
