import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { firstToGreet, parseListening } from './ready.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Opens a server and returns its port; `onCall` gets each connection. */
async function listener(onCall: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => onCall(socket.on('error', () => {})))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

test('an sshd that greets late is waited for, but not those who say nothing', async () => {
  const left: string[] = []
  const silent = await listener((socket) => socket.resume().on('close', () => left.push('silent')))
  const late = await listener((socket) => setTimeout(() => socket.write('SSH-2.0-OpenSSH\r\n'), 1300))
  const other = await listener((socket) => socket.write('220 mail\r\n'))
  const ports = [silent, other, late]
  expect(await firstToGreet('127.0.0.1', ports, 200)).toBeUndefined()
  left.length = 0
  expect(await firstToGreet('127.0.0.1', ports, 600_000)).toBe(late)
  await expect.poll(() => left).toEqual(['silent'])
})

test('listening ports are those in state 0A', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11519 1
   1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11520 1
   2: 0200D50A:0016 0100D50A:C8A2 01 00000000:00000000 02:000AFE31 00000000     0        0 11730 2
`
  expect(parseListening(table)).toEqual([22, 8080])
})
