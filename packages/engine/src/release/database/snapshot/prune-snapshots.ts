import type { DatabaseContext } from '../database-context.ts'

/** Names that a release or a rollback gives to snapshots. Anything else in the directory belongs to somebody else. */
const pattern = /^\d+-before-[\w-]+\.(dump|sqlite3)(\.part)?$/
const fewest = 3

/** Keeps as many snapshots as releases. Files that were only written in part are removed. */
export async function pruneSnapshots({ host, places, order }: DatabaseContext): Promise<void> {
  const names = ((await host.files.list(places.backups)) ?? []).filter((name) => pattern.test(name))
  const dated = await Promise.all(
    names.map(async (name) => {
      const path = `${places.backups}/${name}`
      return { path, at: (await host.files.stat(path))?.modifiedAt ?? 0, number: Number.parseInt(name, 10) }
    }),
  )
  const whole = dated.filter(({ path }) => !path.endsWith('.part'))
  const newestFirst = whole.sort((a, b) => b.at - a.at || b.number - a.number)
  const parts = dated.filter(({ path }) => path.endsWith('.part'))
  const old = newestFirst.slice(Math.max(fewest, order.keep))
  for (const { path } of [...parts, ...old]) await host.files.remove(path)
}
