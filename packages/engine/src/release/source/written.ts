import type { Host } from '../../host/host.ts'
import { readLive } from '../live.ts'
import type { Places } from '../places.ts'
import { git } from './git.ts'

/** Enough to tell a project by, and small whatever the size of it. */
const most = 300

/** What people write themselves: a jquery, a logo or an empty file is in many projects. */
const written = /\.(py|html)$/

/**
 * Contents of the live commit, as git names them. None where that cannot be told: an earlier disk lost them,
 * or nothing is live.
 */
export async function writtenInLive(host: Host, places: Places): Promise<string[]> {
  const commit = (await readLive(host, places))?.record?.commit.id
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
