import type { ProjectTree, Submodule } from '../tree/commit.ts'
import { contentsOf } from '../tree/contents.ts'
import { decode } from '../tree/decode.ts'
import { git } from '../tree/git.ts'
import { parseListing } from '../tree/listing.ts'
import { type CommittedSecret, presentSecrets, secretKey } from './present-secrets.ts'
import { type FoundSecret, secretsIn } from './secrets.ts'

export interface SecretHistory {
  readonly secrets: readonly CommittedSecret[]
  /** Everything was looked at: neither a shallow clone nor one of our limits cut it short. */
  readonly complete: boolean
}

/** Files in which secrets are usually written; other files of the past are not worth the time. */
const likely =
  /(^|\/)([^/]*settings[^/]*\.py|settings\/.*|[^/]*config[^/]*\.py|[^/]*(secret|credential)[^/]*|[^/]*\.env|\.env[^/]*|[^/]*\.(pem|key|ppk|ini|cfg|conf|ya?ml|toml|sh)|id_(rsa|dsa|ecdsa|ed25519)|\.netrc|\.pgpass|Dockerfile[^/]*)$/i

const patience = 4_000
const mostVersions = 4_000
const mostBytes = 256 * 1024
const mostBytesTogether = 48 * 1024 * 1024

/** Secrets in the commit that was read, and in earlier versions as far back as time allows, including submodules. */
export async function secretHistory(tree: ProjectTree, commit: string): Promise<SecretHistory> {
  const secrets = presentSecrets(tree)
  const until = Date.now() + patience
  let complete = true
  for (const part of [{ directory: tree.top, commit, at: '' }, ...tree.submodules])
    complete = (await search(part, secrets, until)) && complete
  return { secrets: [...secrets.values()], complete }
}

/** Whether all of it was looked at. */
async function search(
  { directory, commit, at }: Submodule,
  secrets: Map<string, CommittedSecret>,
  until: number,
): Promise<boolean> {
  const { versions, complete } = await versionsOf(directory, commit, Math.max(1, until - Date.now()))
  const sizes = await sizesOf(directory, [...new Set(versions.map(({ object }) => object))])
  const wanted = withinBounds(sizes)
  const contents = await contentsOf(directory, wanted)
  const current = await filesOf(directory, commit)
  for (const version of versions) {
    const bytes = contents.get(version.object)
    const text = bytes ? decode(bytes) : null
    const path = at + version.path
    for (const secret of text === null ? [] : secretsIn(path, text))
      note(secrets, { ...version, path, present: current.get(version.path) === version.object }, secret)
  }
  return complete && wanted.length === sizes.size
}

/** One version of a file, and the commit that made it. */
interface Version {
  readonly object: string
  readonly path: string
  readonly commit: string
  readonly date: string
}

/** The newest commits come first, so the last one that has a secret is the one that brought it. */
function note(
  secrets: Map<string, CommittedSecret>,
  version: Version & { readonly present: boolean },
  found: FoundSecret,
): void {
  const { kind, name, line } = found
  const { path: file, commit, date, present } = version
  const known = secrets.get(secretKey(found)) ?? { kind, name, file, line, present }
  secrets.set(secretKey(found), { ...known, commit, date })
}

/** What the commit has at each path: the key of a certificate is among files that nothing else reads. */
async function filesOf(top: string, commit: string): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await git(top, ['ls-tree', '-r', '-l', '-z', '--full-tree', commit])
  return new Map(parseListing(stdout).map(({ path, object }) => [path, object]))
}

async function versionsOf(
  top: string,
  commit: string,
  patience: number,
): Promise<{ versions: readonly Version[]; complete: boolean }> {
  const { stdout, code, cut } = await git(top, [...logArguments, commit, '--'], { patience })
  const versions = parseLog(stdout.toString())
  return {
    versions: versions.slice(0, mostVersions),
    complete: code === 0 && !cut && versions.length <= mostVersions,
  }
}

/**
 * No diff is made, so no program that the repository names for making one can run. All paths are listed: ten
 * times as fast as telling git which ones are wanted.
 */
const logArguments = [
  'log',
  '--format=%x01%H %ct',
  '--raw',
  '-z',
  '--root',
  '--no-abbrev',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-show-signature',
  '--no-notes',
  '--no-decorate',
  '--ignore-submodules=all',
  '--full-history',
]

/** `\1<commit> <time>`, then for each file `:<modes> <objects> <status>` and its path, each ended by a zero byte. */
function parseLog(output: string): Version[] {
  const versions: Version[] = []
  for (const record of output.split('\x01').slice(1)) {
    const [head = '', ...fields] = record.split(/\0\n?/)
    const [commit = '', time] = head.trim().split(' ')
    const date = new Date(Number(time) * 1000 || 0).toISOString().slice(0, 10)
    for (let at = 0; at + 1 < fields.length; at += 1) {
      const [, mode, , object = '', status] = (fields[at] ?? '').trim().split(' ')
      if (!mode || !status) continue
      at += 1
      const path = fields[at] ?? ''
      const isWanted = status !== 'D' && mode !== '160000' && likely.test(path)
      if (isWanted) versions.push({ object, path, commit, date })
    }
  }
  return versions
}

async function sizesOf(top: string, objects: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const input = `${objects.join('\n')}\n`
  const { stdout } = await git(top, ['cat-file', '--batch-check=%(objectname) %(objectsize)'], { input })
  const lines = stdout.toString().trim().split('\n')
  return new Map(
    lines.flatMap((line) => {
      const [object = '', size] = line.split(' ')
      return size === undefined || Number.isNaN(Number(size)) ? [] : [[object, Number(size)] as const]
    }),
  )
}

function withinBounds(sizes: ReadonlyMap<string, number>): string[] {
  let total = 0
  return [...sizes].flatMap(([object, size]) => {
    if (size > mostBytes) return []
    total += size
    return total <= mostBytesTogether ? [object] : []
  })
}
