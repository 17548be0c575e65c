import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Sends a part of a corpus over several connections, as fast as answers come or at a given rate, and prints what it
 * saw as JSON. It is a process of its own and does as little as possible: everything that is sent was made before the
 * clock starts.
 */
const [path = '', port = '', project = '', key = '', first = '', count = '', connections = '8', rate = '0'] =
  process.argv.slice(2)
const requests = requestsOf(readFileSync(path), Number(first), Number(count))
const waits = new Float64Array(requests.length)
const statuses: Record<string, number> = {}
let next = 0
let done = 0
const began = performance.now()
await Promise.all(Array.from({ length: Number(connections) }, () => visit()))
const seconds = (performance.now() - began) / 1000
const sorted = waits.toSorted()
const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
console.log(JSON.stringify({ seconds, done, statuses, p50: at(0.5), p99: at(0.99), worst: at(1) }))

function requestsOf(file: Buffer, from: number, many: number): Buffer[] {
  const found: Buffer[] = []
  for (let offset = 0, index = 0; offset < file.length && found.length < many; index += 1) {
    const length = file.readUInt32LE(offset)
    const encoding = file[offset + 4] === 1 ? 'br' : 'gzip'
    if (index >= from) found.push(requestOf(file.subarray(offset + 5, offset + 5 + length), encoding))
    offset += 5 + length
  }
  return found
}

function requestOf(body: Buffer, encoding: string): Buffer {
  const head = [
    `POST /api/${project}/envelope/ HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'User-Agent: sentry.python.django/2.75.0',
    `X-Sentry-Auth: Sentry sentry_key=${key}, sentry_version=7, sentry_client=sentry.python.django/2.75.0`,
    'Content-Type: application/x-sentry-envelope',
    `Content-Encoding: ${encoding}`,
    `Content-Length: ${body.length}`,
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
}

/** Sends over one connection, which is opened again whenever the server ends it. */
async function visit(): Promise<void> {
  let socket = await opened()
  while (next < requests.length) {
    const index = next++
    const sent = await dueAt(index)
    if (!socket.writable) socket = await opened()
    const answer = await ask(socket, requests[index] ?? Buffer.alloc(0))
    waits[index] = performance.now() - sent
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
    done += 1
    if (answer.isLast) socket.destroy()
  }
  socket.destroy()
}

/** The time that an event waits for a free connection counts as well. */
async function dueAt(index: number): Promise<number> {
  const now = performance.now()
  if (rate === '0') return now
  const due = began + (index * 1000) / Number(rate)
  await sleep(Math.max(0, due - now))
  return due
}

function opened(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true })
    socket.once('connect', () => resolve(socket)).once('error', reject)
  })
}

interface Answer {
  readonly status: string
  readonly isLast: boolean
}

function ask(socket: Socket, request: Buffer): Promise<Answer> {
  return new Promise((resolve) => {
    let text = ''
    const finish = (status: string) => {
      socket.removeAllListeners()
      socket.on('error', () => {})
      resolve({ status, isLast: status === 'lost' || /\nconnection: close/i.test(text) })
    }
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (isWhole(text)) finish(text.slice(9, 12))
    })
    socket.on('error', () => finish('lost'))
    socket.on('close', () => finish(text.startsWith('HTTP/') ? text.slice(9, 12) : 'lost'))
    socket.write(request)
  })
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = /\ncontent-length: (\d+)/i.exec(text.slice(0, end))
  return length ? text.length >= end + 4 + Number(length[1]) : text.endsWith('0\r\n\r\n')
}
