import type { Host } from '../host/host.ts'
import { outputOf } from '../host/run.ts'
import { type Listener, readListeners } from './listeners.ts'

/**
 * Ports on which ssh is really listened for: by sshd, or by systemd in its place (Ubuntu's ssh.socket). The
 * firewall must let them in whatever the configuration files say.
 */
export async function readSshPorts(host: Host): Promise<number[]> {
  const listeners = await readListeners(host)
  const ports = new Set(sshdPorts(listeners))
  if (ports.size === 0 || listeners.some(isPerhapsSystemd)) {
    const unit = await outputOf(host, ['systemctl', 'show', 'ssh.socket', '--property=ActiveState,Listen'])
    for (const port of socketPorts(unit)) ports.add(port)
  }
  return ports.size > 0 ? [...ports].sort((one, other) => one - other) : [22]
}

/** One call of systemctl takes longer than all the file reading of a plan. */
function isPerhapsSystemd({ holder }: Listener): boolean {
  return holder === null || holder === 'systemd' || holder === 'init'
}

/** Only sockets that listen on all addresses count: a port that somebody's session forwards is bound to loopback. */
export function sshdPorts(listeners: readonly Listener[]): number[] {
  return listeners
    .filter(({ holder, address }) => holder === 'sshd' && !['127.0.0.1', '[::1]'].includes(address))
    .map(({ port }) => port)
}

export function socketPorts(show: string): number[] {
  if (!show.includes('ActiveState=active')) return []
  return [...show.matchAll(/^Listen=(?:.*:)?(\d+) \(Stream\)$/gm)].map(([, port]) => Number(port))
}
