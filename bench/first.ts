import { readFile } from 'node:fs/promises'
import { row, seconds } from './tools/measure.ts'
import { changedPackages } from './tools/packages.ts'
import { cabestan, configurationFor, destroyAll, startServers } from './tools/servers.ts'

/**
 * First convergence of a bare server, the engine's installation included, beside a shell script that makes the
 * same apt calls in one go. Packages come from a shared cache on both sides, so that the mirror is not measured.
 */
const rounds = Number(process.argv[2] ?? 3)
const script = await readFile(new URL('./first.sh', import.meta.url), 'utf8')
const ours: number[] = []
const theirs: number[] = []
// The first round only fills the package cache, and tells which packages there are.
const packages = await changedPackages()
for (let round = 0; round < rounds; round += 1) {
  theirs.push(await scriptRound())
  ours.push(await cabestanRound())
}
console.log(row('shell script', theirs))
console.log(row('cabestan deploy', ours))
const ratios = ours.map((time, index) => time / (theirs[index] ?? Number.NaN))
console.log(`${row('ratio', ratios).replace(' s (', ' (')}; wanted: at most 1.20`)

async function cabestanRound(): Promise<number> {
  const servers = await startServers(1)
  try {
    return await seconds([
      process.execPath,
      cabestan,
      'deploy',
      '--yes',
      '-c',
      await configurationFor(servers),
    ])
  } finally {
    await destroyAll(servers)
  }
}

async function scriptRound(): Promise<number> {
  const servers = await startServers(1)
  const [server] = servers
  if (!server) throw new Error('no server')
  try {
    const began = performance.now()
    await server.sh(`PACKAGES='${packages.join(' ')}' sh -s`, script)
    return (performance.now() - began) / 1000
  } finally {
    await destroyAll(servers)
  }
}
