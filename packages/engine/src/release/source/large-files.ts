import { CabestanError } from '@cabestan/protocol/failures'
import type { Source } from '@cabestan/protocol/orders'
import type { Host } from '../../host/host.ts'
import { privateDirectory } from '../../host/root-attributes.ts'
import { run } from '../../host/run.ts'
import type { Places } from '../places.ts'
import { runAt } from './disk.ts'
import type { Repository } from './git.ts'
import { type Part, partOf } from './parts.ts'
import { entriesAt, type TreeEntry } from './tree.ts'

export type LargeFile = Source['large'][number]

/** Gigabytes on a slow disk. */
const timeoutMs = 15 * 60_000

/** Contents of git-lfs, each under its sha256. */
export async function storedLargeObjects({ files }: Host, { largeFiles }: Places): Promise<string[]> {
  return ((await files.list(largeFiles)) ?? []).filter((name) => /^[0-9a-f]{64}$/.test(name))
}

/** What was sent is looked at before it is kept: its name is its sum. */
export async function receiveLargeObjects(
  host: Host,
  { largeFiles }: Places,
  { upload, large }: { upload: string | null; large: readonly LargeFile[] },
): Promise<void> {
  await host.files.createDirectory(largeFiles, privateDirectory)
  for (const { object, path } of large) {
    const kept = `${largeFiles}/${object}`
    if ((await host.files.stat(kept)) !== null) continue
    const sent = `${upload}/${object}.lfs`
    if (upload === null || (await sumOf(host, sent)) !== object)
      throw new CabestanError('source.incomplete', { path })
    // Uploads may lie on another disk: only the last move is one step.
    await runAt(host, largeFiles, ['mv', '--', sent, `${kept}.part`], { timeoutMs })
    await host.files.rename(`${kept}.part`, kept)
  }
}

async function sumOf(host: Host, path: string): Promise<string | null> {
  if ((await host.files.stat(path))?.type !== 'file') return null
  return (await run(host, ['sha256sum', '--', path], { timeoutMs })).slice(0, 64)
}

export interface Placing {
  readonly parts: readonly Part[]
  readonly large: readonly LargeFile[]
  /** Of the checkout, which is still root's alone. */
  readonly source: string
}

/** Puts contents in the place of their pointers. */
export async function placeLargeFiles(
  repository: Repository,
  { largeFiles }: Places,
  placing: Placing,
): Promise<void> {
  const { host } = repository
  for (const { file, entry } of await entriesOf(repository, placing)) {
    if (entry?.type !== 'file' && entry?.type !== 'executable')
      throw new CabestanError('source.incomplete', { path: file.path })
    const target = `${placing.source}/${file.path}`
    const copy = ['cp', '--reflink=auto', '--no-preserve=all', '--remove-destination'] as const
    await runAt(host, target, [...copy, '--', `${largeFiles}/${file.object}`, target], { timeoutMs })
    const mode = entry.type === 'executable' ? '0755' : '0644'
    await host.files.setAttributes(target, { owner: 'root', group: 'root', mode })
  }
}

interface Placed {
  readonly file: LargeFile
  readonly entry: TreeEntry | undefined
}

async function entriesOf(repository: Repository, { parts, large }: Placing): Promise<Placed[]> {
  const placed: Placed[] = []
  for (const part of parts) {
    const own = large.flatMap((file) => {
      const place = partOf(parts, file.path)
      return place?.part === part ? [{ file, inside: place.inside }] : []
    })
    const paths = own.map(({ inside }) => inside)
    const entries = await entriesAt(repository, part.commit, paths)
    placed.push(...own.map(({ file, inside }) => ({ file, entry: entries.get(inside) })))
  }
  return placed
}
