import { processStat } from '../../facts/process-stat.ts'
import type { Host } from '../../host/host.ts'
import type { Places } from '../places.ts'
import { watchMark } from './fallen.ts'
import { lastWords } from './last-words.ts'
import { watchFiles } from './output-of.ts'
import { failedProcess } from './process-failures.ts'
import { startedMark, startedPid, timesFallen } from './started-mark.ts'

export interface ProcessStart {
  /** Waits for a moment after the start, because broken code fails while it is loaded. */
  assertStays(): Promise<void>
}

interface Processes {
  readonly process: string
  /** How many of them there are. */
  readonly count: number
}

const pollMs = 200
/**
 * Waits at least this long, and then until none of them is still loading its code, which takes longer on a small
 * machine.
 */
const watchedMs = 3000
const longestMs = 15_000
/** A program that loads code uses the processor or waits for the disk, and seldom for anything else. */
const quietMs = 1000

/**
 * To be called before processes are started. supervisor starts what falls over again and again and calls it RUNNING,
 * so the marks are looked at that bin/process leaves.
 */
export async function expectStart(
  host: Host,
  places: Places,
  { process, count }: Processes,
): Promise<ProcessStart> {
  const marks = marksOf(places, { process, count })
  for (const mark of marks) await host.files.remove(mark)
  const log = await watchFiles(host, [`${places.logs}/${process}.log`])
  const watched = marks.map((mark) => watchMark(host, mark))
  return {
    async assertStays() {
      const began = host.clock.now()
      let busyAt = began
      const isWatched = (now: number) =>
        now - began < watchedMs || (now - busyAt < quietMs && now - began < longestMs)
      while (watched.length > 0 && isWatched(host.clock.now())) {
        const fallen = await Promise.all(watched.map((each) => each.hasFallen()))
        if (fallen.includes(true)) throw failedProcess(process, lastWords(await log.inTheEnd()))
        if (await anyIsBusy(host, marks)) busyAt = host.clock.now()
        await host.clock.sleep(pollMs)
      }
    },
  }
}

async function anyIsBusy(host: Host, marks: readonly string[]): Promise<boolean> {
  const states = await Promise.all(marks.map((mark) => stateOf(host, mark)))
  return states.some((state) => state === 'R' || state === 'D')
}

async function stateOf(host: Host, mark: string): Promise<string | undefined> {
  const pid = await startedPid(host, mark)
  return pid === undefined ? undefined : (await processStat(host, pid))?.[0]
}

/** The highest number of crashes of any of them since it was meant to start. */
export async function fallenSoFar(host: Host, places: Places, processes: Processes): Promise<number> {
  const times = await Promise.all(marksOf(places, processes).map((mark) => timesFallen(host, mark)))
  return Math.max(0, ...times)
}

function marksOf(places: Places, { process, count }: Processes): string[] {
  return Array.from({ length: count }, (_, index) => startedMark(places, process, index + 1))
}
