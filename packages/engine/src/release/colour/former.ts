import { readReleases } from '../../ledger/releases.ts'
import type { ReleaseContext } from '../context.ts'
import { traversable } from '../places.ts'

/**
 * Numbered links, the newest first, to all releases that went live and are still there: a page that a visitor opened two
 * releases ago asks nginx for files with the hashes of then. Called before a release goes live, so that what is live by then is
 * among them. From the last one to the first: each release is behind one of them all the while.
 */
export async function keepFormer({ host, places }: Pick<ReleaseContext, 'host' | 'places'>): Promise<void> {
  const there = new Set(await host.files.list(places.releases))
  const records = await readReleases(host, places.name)
  const good = records.filter(({ verdict, directory }) => verdict === 'good' && there.has(directory))
  await host.files.createDirectory(places.former, traversable)
  for (const [at, { directory }] of good.entries())
    await host.files.link(`${places.former}/${good.length - at}`, `../releases/${directory}`)
  const numbers = new Set(good.map((_, at) => String(at + 1)))
  for (const name of (await host.files.list(places.former)) ?? [])
    if (!numbers.has(name)) await host.files.remove(`${places.former}/${name}`)
}
