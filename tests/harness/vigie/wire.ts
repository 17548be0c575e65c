import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Project } from '../../../packages/vigie/src/contract/project.ts'
import type { Server } from './server.ts'

/** What an SDK would send, written by hand: for requests that no SDK sends. */
export interface Post {
  readonly path: string
  readonly body: Buffer | string | AsyncIterable<Buffer>
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

const anew = new Agent({ keepAlive: false })

/** The answer, or `null` where the connection ended without one. A body in parts ends when the answer comes. */
export function post({ port }: Server, { path, body, headers = {} }: Post): Promise<Answer | null> {
  return new Promise((resolve) => {
    const isWhole = typeof body === 'string' || Buffer.isBuffer(body)
    const length: Record<string, string> = isWhole
      ? { 'content-length': String(Buffer.byteLength(body)) }
      : {}
    const options = {
      host: '127.0.0.1',
      port,
      path,
      method: 'POST',
      headers: { ...length, ...headers },
      agent: anew,
    }
    let isAnswered = false
    const asked = request(options, (answer) => {
      isAnswered = true
      let text = ''
      answer.setEncoding('utf8').on('data', (data: string) => {
        text += data
      })
      answer.on('close', () => {
        asked.destroy()
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text })
      })
    })
    asked.on('error', () => {
      if (!isAnswered) resolve(null)
    })
    if (isWhole) asked.end(body)
    else void pour(body, asked, () => isAnswered)
  })
}

async function pour(
  body: AsyncIterable<Buffer>,
  asked: ReturnType<typeof request>,
  isAnswered: () => boolean,
): Promise<void> {
  for await (const part of body) {
    if (isAnswered() || asked.destroyed) return
    if (!asked.write(part)) await drained(asked)
  }
  asked.end()
}

function drained(asked: ReturnType<typeof request>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      asked.off('drain', done).off('close', done)
      resolve()
    }
    asked.on('drain', done).on('close', done)
  })
}

/**
 * Requests hold six megabytes together at the most: more and more are sent and never ended, until others are refused.
 * Frees them when it is called.
 */
export async function holdMemory(
  { port }: Server,
  path: string,
  isHeld: () => Promise<boolean>,
): Promise<() => void> {
  const sockets: Socket[] = []
  const length = 512 * 1024
  do {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: vigie\r\ncontent-length: ${length}\r\n\r\n${' '.repeat(length - 1)}`,
    )
    sockets.push(socket.resume())
    if (sockets.length > 100) throw new Error('nothing is refused')
  } while (sockets.length < 12 || !(await isHeld()))
  return () => {
    for (const socket of sockets) socket.destroy()
  }
}

export const newId = () => randomBytes(16).toString('hex')

export function keyOf({ dsn }: Project): string {
  return new URL(dsn).username
}

export function envelopePath(project: Project): string {
  return `/api/${project.id}/envelope/?sentry_key=${keyOf(project)}`
}

export function storePath(project: Project): string {
  return `/api/${project.id}/store/?sentry_key=${keyOf(project)}`
}

/** One event in an envelope; text is sent as it is. */
export function envelope(event: object | string, header: object = {}): string {
  const text = typeof event === 'string' ? event : JSON.stringify(event)
  const item = { type: 'event', content_type: 'application/json', length: Buffer.byteLength(text) }
  return `${JSON.stringify(header)}\n${JSON.stringify(item)}\n${text}\n`
}

/** An envelope of items as SDKs write them: each has its length. */
export function items(
  header: object,
  ...all: readonly (readonly [header: { readonly type: string }, payload: object])[]
): string {
  const lines = all.flatMap(([item, payload]) => {
    const text = JSON.stringify(payload)
    return [JSON.stringify({ ...item, length: Buffer.byteLength(text) }), text]
  })
  return [JSON.stringify(header), ...lines, ''].join('\n')
}

/** An ordinary event with a message of its own. */
export function ordinary(message: string): { readonly event_id: string; readonly message: string } {
  return { event_id: newId(), message, ...{ level: 'error', platform: 'python', logger: 'shop' } }
}
