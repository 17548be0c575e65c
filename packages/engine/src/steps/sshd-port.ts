import { CabestanError } from '@cabestan/protocol/failures'
import { readSshPorts } from '../facts/ssh-ports.ts'
import type { Host } from '../host/host.ts'
import { sshService } from '../services/ssh-service.ts'
import { readDirectives } from './sshd-config.ts'

/**
 * A port that somebody wrote into sshd's files, and that ssh has not moved to. The next reload moves it, ours as well:
 * behind a firewall that knows the former port, and away from the one by which the command line came.
 */
export async function refuseWaitingPort(host: Host): Promise<void> {
  const [directives, listening] = await Promise.all([readDirectives(host.files), readSshPorts(host)])
  const waiting = directives.find(
    ({ keyword, value, conditional }) =>
      keyword === 'port' && !conditional && !listening.includes(Number(value)),
  )
  if (!waiting) return
  const { path, line, value } = waiting
  throw new CabestanError('ssh.port-waits', {
    place: `${path}:${line}`,
    port: value,
    listening: listening.join(', '),
    unit: (await sshService.unit(host)) ?? 'ssh.service',
  })
}
