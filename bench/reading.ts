import { rm } from 'node:fs/promises'
import { readProject } from '../packages/cabestan/src/project/read.ts'
import { readTree } from '../packages/cabestan/src/project/tree/read-tree.ts'
import { inTurn, median, row } from './tools/measure.ts'
import { syntheticProject } from './tools/synthetic-project.ts'

/** Times how a project of 5,000 files is read: first the files out of git, then every answer from them. */
const rounds = Number(process.argv[2] ?? 5)
const path = await syntheticProject()
try {
  const { paths } = await readTree(path)
  const times = await inTurn(rounds, {
    [`${paths.length} files out of git`]: () => timed(files),
    'the whole reading': () => timed(reading),
  })
  for (const [name, values] of Object.entries(times)) console.log(row(name, values))
  const slowest = Math.max(...Object.values(times).map(median))
  console.log(`reading takes ${slowest.toFixed(2)} s (wanted: less than 1.00)`)
} finally {
  await rm(path, { recursive: true, force: true })
}

async function files(): Promise<void> {
  const tree = await readTree(path)
  for (const each of tree.paths) tree.text(each)
}

async function reading(): Promise<void> {
  readProject(await readTree(path), { start: '', choices: {} })
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}
