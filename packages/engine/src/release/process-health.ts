import type { Host } from '../host/host.ts'
import { watchMark } from './fallen.ts'
import { lastWords } from './last-words.ts'
import { watchFiles } from './output-of.ts'
import type { Places } from './places.ts'
import { failedProcess } from './process-failures.ts'

export interface ProcessStart {
  /** Waits a moment after it was started: whatever cannot work falls over while its code is read. */
  assertStays(): Promise<void>
}

interface Processes {
  readonly process: string
  /** So many of them. */
  readonly count: number
}

const pollMs = 200
const watchedMs = 3000

/**
 * To be called before processes are started. supervisor starts what falls over again and again and calls it RUNNING,
 * so the marks are looked at that bin/process leaves.
 */
export async function expectStart(
  host: Host,
  places: Places,
  { process, count }: Processes,
): Promise<ProcessStart> {
  const marks = Array.from({ length: count }, (_, index) => `${places.run}/started-${process}-${index + 1}`)
  for (const mark of marks) await host.files.remove(mark)
  const log = await watchFiles(host, [`${places.logs}/${process}.log`])
  const watched = marks.map((mark) => watchMark(host, mark))
  return {
    async assertStays() {
      const until = host.clock.now() + watchedMs
      while (watched.length > 0 && host.clock.now() < until) {
        const fallen = await Promise.all(watched.map((each) => each.hasFallen()))
        if (fallen.includes(true)) throw failedProcess(process, lastWords(await log.sinceThen()))
        await host.clock.sleep(pollMs)
      }
    },
  }
}
