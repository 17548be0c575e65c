import { type Listener, readListeners } from '../facts/listeners.ts'
import type { Host } from '../host/host.ts'

export type OpenPort = Pick<Listener, 'port' | 'protocol' | 'holder'>

/** What can be reached from outside as long as there is no firewall. */
export async function openPorts(host: Host): Promise<OpenPort[]> {
  return openAmong(await readListeners(host, ['tcp', 'udp']))
}

/** Each port once, however many addresses it has. */
export function openAmong(listeners: readonly Listener[]): OpenPort[] {
  const open = listeners.filter((each) => !isOwn(each) && !isAnyway(each))
  return [
    ...new Map(
      open.map(({ port, protocol, holder }) => [`${port}/${protocol}`, { port, protocol, holder }]),
    ).values(),
  ]
}

function isOwn({ address }: Listener): boolean {
  return /^(?:127\.|\[::1\]|\[::ffff:127\.)/.test(address)
}

/**
 * Ports that bypass ufw (Docker), that ufw's own rules let in (DHCP, mDNS, UPnP), or on which a program only waits
 * for an answer.
 */
function isAnyway({ port, protocol, holder }: Listener): boolean {
  if (holder === 'docker-proxy') return true
  return protocol === 'udp' && ([68, 546, 1900, 5353].includes(port) || (port >= 32_768 && holder !== null))
}
