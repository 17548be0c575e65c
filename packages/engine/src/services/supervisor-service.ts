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

/** Touches only programs whose sections changed; the unit's own reload would restart them all. */
async function updatePrograms({ host }: ReloadTask): Promise<'reload'> {
  await waitForSocket(host)
  await run(host, ['supervisorctl', 'update'], { timeoutMs: serviceTimeoutMs })
  return 'reload'
}

/** supervisord counts as started before it listens. */
async function waitForSocket(host: Host): Promise<void> {
  const deadline = host.clock.now() + 10_000
  while (!(await host.files.stat('/run/supervisor.sock')) && host.clock.now() < deadline) {
    await host.clock.sleep(50)
  }
}
