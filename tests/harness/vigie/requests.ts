import { connect } from 'node:net'
import fc from 'fast-check'
import type { Server } from './server.ts'

/** What arrives on one connection, byte for byte, and all that comes back until it is silent. */
export function exchanged({ port }: Server, bytes: string, silentMs = 250): Promise<string> {
  return new Promise((resolve) => {
    let said = ''
    // Whoever says no more waits for an answer all the same.
    const socket = connect({ port, host: '127.0.0.1', timeout: silentMs }, () =>
      socket.write(bytes, 'latin1'),
    )
    socket.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1')
    })
    socket.on('timeout', () => socket.destroy()).on('error', () => {})
    socket.on('close', () => resolve(said))
  })
}

export const statusesIn = (said: string) =>
  [...said.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))

const event = '{"message":"framed by hand"}'
const pieces = `${event.length.toString(16)};of=it\r\n${event}\r\n0\r\nx-late: 1\r\n\r\n`
const length = `content-length: ${event.length}`
/** How a body is said to come, and how it comes. */
const framings: readonly (readonly [said: readonly string[], body: string])[] = [
  [[], ''],
  [[length], event],
  [['transfer-encoding: chunked'], pieces],
  [['Transfer-Encoding: gzip, chunked'], pieces],
  [[length, length], event],
  [['content-length: 0', length], event],
  [[length, 'transfer-encoding: chunked'], pieces],
  [['content-length: 5'], event],
  [['content-length: 99999999999'], event],
  [['content-length: -1'], event],
  [['content-length : 28'], event],
  [['transfer-encoding: identity'], event],
  [['transfer-encoding: chunked'], 'ffffffffffffffff\r\n'],
  [['transfer-encoding: chunked'], '0\r\n\r\nGET /hidden HTTP/1.1\r\nhost: a\r\n\r\n'],
]
const headers = [
  ...['host: evil.example.org', 'host: a b', 'host:', 'expect: 100-continue', 'expect: gold', 'origin: null'],
  ...[
    'connection: close',
    'connection: upgrade',
    'upgrade: websocket',
    'connection: keep-alive, x-sentry-auth',
  ],
  ...['content-encoding: gzip', 'content-type: multipart/form-data; boundary=a', 'cookie: vigie=a; vigie=b'],
  ...[
    `x-long: ${'x'.repeat(20_000)}`,
    `x-many: 1\r\n${'a: b\r\n'.repeat(1000)}c: d`,
    'x: a\r\n folded: b',
    'x: \0',
  ],
  ...[
    'authorization: Basic !!',
    'authorization: Bearer vigie_x',
    'x\u00e9: 1',
    'x-sentry-auth: Sentry sentry_key=b',
  ],
]
const methods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE', 'CONNECT', 'QUERY', 'get']
const odd = [
  '*',
  '//',
  '/%',
  '/%00',
  '/..%2f..%2fetc/passwd',
  '/api/1%2Fstore/',
  'http://a/',
  'http://[',
  'a',
  '/?',
  '/#',
]
const pages = [
  '/',
  '/login',
  '/api/v1/live',
  '/api/v1/issues?query=%zz',
  '/api/v1/session',
  '/assets/../../x',
]

/** Of what could be said of a request: what goes together, and mostly what does not. */
export const requestsTo = (addresses: readonly string[], key: string) => {
  const whole = addresses.map((path) => `http://127.0.0.1${path}`)
  const mostly = <Value>(usual: Value, others: readonly Value[]) =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, fc.constantFrom(...others))
  const one = fc.record({
    method: mostly('POST', methods),
    target: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...addresses, ...whole) },
      fc.constantFrom(...odd, ...pages),
    ),
    version: mostly('HTTP/1.1', ['HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', '']),
    more: fc.array(fc.constantFrom(...headers), { maxLength: 1 }),
    framing: fc.constantFrom(...framings),
  })
  return fc.array(one, { minLength: 1, maxLength: 3 }).map((all) =>
    all
      .map(({ method, target, version, more, framing: [said, body] }) => {
        const lines = [
          `${method} ${target} ${version}`,
          'host: 127.0.0.1',
          `x-sentry-auth: Sentry sentry_key=${key}`,
        ]
        return `${[...lines, ...more, ...said].join('\r\n')}\r\n\r\n${body}`
      })
      .join(''),
  )
}
