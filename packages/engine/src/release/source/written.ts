import type { Host } from '../../host/host.ts'
import { readReleases } from '../../ledger/releases.ts'
import { readLive } from '../colour/live.ts'
import type { Places } from '../places.ts'
import { git } from './git.ts'

/** Enough to tell a project by, and small whatever the size of it. */
const most = 300

/** What people write themselves: a jquery, a logo or an empty file is in many projects. */
const written = /\.(py|html)$/

/**
 * Contents of the live commit, or of the last that was tried where none is live, as git names them. None where that
 * cannot be told: an earlier disk lost them, or it never came here.
 */
export async function writtenThere(host: Host, places: Places): Promise<string[]> {
  const live = await readLive(host, places)
  const record = live ? live.record : (await readReleases(host, places.name)).at(-1)
  const commit = record?.commit.id
  if (commit === undefined) return []
  const argv = ['ls-tree', '-r', '-l', '-z', '--full-tree', commit]
  const { code, stdout } = await git({ host, path: places.repository }, argv)
  if (code !== 0) return []
  const objects = stdout.split('\0').flatMap(objectOf)
  // By their names, which are as good as drawn by lot.
  return [...new Set(objects)].sort().slice(0, most)
}

function objectOf(line: string): string[] {
  const [, object = '', path = ''] = /^\d+ blob ([0-9a-f]+) +[1-9]\d*\t(.*)$/s.exec(line) ?? []
  return written.test(path) ? [object] : []
}
