import { inTurn, median, row, seconds } from './tools/measure.ts'
import { costOf } from './tools/processor.ts'
import { bareSsh, cabestan, configurationFor, destroyAll, startServers } from './tools/servers.ts'

/**
 * Compares ten servers at once with one: plan and deploy where the packages are installed already, and a bare `ssh
 * host true`, which nothing that uses ssh can undercut. Then it measures one plan in processor time, which other work
 * on this machine does not lengthen.
 */
const rounds = Number(process.argv[2] ?? 5)
const servers = await startServers(10)
try {
  const ten = await configurationFor(servers)
  const one = await configurationFor(servers.slice(0, 1))
  const run = (configuration: string, word: string) =>
    seconds([process.execPath, cabestan, word, '--yes', '-c', configuration])
  await run(ten, 'deploy')
  const times = await inTurn(rounds, {
    'ssh host true, one server': () => longestSsh(servers.slice(0, 1)),
    'ssh host true, ten servers': () => longestSsh(servers),
    'plan, one server': () => run(one, 'plan'),
    'plan, ten servers': () => run(ten, 'plan'),
    'deploy, one server': () => run(one, 'deploy'),
    'deploy, ten servers': () => run(ten, 'deploy'),
  })
  for (const [name, values] of Object.entries(times)) console.log(row(name, values))
  await tellCosts(one, ten)
  for (const word of ['ssh host true', 'plan', 'deploy']) {
    const ratio = median(times[`${word}, ten servers`] ?? []) / median(times[`${word}, one server`] ?? [])
    console.log(`${word}: ten servers take ${ratio.toFixed(2)} times one (wanted of ours: at most 2.00)`)
  }
} finally {
  await destroyAll(servers)
}

/** Asks all servers at once and waits for the slowest. */
async function longestSsh(hosts: typeof servers): Promise<number> {
  return Math.max(...(await Promise.all(hosts.map(bareSsh))))
}

async function tellCosts(one: string, ten: string): Promise<void> {
  const [first] = servers
  if (!first) throw new Error('no server')
  for (const [name, configuration] of Object.entries({ one, ten })) {
    const argv = [process.execPath, cabestan, 'plan', '--yes', '-c', configuration]
    const costs: { server: number; here: number }[] = []
    for (let round = 0; round < rounds; round += 1) costs.push(await costOf(first, argv))
    const middle = (side: 'server' | 'here') => median(costs.map((each) => each[side])).toFixed(2)
    console.log(`plan, ${name}: ${middle('server')} s of processor on each server, ${middle('here')} s here`)
  }
}
