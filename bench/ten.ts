import { inTurn, median, row, seconds } from './tools/measure.ts'
import { cabestan, configurationFor, destroyAll, startServers } from './tools/servers.ts'

/** Ten servers at once beside one: plan and deploy where the packages are installed already. */
const rounds = Number(process.argv[2] ?? 5)
const servers = await startServers(10)
try {
  const ten = await configurationFor(servers)
  const one = await configurationFor(servers.slice(0, 1))
  const run = (configuration: string, word: string) =>
    seconds([process.execPath, cabestan, word, '--yes', '-c', configuration])
  await run(ten, 'deploy')
  const times = await inTurn(rounds, {
    'plan, one server': () => run(one, 'plan'),
    'plan, ten servers': () => run(ten, 'plan'),
    'deploy, one server': () => run(one, 'deploy'),
    'deploy, ten servers': () => run(ten, 'deploy'),
  })
  for (const [name, values] of Object.entries(times)) console.log(row(name, values))
  for (const word of ['plan', 'deploy']) {
    const ratio = median(times[`${word}, ten servers`] ?? []) / median(times[`${word}, one server`] ?? [])
    console.log(`${word}: ten servers take ${ratio.toFixed(2)} times one (wanted: at most 2.00)`)
  }
} finally {
  await destroyAll(servers)
}
