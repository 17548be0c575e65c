import { CabestanError } from '@cabestan/protocol/failures'
import { readUnitState } from '../facts/unit-state.ts'
import type { Host } from '../host/host.ts'
import { judgeByCommand, type KnownService, type ReloadTask, reloadUnit } from './known-service.ts'

const errorLog = '/var/log/nginx/error.log'

export const nginxService: KnownService = {
  program: '/usr/sbin/nginx',
  unit: async () => 'nginx.service',
  judge: (host) => judgeByCommand(host, ['nginx', '-t', '-q']),
  reload: reloadNginx,
  log: async () => errorLog,
}

/**
 * The reload is a signal, so systemd calls it a success whatever comes of it. A master that cannot use the
 * new configuration (a port that somebody else holds) goes on with its old workers: new ones are the proof.
 */
async function reloadNginx(task: ReloadTask): Promise<'reload'> {
  const { mainPid } = await readUnitState(task.host, task.unit)
  const before = await workersOf(task.host, mainPid)
  await reloadUnit(task)
  if (before.length > 0 && !(await hasNewWorkers(task.host, mainPid, before))) {
    throw new CabestanError('service.failed', { service: 'nginx' })
  }
  return 'reload'
}

async function hasNewWorkers(host: Host, master: number, before: readonly string[]): Promise<boolean> {
  const deadline = host.clock.now() + 10_000
  while (host.clock.now() < deadline) {
    const workers = await workersOf(host, master)
    if (workers.some((pid) => !before.includes(pid))) return true
    await host.clock.sleep(20)
  }
  return false
}

async function workersOf(host: Host, master: number): Promise<string[]> {
  const children = await host.files.readText(`/proc/${master}/task/${master}/children`)
  return children?.split(' ').filter((pid) => pid.trim() !== '') ?? []
}
