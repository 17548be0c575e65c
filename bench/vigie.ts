import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Status } from '../packages/vigie/src/contract/status.ts'
import { residentOf, startServer } from '../tests/harness/vigie/server.ts'
import { projectOf, startVigie } from '../tests/harness/vigie/vigie.ts'
import { keyOf } from '../tests/harness/vigie/wire.ts'
import { median } from './tools/measure.ts'
import { startBugsink } from './tools/vigie/bugsink.ts'
import { bytesBelow, drive, type Outcome } from './tools/vigie/drive.ts'
import { type Corpus, corpusOf } from './tools/vigie/events.ts'

/**
 * The same events of about 50 KB, made by a real SDK in a real Django, into Vigie and into Bugsink, on one machine in
 * one run: how many of them are digested in a second, beside their own load generator; how soon each is
 * acknowledged; what it takes of the memory and of the disk.
 */
const [events = 20_000, bugsinkEvents = 600] = process.argv.slice(2).map(Number)
const corpus = await corpusOf(events)
const mean = corpus.rawBytes / corpus.events
console.log(
  `${events} events of ${(mean / 1000).toFixed(1)} kB, 200 issues, half gzip, half brotli, 8 connections`,
)

interface Side {
  readonly outcome: Outcome
  readonly diskBytes: number
  readonly idleBytes: number
}

const ours = await ofVigie(corpus)
tell('vigie', ours)
// Sent as fast as answers come, eight events would wait for each other, and their delay would only say the rate
// again. So these are sent at a fixed rate.
const paced = { rate: 100, count: Math.min(1000, corpus.events) }
const { p50, p99, worst } = (await ofVigie(corpus, paced)).outcome
console.log(
  `vigie at ${paced.rate} events/s: acknowledged in ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)}, worst ${worst.toFixed(1)}`,
)
const starts = await startsOfVigie(9)
const [first, again] = [median(starts.first), median(starts.again)].map((each) => each.toFixed(0))
console.log(
  `vigie starts in ${again} ms, the first time in ${first} (medians of ${starts.again.length}; wanted: at most 300)`,
)
if (bugsinkEvents > 0) {
  const theirs = await ofBugsink(corpus)
  tell('bugsink', theirs)
  compare(ours, theirs)
}

async function ofVigie(
  corpus: Corpus,
  part: { count: number; rate?: number } = { count: corpus.events },
): Promise<Side> {
  const vigie = await startVigie()
  try {
    const project = await projectOf(vigie, 'bench')
    await sleep(3000)
    const { pid, port, data } = vigie.server
    const idleBytes = await residentOf(pid)
    const before = await bytesBelow(data)
    const target = {
      ...{ port, project: String(project.id), key: keyOf(project) },
      resident: () => residentOf(pid),
      digested: async () => {
        const { events, backlog } = await vigie.api.get<Status>('/status')
        return backlog === 0 ? events : 0
      },
    }
    const outcome = await drive(target, corpus, { first: 0, ...part })
    return { outcome, idleBytes, diskBytes: (await bytesBelow(data)) - before }
  } finally {
    await vigie.server.stop()
  }
}

/** Times from the start of the process until it answers: once with new data, once with data that are there already. */
async function startsOfVigie(rounds: number): Promise<{ first: number[]; again: number[] }> {
  const times = { first: [] as number[], again: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    const data = await mkdtemp(join(tmpdir(), 'vigie-bench-'))
    times.first.push(await startOf(data))
    times.again.push(await startOf(data))
    await rm(data, { recursive: true })
  }
  return times
}

async function startOf(data: string): Promise<number> {
  const server = await startServer({ data })
  await server.stop()
  return server.startMs
}

async function ofBugsink(corpus: Corpus): Promise<Side> {
  const bugsink = await startBugsink()
  try {
    await sleep(3000)
    const resident = async () => (await Promise.all((await family(bugsink.pids)).map(memory))).reduce(sum, 0)
    const idleBytes = await resident()
    const before = await bytesBelow(bugsink.folder)
    const count = Math.min(bugsinkEvents, corpus.events)
    const outcome = await drive({ ...bugsink, resident }, corpus, { first: 0, count })
    return { outcome, idleBytes, diskBytes: (await bytesBelow(bugsink.folder)) - before }
  } finally {
    await bugsink.end()
  }
}

/** A process and all that it started. */
async function family(pids: readonly number[]): Promise<number[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const parents = await Promise.all(
    all.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
    }),
  )
  return [...pids, ...all.filter((_, index) => pids.includes(parents[index] ?? 0))]
}

/** Memory that several processes share is divided among them, so that it counts once. */
async function memory(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024
}

function sum(one: number, other: number): number {
  return one + other
}

function tell(name: string, { outcome, diskBytes, idleBytes }: Side): void {
  const { accepted, eventsASecond, p50, p99, worst, peakBytes, statuses } = outcome
  const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(0)
  const share = diskBytes / (accepted * mean)
  console.log(
    `${name}: ${eventsASecond.toFixed(0)} events/s digested (${accepted}; ${JSON.stringify(statuses)})`,
  )
  console.log(`  acknowledged in ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)}, worst ${worst.toFixed(1)}`)
  console.log(
    `  disk ${(share * 100).toFixed(0)} % of the raw bytes; memory ${megabytes(idleBytes)} MB idle, ${megabytes(peakBytes)} MB at most`,
  )
}

function compare(ours: Side, theirs: Side): void {
  const times = (of: (side: Side) => number) => of(ours) / of(theirs)
  const disk = times(({ diskBytes, outcome }) => diskBytes / outcome.accepted)
  const events = times(({ outcome }) => outcome.eventsASecond).toFixed(1)
  console.log(`vigie digests ${events} times as many events a second as bugsink (wanted: at least 20)`)
  console.log(
    `memory: ${times(({ outcome }) => outcome.peakBytes).toFixed(2)} of bugsink’s at most, ${times(({ idleBytes }) => idleBytes).toFixed(2)} idle; disk: ${disk.toFixed(2)} of bugsink’s`,
  )
}
