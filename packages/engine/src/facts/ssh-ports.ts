import type { Host } from '../host/host.ts'
import { outputOf } from '../host/run.ts'
import { type Listener, readListeners } from './listeners.ts'

/**
 * Ports on which ssh is really listened for: by sshd, or by systemd in its place (Ubuntu's ssh.socket). The
 * firewall must let them in whatever the configuration files say.
 */
export async function readSshPorts(host: Host): Promise<number[]> {
  const [sockets, unit] = await Promise.all([
    readListeners(host),
    outputOf(host, ['systemctl', 'show', 'ssh.socket', '--property=ActiveState,Listen']),
  ])
  const ports = new Set([...sshdPorts(sockets), ...socketPorts(unit)])
  return ports.size > 0 ? [...ports].sort((one, other) => one - other) : [22]
}

/** Only listening sockets of all addresses count: a forwarded port of somebody's session is bound to loopback. */
export function sshdPorts(listeners: readonly Listener[]): number[] {
  return listeners
    .filter(({ holder, address }) => holder === 'sshd' && !['127.0.0.1', '[::1]'].includes(address))
    .map(({ port }) => port)
}

export function socketPorts(show: string): number[] {
  if (!show.includes('ActiveState=active')) return []
  return [...show.matchAll(/^Listen=(?:.*:)?(\d+) \(Stream\)$/gm)].map(([, port]) => Number(port))
}
