import type { Host } from '../../host/host.ts'
import type { Since } from './output-of.ts'
import { startedPid } from './started-mark.ts'

/** A process from its start on. */
export interface Watched {
  /** It has ended: waiting longer helps nobody. */
  hasFallen(): Promise<boolean>
}

/** By the mark that bin/process leaves, which holds its process: another number there is another one. */
export function watchMark(host: Host, mark: string): Watched {
  let first: string | null = null
  return {
    async hasFallen() {
      const pid = await startedPid(host, mark)
      if (pid === undefined) return false
      first ??= pid
      // supervisor starts another one, which waits a moment before it leaves its mark.
      return pid !== first || (await host.files.stat(`/proc/${pid}`)) === null
    },
  }
}

/** A web process has fallen as well where its workers do so one after the other. */
export function watchWeb(host: Host, mark: string, log: Since): Watched {
  const process = watchMark(host, mark)
  return {
    hasFallen: async () =>
      (await process.hasFallen()) || endedWorkers(await log.sinceThen()) >= mostEndedWorkers,
  }
}

/** One may have been the kernel's victim, where memory was short for a moment. */
const mostEndedWorkers = 3

/** gunicorn replaces a worker that ends, for ever. One that is only slow is ended by gunicorn itself. */
function endedWorkers(log: string): number {
  if (log.includes('WORKER TIMEOUT')) return 0
  return log.match(/Worker \(pid:\d+\) (?:exited with code|was sent SIG(?!TERM))/g)?.length ?? 0
}
