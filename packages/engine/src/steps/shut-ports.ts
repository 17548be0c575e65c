import type { FirewallRule } from '@cabestan/protocol/steps'
import type { Host } from '../host/host.ts'

export interface OpenPort extends Pick<FirewallRule, 'port' | 'protocol'> {
  /** Null: the kernel itself, as for WireGuard. */
  readonly holder: string | null
}

/** What somebody outside can reach now, as long as there is no firewall. */
export async function openPorts(host: Host): Promise<OpenPort[]> {
  const words = ['--no-header', '--listening', '--tcp', '--udp', '--numeric', '--processes']
  // A server without the program that would tell is planned all the same.
  const result = await host.exec(['ss', ...words]).catch(() => null)
  return parseOpenPorts(result?.stdout ?? '')
}

/** `tcp LISTEN 0 511 [::]:80 [::]:* users:(("apache2",pid=71,fd=4))`; each once, whatever addresses it has. */
export function parseOpenPorts(output: string): OpenPort[] {
  const lines = output.matchAll(
    /^(tcp|udp)\s+\S+\s+\d+\s+\d+\s+(\S+):(\d+)\s+\S+(?:\s+users:\(\("([^"]*)")?/gm,
  )
  const ports = [...lines].flatMap(([, protocol, address = '', port, holder = null]) => {
    const open = { port: Number(port), protocol: protocol === 'udp' ? 'udp' : 'tcp', holder } as const
    return isOwn(address) || isAnyway(open) ? [] : [open]
  })
  return [...new Map(ports.map((each) => [`${each.port}/${each.protocol}`, each])).values()]
}

function isOwn(address: string): boolean {
  return /^(?:127\.|\[::1\]|\[::ffff:127\.)/.test(address)
}

/** Past ufw (Docker), let in by ufw's own rules (DHCP, mDNS, UPnP), or where a program waits for an answer only. */
function isAnyway({ port, protocol, holder }: OpenPort): boolean {
  if (holder === 'docker-proxy') return true
  return protocol === 'udp' && ([68, 546, 1900, 5353].includes(port) || (port >= 32_768 && holder !== null))
}
