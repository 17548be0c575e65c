import type { Host } from '../host/host.ts'
import { readRedisPorts } from './redis.ts'

/** Ports of which somebody has a socket, or will have one again. */
export async function readUsedPorts(host: Host): Promise<ReadonlySet<number>> {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => host.files.readText(path))
  const sockets = (await Promise.all(tables)).flatMap((table) => localPorts(table ?? ''))
  return new Set([...sockets, ...(await readRedisPorts(host))])
}

/** `   0: 0100007F:18EB 00000000:0000 0A …`: the kernel's own table, which no program has to be there to read. */
export function localPorts(table: string): number[] {
  return [...table.matchAll(/^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) /gm)].map(([, port = '']) =>
    Number.parseInt(port, 16),
  )
}
