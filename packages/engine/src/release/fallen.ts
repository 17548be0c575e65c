import type { Host } from '../host/host.ts'
import type { Since } from './output-of.ts'
import type { Colour, Places } from './places.ts'
import { startedMark } from './workers.ts'

export interface WebProcess {
  /** It has ended, or its workers do so one after the other: waiting longer helps nobody. */
  hasFallen(): Promise<boolean>
}

/** The web process of a colour from its start on; `log` holds what it has said since then. */
export function watchProcess(
  host: Host,
  places: Places,
  { colour, log }: { colour: Colour; log: Since },
): WebProcess {
  const mark = startedMark(places, colour)
  let first: string | null = null
  return {
    async hasFallen() {
      const current = await host.files.readText(mark)
      first ??= current
      if (first === null || current === null) return false
      if (current !== first) return true
      return (await hasEnded(host, current)) || endedWorkers(await log.sinceThen()) >= mostEndedWorkers
    },
  }
}

/** supervisor starts another one, which waits a moment before it leaves its mark. */
async function hasEnded(host: Host, mark: string): Promise<boolean> {
  const pid = mark.trim()
  return /^[0-9]+$/.test(pid) && (await host.files.stat(`/proc/${pid}`)) === null
}

/** One may have been the kernel's victim, where memory was short for a moment. */
const mostEndedWorkers = 3

/** gunicorn replaces a worker that ends, for ever. One that is only slow is ended by gunicorn itself. */
export function endedWorkers(log: string): number {
  if (log.includes('WORKER TIMEOUT')) return 0
  return log.match(/Worker \(pid:\d+\) (?:exited with code|was sent SIG(?!TERM))/g)?.length ?? 0
}
