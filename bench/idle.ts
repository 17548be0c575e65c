import { playbookOn } from './tools/ansible.ts'
import { inTurn, median, row, seconds } from './tools/measure.ts'
import { bareSsh, cabestan, configurationFor, destroyAll, startServers } from './tools/servers.ts'

/**
 * A server on which nothing is to be changed: `cabestan plan` and `cabestan deploy` beside Debian's Ansible,
 * with pipelining, and a bare `ssh host true`. Each tool has a server of its own, made by itself.
 */
const rounds = Number(process.argv[2] ?? 5)
const servers = await startServers(2)
const [ours, theirs] = servers
if (!ours || !theirs) throw new Error('two servers are needed')
try {
  const configuration = await configurationFor([ours])
  const run = (...words: string[]) =>
    seconds([process.execPath, cabestan, ...words, '-c', configuration, '--yes'])
  const playbook = await playbookOn(theirs, 'server.yml')
  await theirs.sh('apt-get update -qq && apt-get install -y -qq python3 python3-apt >/dev/null')
  await run('deploy')
  await playbook()
  const times = await inTurn(rounds, {
    'ssh host true': () => bareSsh(ours),
    'cabestan plan': () => run('plan'),
    'cabestan deploy': () => run('deploy'),
    'ansible-playbook (pipelining)': playbook,
  })
  report(times)
} finally {
  await destroyAll(servers)
}

function report(times: Record<string, number[]>): void {
  for (const [name, values] of Object.entries(times)) console.log(row(name, values))
  const ssh = median(times['ssh host true'] ?? [])
  const ansible = median(times['ansible-playbook (pipelining)'] ?? [])
  for (const name of ['cabestan plan', 'cabestan deploy']) {
    const time = median(times[name] ?? [])
    console.log(
      `${name}: ansible takes ${(ansible / time).toFixed(1)} times as long (wanted: 20); ${(time - ssh).toFixed(2)} s above ssh (wanted: at most 0.50)`,
    )
  }
}
