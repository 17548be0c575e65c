import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { uvVersion } from '../packages/engine/src/release/venv/uv-version.ts'
import { type Server, withServer } from '../tests/harness/sandbox.ts'
import { deployment, profile } from './tools/deployment.ts'
import { inTurn, median, row } from './tools/measure.ts'
import { plannedPackages } from './tools/packages.ts'
import { processorSeconds } from './tools/processor.ts'
import { describeFor, shopProject, simplePage } from './tools/shop.ts'
import { untilItAnswers } from './tools/visitor.ts'

/**
 * From a bare server to the live shop: `cabestan deploy` beside a shell script for this one project, with the same
 * packages. Each time on a new server; packages of Debian come from a shared cache on both sides.
 */
const rounds = Number(process.argv[2] ?? 3)
const script = await readFile(new URL('./by-hand/live.sh', import.meta.url), 'utf8')
const directory = await shopProject()
// The first server only fills the cache, and tells which packages there are.
const packages = await withServer({}, async (server) => {
  describeFor(directory, server)
  const planned = await plannedPackages(directory)
  await deployment(directory, 'deploy')
  return planned
})
const profiles: string[] = []
const processor = { 'shell script': [] as number[], 'cabestan deploy': [] as number[] }
const times = await inTurn(rounds, {
  'shell script': () => withServer({}, byHand),
  'cabestan deploy': () => withServer({}, byCabestan),
})
for (const [name, values] of Object.entries(times)) console.log(row(name, values))
for (const [name, values] of Object.entries(processor)) console.log(row(`${name}, processor`, values))
for (const line of profiles) console.log(line)
const [theirs = [], ours = []] = Object.values(times)
console.log(`ratio ${(median(ours) / median(theirs)).toFixed(2)} (wanted: at most 1.25)`)

async function byHand(server: Server): Promise<number> {
  const began = performance.now()
  const archive = execFileSync('git', ['-C', directory, 'archive', 'HEAD']).toString('base64')
  await server.sh('mkdir -p /srv/disquaire/source && base64 -d | tar -x -C /srv/disquaire/source', archive)
  await server.sh(`PACKAGES='${packages.join(' ')}' UV=${uvVersion} sh -s`, script)
  await untilItAnswers(`http://${server.address}${simplePage}`)
  processor['shell script'].push(await processorSeconds(server))
  return (performance.now() - began) / 1000
}

async function byCabestan(server: Server): Promise<number> {
  describeFor(directory, server)
  const run = await deployment(directory, 'deploy')
  await untilItAnswers(`http://${server.address}${simplePage}`)
  processor['cabestan deploy'].push(await processorSeconds(server))
  profiles.push(`    ${profile(run)}`)
  return run.seconds
}
