import { once } from 'node:events'
import { request as ask, createServer, type RequestOptions } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { streamSSE } from 'hono/streaming'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Environment } from '../surroundings.ts'
import { answering } from './answering.ts'
import { answerWithSmallObjects } from './response.ts'

const { Headers, Response } = globalThis
answerWithSmallObjects()
const longest = 1000
const streams = { left: 0 }
const web = new Hono<Environment>()
  .onError((error, context) => context.json({ error: error.constructor.name }, 413))
  .use('*', async (context, next) => {
    await next()
    context.header('x-after', 'added')
  })
  .get('/cookies', (context) => {
    setCookie(context, 'one', '1')
    setCookie(context, 'two', '2')
    return context.json({ who: context.env.incoming?.socket.remoteAddress })
  })
  .get('/unchanged', () => new globalThis.Response(null, { status: 304, headers: { etag: '"a"' } }))
  .get('/bytes', () => new globalThis.Response(new Uint8Array(70_000)))
  .get('/live', (context) =>
    streamSSE(context, async (stream) => {
      const over = Promise.withResolvers<void>()
      stream.onAbort(over.resolve)
      await stream.write('data: "é"\n\n')
      await over.promise
      streams.left += 1
    }),
  )
  .get('/flood', (context) =>
    streamSSE(context, async (stream) => {
      for (let count = 0; count < 200; count += 1) await stream.write('x'.repeat(10_000))
    }),
  )
  .post('/echo', async (context) => context.text(await context.req.text()))
  .post('/unread', (context) => context.text('not needed'))
  .get('*', (context) => context.text(context.req.path))

const server = createServer((incoming, outgoing) => void answering(web, longest)(incoming, outgoing))
const port = () => (server.address() as AddressInfo).port
beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'))
afterAll(() => {
  server.close()
  server.closeAllConnections()
  // Test files share a process, so the globals are put back.
  Object.assign(globalThis, { Headers, Response })
})

const get = async (path: string, options: RequestOptions = {}, body?: Iterable<Buffer>) => {
  const question = ask({ port: port(), host: '127.0.0.1', path, ...options })
  for (const chunk of body ?? []) question.write(chunk)
  question.end()
  const [answer] = await once(question, 'response')
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) }
}

/** Everything that the server answers to these words before it hangs up. */
const raw = async (words: string) => {
  const socket = connect(port(), '127.0.0.1')
  socket.end(words)
  return text(socket)
}

it('gives each cookie a header of its own, what was added later, and the length', async () => {
  const { status, headers, body } = await get('/cookies')
  expect([status, JSON.parse(body)]).toEqual([200, { who: '127.0.0.1' }])
  expect(headers['set-cookie']).toEqual(['one=1; Path=/', 'two=2; Path=/'])
  expect(headers).toMatchObject({ 'x-after': 'added', 'content-length': String(body.length) })
  expect((await get('/bytes')).body).toHaveLength(70_000)
})

it('answers HEAD like GET without a body, and 304 without one', async () => {
  const head = await get('/cookies', { method: 'HEAD' })
  expect(head).toMatchObject({ status: 200, body: '', headers: { 'content-type': 'application/json' } })
  const unchanged = await get('/unchanged')
  expect(unchanged).toMatchObject({ status: 304, body: '', headers: { etag: '"a"', 'x-after': 'added' } })
  expect(unchanged.headers).not.toHaveProperty('content-length')
})

it('streams at once, and ends what nobody hears any more', async () => {
  const question = ask({ port: port(), host: '127.0.0.1', path: '/live' }).end()
  const [answer] = await once(question, 'response')
  expect(String((await once(answer, 'data'))[0])).toBe('data: "é"\n\n')
  expect(streams.left).toBe(0)
  answer.destroy()
  await expect.poll(() => streams.left).toBe(1)
})

it('ends a stream at once of which the head alone is asked for', async () => {
  const before = streams.left
  expect(await get('/live', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
  await expect.poll(() => streams.left).toBe(before + 1)
})

it('streams much more than a connection holds, whole', async () => {
  expect((await get('/flood')).body).toHaveLength(2_000_000)
})

it('reads a body up to the bound, however it comes, and answers what is longer on the same connection', async () => {
  const half = Buffer.alloc(longest / 2, 'a')
  const post = { method: 'POST' }
  expect(await get('/echo', post, [half, half])).toMatchObject({ status: 200, body: 'a'.repeat(longest) })
  const long = { status: 413, body: '{"error":"BodyTooLong"}' }
  expect(await get('/echo', post, Array(2000).fill(half))).toMatchObject(long)
  const first = `POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1500\r\n\r\n${'a'.repeat(1500)}`
  const said = await raw(`${first}GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
  expect(said.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200'])
  expect(await get('/unread', post, [half])).toMatchObject({ status: 200, body: 'not needed' })
})

it.each([
  ['GET / HTTP/1.0\r\n\r\n', 400],
  ['GET / HTTP/1.1\r\nHost: a/b\r\n\r\n', 400],
  ['GET / HTTP/1.1\r\nHost: me@a\r\n\r\n', 400],
  ['GET / HTTP/1.1\r\nHost: a b\r\n\r\n', 400],
  ['GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n', 400],
  ['OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ['GET /x HTTP/1.1\r\nHost: [::1]:8420\r\nConnection: close\r\n\r\n', 200],
  ['GET http://a/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 200],
])('%j is answered with %i', async (words, status) => {
  expect(await raw(words)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
})

it('knows a path by what it leads to', async () => {
  expect((await get('/a/../b')).body).toBe('/b')
})
