import type { Host } from '../../host/host.ts'
import type { Since } from './output-of.ts'
import { startedPid } from './started-mark.ts'

/** Watches a process from its start on. */
export interface Watched {
  /** The process has ended, so waiting longer does not help. */
  hasFallen(): Promise<boolean>
}

/** bin/process leaves a mark with its process number; another number means that it was started again. */
export function watchMark(host: Host, mark: string): Watched {
  let first: string | null = null
  return {
    async hasFallen() {
      const pid = await startedPid(host, mark)
      if (pid === undefined) return false
      first ??= pid
      // supervisor starts another process, which leaves its mark only after a moment.
      return pid !== first || (await host.files.stat(`/proc/${pid}`)) === null
    },
  }
}

/** A web process has also failed if its workers crash one after the other. */
export function watchWeb(host: Host, mark: string, log: Since): Watched {
  const process = watchMark(host, mark)
  return {
    hasFallen: async () =>
      (await process.hasFallen()) || endedWorkers(await log.sinceThen()) >= mostEndedWorkers,
  }
}

/** A single one may have been killed by the kernel because memory was short for a moment. */
const mostEndedWorkers = 3

/** gunicorn replaces each worker that ends, for ever. A worker that is only slow is ended by gunicorn itself. */
function endedWorkers(log: string): number {
  if (log.includes('WORKER TIMEOUT')) return 0
  return log.match(/Worker \(pid:\d+\) (?:exited with code|was sent SIG(?!TERM))/g)?.length ?? 0
}
