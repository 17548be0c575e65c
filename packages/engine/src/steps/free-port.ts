import { randomInt } from 'node:crypto'
import { CabestanError } from '@cabestan/protocol/failures'
import { readUsedPorts } from '../facts/ports.ts'
import type { Host } from '../host/host.ts'

/** Linux uses ports from 32768 on for outgoing connections; below 10000 many programs have customary ports. */
const first = 20_000
const last = 29_999

/**
 * One that nobody uses. At random: of two runs that died before a service took its port, neither gets that of
 * the other.
 */
export async function freePort(host: Host): Promise<number> {
  const used = await readUsedPorts(host)
  const free = Array.from({ length: last - first + 1 }, (_, index) => first + index).filter(
    (port) => !used.has(port),
  )
  const port = free.length > 0 ? free[randomInt(free.length)] : undefined
  if (port === undefined) throw new CabestanError('unexpected', { message: `no free port from ${first}` })
  return port
}
