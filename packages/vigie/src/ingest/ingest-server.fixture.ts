import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { digest } from '../digest/digest.ts'
import { createIngest } from './ingest.ts'
import { type RecordingWriter, recordingWriter } from './recording-writer.fixture.ts'
import { compileRules } from './scrub/rules.ts'

export interface IngestServer {
  readonly port: number
  readonly writer: RecordingWriter
  /** How much memory the process is said to have. */
  readonly memory: { resident: number }
  /** What was taken last, read again. */
  last(): Record<string, unknown>
  post(path: string, body: string | Buffer, headers?: Record<string, string>): Promise<Response>
  /** Sends bytes as they are, and returns what comes back until the connection ends. */
  raw(bytes: string | Buffer): Promise<string>
  /** A request that stops after these bytes. */
  opened(bytes: string): Promise<Socket>
  /** Keeps the results of one test from the next. */
  forget(): void
  close(): Promise<void>
}

export const key = 'a'.repeat(32)
export const auth = { 'x-sentry-auth': `Sentry sentry_version=7, sentry_client=test/1.0, sentry_key=${key}` }
export const received = Date.UTC(2026, 10, 28, 4)
export const at = '/api/12/envelope/'
export const id = 'b'.repeat(32)
export const event = { event_id: id, message: 'the till is empty' }
/** The least that is taken: one event. */
export const small = envelope({ event_id: id }, ['event', event])

/** A real server on loopback with project 12, which takes three events a minute where that is asked for. */
export async function ingestServer(eventsAMinute: number | null = null): Promise<IngestServer> {
  const writer = recordingWriter()
  const project = { id: 12, rules: compileRules([]), eventsAMinute }
  const memory = { resident: 0 }
  let ids = 0
  const ingest = createIngest({
    writer,
    projects: {
      find: (publicKey, id) => (publicKey === key && (id === null || id === 12) ? project : null),
    },
    digest,
    now: () => received,
    resident: () => memory.resident,
    reportDialog: () => Buffer.from('openDialog()'),
    newId: () => (++ids).toString(16).padStart(32, 'f'),
  })
  const server = createServer(
    { keepAliveTimeout: 65_000 },
    (request, response) => void ingest(request, response),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    writer,
    memory,
    last: () => JSON.parse(Buffer.from(writer.taken.at(-1)?.body ?? '').toString('utf8')),
    post: (path, body, headers = auth) =>
      fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers }),
    raw: (bytes) => raw(port, bytes),
    opened: (bytes) => opened(port, bytes),
    forget: () => {
      writer.taken.length = 0
      writer.counted.length = 0
      writer.handedOver.length = 0
      Object.assign(writer, { failure: null, backlog: 0, pendingBytes: 0, unread: 0 })
      memory.resident = 0
    },
    close: () => closed(server),
  }
}

function raw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(answer))
  })
}

function opened(port: number, bytes: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', reject).resume()
    socket.write(bytes, () => resolve(socket.off('error', reject).on('error', () => {})))
  })
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

/** Lines of an envelope; a Buffer is a payload whose length is given. */
export function envelope(
  header: object,
  ...items: readonly (readonly [type: string, payload: unknown])[]
): string {
  const lines = items.flatMap(([type, payload]) => {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
    return [JSON.stringify({ type, length: Buffer.byteLength(text) }), text]
  })
  return [JSON.stringify(header), ...lines, ''].join('\n')
}
