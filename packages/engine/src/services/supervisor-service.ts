import type { Host } from '../host/host.ts'
import { run } from '../host/run.ts'
import { judgeByCommand, type KnownService, type ReloadTask, serviceTimeoutMs } from './known-service.ts'

/** supervisord has no test mode, but this is the first thing that it does itself. */
const parseAsSupervisord = `
from supervisor.options import ServerOptions
ServerOptions().realize(["-c", "/etc/supervisor/supervisord.conf"], doc="")
`

export const supervisorService: KnownService = {
  program: '/usr/bin/supervisord',
  unit: async () => 'supervisor.service',
  judge: (host) => judgeByCommand(host, ['python3', '-W', 'ignore', '-c', parseAsSupervisord]),
  reload: updatePrograms,
  log: async () => '/var/log/supervisor/supervisord.log',
}

/**
 * Touches only programs whose sections changed; the unit's own reload would restart them all. One that visitors are
 * being served by is left for the moment at which the next release has taken over from it.
 */
async function updatePrograms({ host }: ReloadTask): Promise<'reload'> {
  await waitForSocket(host)
  for (const program of await changedPrograms(host)) {
    if (!(await isServing(host, program)))
      await run(host, ['supervisorctl', 'update', program], { timeoutMs: serviceTimeoutMs })
  }
  return 'reload'
}

/** `disquaire-worker: changed`, or `available`, or `disappeared`. */
async function changedPrograms(host: Host): Promise<string[]> {
  const output = await run(host, ['supervisorctl', 'reread'])
  return [...output.matchAll(/^(\S+): (?:changed|available|disappeared)$/gm)].map(([, name = '']) => name)
}

/** The colour to which the application's own link leads: `disquaire-blue`. */
async function isServing(host: Host, program: string): Promise<boolean> {
  const [, name, colour] = /^([a-z0-9-]+)-(blue|green)$/.exec(program) ?? []
  if (name === undefined) return false
  return (await host.files.readLink(`/srv/${name}/live`))?.endsWith(`/${colour}`) ?? false
}

/** supervisord counts as started before it listens. */
async function waitForSocket(host: Host): Promise<void> {
  const deadline = host.clock.now() + 10_000
  while (!(await host.files.stat('/run/supervisor.sock')) && host.clock.now() < deadline) {
    await host.clock.sleep(50)
  }
}
