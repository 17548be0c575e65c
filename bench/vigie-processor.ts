import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Project } from '../packages/vigie/src/contract/project.ts'
import type { Status } from '../packages/vigie/src/contract/status.ts'
import { peakOf } from '../tests/harness/vigie/server.ts'
import { projectOf, startVigie, type Vigie } from '../tests/harness/vigie/vigie.ts'
import { keyOf } from '../tests/harness/vigie/wire.ts'
import { median } from './tools/measure.ts'
import { type Corpus, corpusOf } from './tools/vigie/events.ts'

/**
 * Compares the processor time that an event takes in two builds of Vigie, in milliseconds, under one load in
 * alternating blocks. Unlike events per second, the ratio of neighbouring blocks is meaningful on a machine where
 * others work too.
 */
const [blocks = '10', events = '1500', ...programs] = process.argv.slice(2)
const corpus = await corpusOf((Number(blocks) + 1) * Number(events))
const sides = await Promise.all(programs.map(begin))
// The first block only lets the compiler warm up.
for (let block = 0; block <= Number(blocks); block += 1) {
  const part = { first: block * Number(events), count: Number(events) }
  for (const side of block % 2 === 0 ? sides : sides.toReversed()) {
    const cost = await costOf(side, corpus, part)
    if (block > 0) side.costs.push(cost)
  }
}
for (const side of sides) {
  const peak = (await peakOf(side.vigie.server.pid)) / 1024 / 1024
  console.log(`${side.program}: ${told(side.costs)} ms an event; ${peak.toFixed(0)} MB at most`)
  await side.vigie.server.stop()
}
const [first, second] = sides
if (first && second) console.log(`the second beside the first: ${told(second.costs.map(besides(first)))}`)

interface Side {
  readonly program: string
  readonly vigie: Vigie
  readonly project: Project
  readonly costs: Cost[]
}

/** The time of the thread that answers, of the one that writes, and of V8’s helpers. */
type Cost = Readonly<Record<'all' | 'answering' | 'writing' | 'helpers', number>>

async function begin(program: string): Promise<Side> {
  const vigie = await startVigie({ program })
  return { program, vigie, project: await projectOf(vigie, 'bench'), costs: [] }
}

async function costOf(
  { vigie, project }: Side,
  { path }: Corpus,
  { first, count }: { first: number; count: number },
): Promise<Cost> {
  const { pid, port } = vigie.server
  const before = await threadsOf(pid)
  const send = new URL('tools/vigie/send.ts', import.meta.url).pathname
  const words = [path, port, project.id, keyOf(project), first, count, 8].map(String)
  await promisify(execFile)(process.execPath, [send, ...words])
  while ((await vigie.api.get<Status>('/status')).backlog > 0) await sleep(100)
  const spent = [...(await threadsOf(pid))].map(
    ([thread, ms]) => [thread, (ms - (before.get(thread) ?? 0)) / count] as const,
  )
  const all = spent.reduce((sum, [, ms]) => sum + ms, 0)
  const answering = spent.find(([thread]) => thread === pid)?.[1] ?? 0
  const writing = Math.max(...spent.filter(([thread]) => thread !== pid).map(([, ms]) => ms))
  return { all, answering, writing, helpers: all - answering - writing }
}

/** Processor time of each thread, in milliseconds. */
async function threadsOf(pid: number): Promise<ReadonlyMap<number, number>> {
  const threads = await readdir(`/proc/${pid}/task`)
  const times = threads.map(async (thread) => {
    const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0')
    return [Number(thread), Number(text.split(' ')[0]) / 1e6] as const
  })
  return new Map(await Promise.all(times))
}

function besides({ costs }: Side): (cost: Cost, at: number) => Cost {
  return (cost, at) => {
    const ratio = (part: keyof Cost) => cost[part] / (costs[at]?.[part] ?? Number.NaN)
    return {
      all: ratio('all'),
      answering: ratio('answering'),
      writing: ratio('writing'),
      helpers: ratio('helpers'),
    }
  }
}

function told(costs: readonly Cost[]): string {
  const part = (name: keyof Cost) => median(costs.map((cost) => cost[name])).toFixed(2)
  return `${part('all')} (answering ${part('answering')}, writing ${part('writing')}, helpers ${part('helpers')})`
}
