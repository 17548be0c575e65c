import type { Host } from '../host/host.ts'
import { readRedisPorts } from './redis.ts'

/** Ports that are taken: some process has a socket on them, or is configured to have one again later. */
export async function readUsedPorts(host: Host): Promise<ReadonlySet<number>> {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => host.files.readText(path))
  const sockets = (await Promise.all(tables)).flatMap((table) => localPorts(table ?? ''))
  return new Set([...sockets, ...(await readRedisPorts(host))])
}

/**
 * `   0: 0100007F:18EB 00000000:0000 0A …`: the kernel's own table can be read without any program such as ss being
 * installed.
 */
export function localPorts(table: string): number[] {
  return [...table.matchAll(/^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) /gm)].map(([, port = '']) =>
    Number.parseInt(port, 16),
  )
}
