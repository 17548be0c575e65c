import type { Host } from '../../host/host.ts'
import type { Places } from '../places.ts'
import { git, gitOutput, type Repository } from './git.ts'
import { storedLargeObjects } from './large-files.ts'
import { forgetCommits, storedCommits } from './repository.ts'
import { largeObjectsIn, submodulesIn } from './walk.ts'

/** Each deploy adds a pack: beyond these they are made one, and what nobody refers to goes. */
const mostPacks = 12

/** Lets go of commits that no release has any more, of their submodules, and of what git-lfs kept for them. */
export async function pruneSource(host: Host, places: Places, keptCommits: readonly string[]): Promise<void> {
  const repository: Repository = { host, path: places.repository }
  const stored = await storedCommits(repository)
  const kept = await withSubmodules(
    repository,
    keptCommits.filter((commit) => stored.includes(commit)),
  )
  await forgetCommits(
    repository,
    stored.filter((commit) => !kept.has(commit)),
  )
  await pruneLargeObjects(repository, places, kept)
  if (stored.length > 0) await pruneObjects(repository)
}

async function withSubmodules(repository: Repository, commits: readonly string[]): Promise<Set<string>> {
  const stored = new Set(await storedCommits(repository))
  const kept = new Set<string>()
  const waiting = [...commits]
  for (let commit = waiting.pop(); commit !== undefined; commit = waiting.pop()) {
    if (kept.has(commit) || !stored.has(commit)) continue
    kept.add(commit)
    waiting.push(...(await submodulesIn(repository, commit)))
  }
  return kept
}

async function pruneLargeObjects(
  repository: Repository,
  places: Places,
  commits: ReadonlySet<string>,
): Promise<void> {
  const { host } = repository
  const objects = await storedLargeObjects(host, places)
  if (objects.length === 0) return
  const needed = new Set<string>()
  for (const commit of commits)
    for (const object of await largeObjectsIn(repository, commit)) needed.add(object)
  for (const object of objects)
    if (!needed.has(object)) await host.files.remove(`${places.largeFiles}/${object}`)
}

/** By one thread and with little memory, on the smallest server too. */
async function pruneObjects(repository: Repository): Promise<void> {
  const counted = await gitOutput(repository, ['count-objects', '-v'])
  const packs = Number(/^packs: (\d+)$/m.exec(counted)?.[1] ?? 0)
  if (packs <= mostPacks) return
  const settings = ['pack.threads=1', 'pack.windowMemory=32m', 'pack.deltaCacheSize=16m']
  // Not worth a release: what is not done today is done after the next one.
  await git(repository, ['repack', '-a', '-d', '-q'], { settings, nice: true })
  await git(repository, ['prune', '--expire=now'], { settings, nice: true })
}
