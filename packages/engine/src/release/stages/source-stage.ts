import { privateDirectory } from '../../host/root-attributes.ts'
import { run } from '../../host/run.ts'
import { asUser } from '../command.ts'
import type { ReleaseContext, Stage } from '../context.ts'
import { traversable } from '../places.ts'
import { checkOut } from '../source/checkout.ts'
import { fetchParts } from '../source/fetch-parts.ts'
import type { Repository } from '../source/git.ts'
import { placeLargeFiles, receiveLargeObjects } from '../source/large-files.ts'
import { assertParts, inOrder, type Part } from '../source/parts.ts'
import { receiveCommit } from '../source/receive.ts'
import { prepareRepository } from '../source/repository.ts'

/** The exact files of the commit, in a directory of the release's own. */
export const sourceStage: Stage = {
  async run(context) {
    const { host, places, order, note } = context
    const repository: Repository = { host, path: places.repository }
    await prepareRepository(repository, order.commit.id)
    const parts = await takeIn(repository, context)
    await makeDirectories(context)
    const count = await fill(repository, context, parts)
    await handOver(context)
    note('source.sent', { commit: order.commit.id.slice(0, 7), count })
    return 'done'
  },
  async undo({ host, release }) {
    await host.files.remove(release.directory)
  },
}

/** All that the release needs lies in the repository, and beside it what git-lfs keeps. */
async function takeIn(repository: Repository, context: ReleaseContext): Promise<Part[]> {
  const { host, places, upload, order } = context
  const { source } = order
  const parts = await partsOf(repository, context)
  await assertParts(repository, parts)
  await receiveLargeObjects(host, places, { upload, large: source.large })
  return inOrder(parts)
}

async function partsOf(repository: Repository, context: ReleaseContext): Promise<readonly Part[]> {
  const { places, upload, order } = context
  const { repository: url, parts } = order.source
  if (url !== null) return fetchParts(repository, places, { commit: order.commit.id, url })
  for (const { commit } of parts) {
    const pack = `${upload}/${commit}.pack`
    const sent = upload !== null && (await repository.host.files.stat(pack)) !== null
    await receiveCommit(repository, { commit, pack: sent ? pack : null })
  }
  return parts
}

/** Nobody but root may enter the source before it is complete. */
async function makeDirectories({ host, places, release, order }: ReleaseContext): Promise<void> {
  await host.files.remove(release.directory)
  await host.files.createDirectory(places.releases, traversable)
  await host.files.createDirectory(release.directory, { ...traversable, group: order.name })
  await host.files.createDirectory(release.source, privateDirectory)
}

async function fill(
  repository: Repository,
  { places, release, order }: ReleaseContext,
  parts: readonly Part[],
): Promise<number> {
  let count = 0
  for (const part of parts) {
    const directory = part.path === '' ? release.source : `${release.source}/${part.path}`
    count += await checkOut(repository, part, directory)
  }
  await placeLargeFiles(repository, places, { parts, large: order.source.large, source: release.source })
  return count
}

/** To the application's user, as long as it is built; links are handed over themselves, not what they lead to. */
async function handOver({ host, release, order: { name, source } }: ReleaseContext): Promise<void> {
  await run(host, ['chown', '--recursive', '--no-dereference', '-P', '--', `${name}:${name}`, release.source])
  await host.files.setAttributes(release.source, { owner: name, group: name, mode: '0750' })
  // By the user itself: where a link of the project leads, root must not make anything.
  const empty = source.directories.map((path) => `${release.source}/${path}`)
  if (empty.length > 0) await run(host, asUser(name, ['mkdir', '--parents', '--', ...empty]))
}
