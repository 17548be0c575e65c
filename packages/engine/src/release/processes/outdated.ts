import type { Host } from '../../host/host.ts'

/**
 * Code of the distribution that an update has replaced goes on in the memory of whoever began before: a hole that was
 * mended last month stands open until then. proc(5): the kernel says of such a file that it was deleted.
 */
const replaced = /^\S+ r-xp \S+ \S+ \S+ +\/(?:usr|lib|lib64|bin|sbin)\/.* \(deleted\)$/m

/** The process number in supervisor's words: `pid 812, uptime 1 day, 0:01:13`. */
export async function isOutdated(host: Host, detail: string): Promise<boolean> {
  const pid = /^pid ([1-9][0-9]*),/.exec(detail)?.[1]
  if (pid === undefined) return false
  // A process that ended meanwhile has no such file, and those inside a container may not be readable.
  const maps = await host.files.readText(`/proc/${pid}/maps`).catch(() => null)
  return replaced.test(maps ?? '')
}
