import type { ServiceName } from '@cabestan/protocol/names'
import type { Host } from '../host/host.ts'
import { run } from '../host/run.ts'
import { judgeByCommand, type KnownService, type ReloadTask, reloadUnit } from './known-service.ts'
import { nginxService } from './nginx-service.ts'
import { postgresService } from './postgres-service.ts'
import { sshService } from './ssh-service.ts'
import { supervisorService } from './supervisor-service.ts'

export const knownServices: Readonly<Record<ServiceName, KnownService>> = {
  systemd: byCommand(({ host }) => run(host, ['systemctl', 'daemon-reload'])),
  sysctl: byCommand(async ({ host, paths }) => {
    for (const path of await present(host, paths)) await run(host, ['sysctl', '--quiet', `--load=${path}`])
  }),
  tmpfiles: byCommand(async ({ host, paths }) => {
    const there = await present(host, paths)
    if (there.length > 0) await run(host, ['systemd-tmpfiles', '--create', ...there])
  }),
  ssh: sshService,
  postgresql: postgresService,
  supervisor: supervisorService,
  fail2ban: {
    program: '/usr/bin/fail2ban-client',
    unit: async () => 'fail2ban.service',
    judge: (host) => judgeByCommand(host, ['fail2ban-client', '-t']),
    reload: reloadUnit,
    log: async () => '/var/log/fail2ban.log',
  },
  nginx: nginxService,
}

/**
 * What others stand on comes first: units before services, databases before what serves from them. Those of one row
 * know nothing of each other.
 */
export const settlingRows: readonly (readonly ServiceName[])[] = [
  ['systemd'],
  ['sysctl'],
  ['tmpfiles'],
  ['ssh'],
  ['postgresql', 'fail2ban'],
  ['supervisor'],
  ['nginx'],
]
export const settlingOrder = settlingRows.flat()

/** Nothing keeps running, and nothing can check the files beforehand. */
function byCommand(work: (task: ReloadTask) => Promise<unknown>): KnownService {
  return {
    program: null,
    unit: async () => null,
    judge: async () => null,
    async reload(task) {
      await work(task)
      return 'reload'
    },
  }
}

async function present(host: Host, paths: readonly string[]): Promise<string[]> {
  const stats = await Promise.all(paths.map((path) => host.files.stat(path)))
  return paths.filter((_, index) => stats[index])
}
