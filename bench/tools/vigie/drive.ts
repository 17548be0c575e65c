import { execFile } from 'node:child_process'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Corpus } from './events.ts'

/** A program that takes events, as the load sees it. */
export interface Target {
  readonly port: number
  readonly project: string
  readonly key: string
  /** The number of events that are counted in issues, as the target itself says. */
  readonly digested: () => number | Promise<number>
  /** Asked ten times a second while events come, to find the highest use of memory. */
  readonly resident: () => Promise<number>
}

export interface Outcome {
  readonly accepted: number
  readonly statuses: Readonly<Record<string, number>>
  /** From the first byte that was sent until everything was digested. */
  readonly seconds: number
  readonly eventsASecond: number
  readonly p50: number
  readonly p99: number
  readonly worst: number
  readonly peakBytes: number
}

interface Sent {
  readonly seconds: number
  readonly statuses: Readonly<Record<string, number>>
  readonly p50: number
  readonly p99: number
  readonly worst: number
}

const send = new URL('send.ts', import.meta.url).pathname

/**
 * Sends over eight connections from another process, as fast as answers come or at a given rate. The clock stops when
 * the last accepted event is counted.
 */
export async function drive(
  target: Target,
  corpus: Corpus,
  part: { first: number; count: number; rate?: number },
): Promise<Outcome> {
  const { port, project, key } = target
  const before = await target.digested()
  const watch = watchMemory(target)
  const { first, count, rate = 0 } = part
  const words = [corpus.path, port, project, key, first, count, 8, rate].map(String)
  const { stdout } = await promisify(execFile)(process.execPath, [send, ...words])
  const ended = performance.now()
  const sent = JSON.parse(stdout) as Sent
  const accepted = sent.statuses['200'] ?? 0
  while ((await target.digested()) < before + accepted) await sleep(20)
  const seconds = sent.seconds + (performance.now() - ended) / 1000
  return { ...sent, accepted, seconds, eventsASecond: accepted / seconds, peakBytes: await watch.end() }
}

function watchMemory({ resident }: Target) {
  const state = { on: true, peak: 0 }
  const looking = (async () => {
    while (state.on) {
      state.peak = Math.max(state.peak, await resident())
      await sleep(100)
    }
  })()
  return {
    async end(): Promise<number> {
      state.on = false
      await looking
      return state.peak
    },
  }
}

/** The bytes of all files below a folder, as `du` counts them. */
export async function bytesBelow(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) =>
    each.isFile(),
  )
  const sizes = await Promise.all(
    files.map((each) => stat(join(each.parentPath, each.name)).catch(() => null)),
  )
  return sizes.reduce((sum, each) => sum + (each?.blocks ?? 0) * 512, 0)
}
