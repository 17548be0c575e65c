import { type Server, withServer } from '../tests/harness/sandbox.ts'
import { deployment, profile } from './tools/deployment.ts'
import { changeHeading, describeFor, shopProject, simplePage } from './tools/shop.ts'
import { watchMemory } from './tools/small.ts'
import { startVisitor, untilItAnswers } from './tools/visitor.ts'

/**
 * A server without swap and with 512 MB, or as many as the second argument says. It gets the first deploy of the shop
 * with its database, Redis, worker and beat, then further releases, while one visitor looks ten times a second.
 */
const [releases = 10, megabytes = 512] = process.argv.slice(2).map(Number)
const limit = megabytes * 1024 * 1024
await withServer({ memory: limit }, onSmall)

async function onSmall(server: Server): Promise<void> {
  const memory = await watchMemory(server, limit)
  try {
    await deployAll(server, memory)
  } finally {
    await memory.end()
  }
}

async function deployAll(server: Server, memory: Awaited<ReturnType<typeof watchMemory>>): Promise<void> {
  const directory = await shopProject()
  describeFor(directory, server)
  const tell = (what: string, seconds: number) =>
    console.log(
      `${what.padEnd(16)}${seconds.toFixed(1).padStart(8)} s${memory.peak().toFixed(0).padStart(8)} MB at most`,
    )
  const first = await deployment(directory, 'deploy', '--fixtures', 'catalogue')
  tell('first deploy', first.seconds)
  const url = `http://${server.address}${simplePage}`
  await untilItAnswers(url)
  const visitor = startVisitor(url)
  for (let count = 1; count <= releases; count += 1) {
    const heading = `<h1>Change ${count}</h1>`
    await changeHeading(directory, heading)
    const run = await deployment(directory, 'deploy')
    await visitor.firstSeen(heading)
    tell(`release ${count}`, run.seconds)
    if (count === releases) console.log(`    ${profile(run)}`)
  }
  await visitor.leave()
  const killed = await memory.killed()
  const states = await server.sh('supervisorctl status | cut -c1-70')
  console.log(
    `${killed} processes killed for want of memory (wanted: 0); the visitor got no page for ${visitor.away.toFixed(1)} s`,
  )
  console.log(states)
}
