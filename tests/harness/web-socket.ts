import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import type { Duplex } from 'node:stream'

/** A visitor's WebSocket as a browser keeps it (RFC 6455), for short texts only. */
export interface WebSocketHeld {
  /** The answer to this message. */
  say(text: string): Promise<string>
  /** The code with which the other side closed it; null where it was cut off. */
  readonly ended: Promise<number | null>
  close(): void
}

const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const

export function openWebSocket(address: string, path: string, host: string): Promise<WebSocketHeld> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...{ host, origin: `http://${host}`, connection: 'Upgrade', upgrade: 'websocket' },
      ...{ 'sec-websocket-version': '13', 'sec-websocket-key': randomBytes(16).toString('base64') },
    }
    request({ host: address, path, headers, agent: false })
      .on('upgrade', (_answer, socket, head) => resolve(held(socket, head)))
      .on('response', ({ statusCode }) => reject(new Error(`no WebSocket: ${statusCode}`)))
      .on('error', reject)
      .end()
  })
}

function held(socket: Duplex, head: Buffer): WebSocketHeld {
  const waiting: ((text: string) => void)[] = []
  let code: number | null = null
  const hear = (opcode: number, payload: Buffer) => {
    if (opcode === opcodes.text) waiting.shift()?.(payload.toString('utf8'))
    if (opcode === opcodes.ping) socket.write(frame(opcodes.pong, payload))
    if (opcode !== opcodes.close) return
    code = payload.readUInt16BE(0)
    socket.end(frame(opcodes.close, payload))
  }
  let rest = head
  socket.on('data', (data: Buffer) => {
    rest = Buffer.concat([rest, data])
    for (let end = endOfFrame(rest); end !== null; end = endOfFrame(rest)) {
      hear((rest[0] ?? 0) & 0x0f, rest.subarray(2, end))
      rest = rest.subarray(end)
    }
  })
  const ended = new Promise<number | null>((resolve) => {
    socket.on('error', () => {}).on('close', () => resolve(code))
  })
  return {
    say: (text) =>
      new Promise((resolve) => {
        waiting.push(resolve)
        socket.write(frame(opcodes.text, Buffer.from(text)))
      }),
    ended,
    close: () => void socket.write(frame(opcodes.close, Buffer.from([0x03, 0xe8]))),
  }
}

/** Null where it is incomplete. None of ours has more than 125 bytes, whose length fits into one. */
function endOfFrame(bytes: Buffer): number | null {
  if (bytes.length < 2) return null
  const end = 2 + ((bytes[1] ?? 0) & 0x7f)
  return bytes.length < end ? null : end
}

/** What a client sends is masked. */
function frame(opcode: number, payload: Buffer): Buffer {
  const mask = randomBytes(4)
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length]), mask, masked])
}
