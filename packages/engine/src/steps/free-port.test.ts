import { describe, expect, it } from 'vitest'
import { localPorts } from '../facts/ports.ts'
import { MemoryHost } from '../host/memory.ts'
import { freePort } from './free-port.ts'

const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0')
const row = (port: number, index: number) =>
  `${String(index).padStart(4)}: 0100007F:${hex(port)} 00000000:0000 0A 00000000:00000000 00:00000000`
const table = (ports: number[]) =>
  `  sl  local_address rem_address   st tx_queue rx_queue\n${ports.map(row).join('\n')}\n`

describe('a free port', () => {
  it('is one that no socket has, and no Redis that is stopped just now', async () => {
    const all = Array.from({ length: 10_000 }, (_, index) => 20_000 + index)
    const host = new MemoryHost()
    host.files.seed('/proc/net/tcp', table(all.filter((port) => port % 2 === 0)))
    const odd = all.filter((port) => port % 2 === 1 && ![23_457, 24_689, 25_001].includes(port))
    host.files.seed('/proc/net/tcp6', table([...odd, 25_001]))
    host.files.seed('/etc/redis/redis-other.conf', 'port 24689\n')
    expect(await freePort(host)).toBe(23_457)
    host.files.seed('/etc/redis/redis-shop.conf', 'port 23457\n')
    await expect(freePort(host)).rejects.toMatchObject({ failure: { code: 'unexpected' } })
  })

  it('is below those of outgoing connections, also where nothing can be read', async () => {
    const port = await freePort(new MemoryHost())
    expect(port).toBeGreaterThanOrEqual(20_000)
    expect(port).toBeLessThan(30_000)
  })

  it('is told from the kernel’s table by its local side', () => {
    expect(localPorts(table([6379, 80]))).toEqual([6379, 80])
    expect(localPorts('   0: 00000000000000000000000001000000:18EB 0000:1234 0A\n')).toEqual([6379])
  })
})
