import { readUnitState } from '../facts/unit-state.ts'
import type { Host } from '../host/host.ts'
import { rootDirectory } from '../host/root-attributes.ts'
import { run } from '../host/run.ts'
import { judgeByCommand, type KnownService, type ReloadTask, reloadUnit, systemctl } from './known-service.ts'

const socket = 'ssh.socket'
const service = 'ssh.service'

export const sshService: KnownService = {
  program: '/usr/sbin/sshd',
  unit: async (host) => ((await readUnitState(host, socket)).active === 'active' ? socket : service),
  async judge(host) {
    // Where systemd listens, this directory does not exist before the first connection, and sshd needs it.
    await host.files.createDirectory('/run/sshd', rootDirectory)
    return judgeByCommand(host, ['/usr/sbin/sshd', '-t'])
  },
  reload: (task) => (task.unit === socket ? reloadSocket(task.host) : reloadUnit(task)),
  restart: async (task: ReloadTask) => {
    if (task.unit === socket) await reloadSocket(task.host)
    else await systemctl(task.host, 'restart', task.unit)
  },
}

/**
 * Ubuntu's generator makes the socket's ports from sshd_config, so systemd reads it anew. systemd refuses to
 * start a socket whose service runs; sessions outlive that service, and the next connection starts it again.
 */
async function reloadSocket(host: Host): Promise<'restart'> {
  await run(host, ['systemctl', 'daemon-reload'])
  await systemctl(host, 'stop', service)
  await systemctl(host, 'restart', socket)
  return 'restart'
}
