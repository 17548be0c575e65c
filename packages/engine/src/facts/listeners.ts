import type { Host } from '../host/host.ts'
import { outputOf } from '../host/run.ts'

/** A socket on which a process waits for connections. */
export interface Listener {
  readonly protocol: 'tcp' | 'udp'
  /** As ss writes it: `0.0.0.0`, `[::1]`, `*`, `127.0.0.53%lo`. */
  readonly address: string
  readonly port: number
  /** Null where the kernel itself listens, as for WireGuard, or where we may not see whose process it is. */
  readonly holder: string | null
}

export async function readListeners(
  host: Host,
  protocols: readonly Listener['protocol'][] = ['tcp'],
): Promise<Listener[]> {
  const kinds = protocols.map((protocol) => `--${protocol}`)
  const argv = ['ss', '--no-header', '--listening', '--numeric', '--processes', ...kinds] as const
  return listenersIn(await outputOf(host, argv))
}

/**
 * `tcp LISTEN 0 511 [::]:80 [::]:* users:(("apache2",pid=71,fd=4),("apache2",pid=70,fd=4))`; which of the two it is
 * stands before it only where both were asked for.
 */
export function listenersIn(output: string): Listener[] {
  const lines = output.matchAll(
    /^(?:(tcp|udp)\s+)?[A-Z]\S*\s+\d+\s+\d+\s+(\S*):(\d+)\s+\S+(?:\s+users:\(\("([^"]*)")?/gm,
  )
  return [...lines].map(([, protocol, address = '', port, holder = null]) => ({
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    address,
    port: Number(port),
    holder,
  }))
}
