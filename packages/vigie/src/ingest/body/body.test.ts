import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import * as zlib from 'node:zlib'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { at, auth, event, ingestServer, key, small } from '../ingest-server.fixture.ts'

const server = await ingestServer()
afterAll(() => server.close())
afterEach(() => server.forget())

describe('a body', () => {
  const plain = Buffer.from(small)
  it.each([
    ['gzip', 'gzip', zlib.gzipSync(plain)],
    ['deflate', 'deflate', zlib.deflateSync(plain)],
    ['deflate, raw', 'deflate', zlib.deflateRawSync(plain)],
    ['br', 'br', zlib.brotliCompressSync(plain)],
    ['zstd', 'zstd', zlib.zstdCompressSync(plain)],
    ['two encodings', 'gzip, br', zlib.brotliCompressSync(zlib.gzipSync(plain))],
    ['none by name', 'identity', plain],
    ['taken off on the way, and the header left', 'gzip', plain],
    ['zstd taken off on the way', 'zstd', plain],
  ])('may be encoded: %s', async (_name, encoding, body) => {
    const answer = await server.post(at, body, { ...auth, 'content-encoding': encoding })
    expect(answer.status, await answer.text()).toBe(200)
    expect(server.last()).toMatchObject(event)
  })

  const noise = Buffer.from(Array.from({ length: 700_000 }, (_, at) => (at * at * 31 + (at >> 3)) % 251))
  const large = Buffer.concat([
    plain,
    Buffer.from(`\n{"type":"attachment","length":${noise.length}}\n`),
    ...[noise, Buffer.from('\n')],
  ])
  it.each([
    ['gzip', zlib.gzipSync(plain)],
    ['zlib', zlib.deflateSync(plain)],
    ['zstd', zlib.zstdCompressSync(plain)],
    ['gzip, too large to be decoded at once', zlib.gzipSync(large, { level: 0 })],
  ])('is known by its beginning where nothing says what it is: %s', async (_name, body) => {
    const answer = await server.post(at, body)
    expect(answer.status, await answer.text()).toBe(200)
    expect(server.last()).toMatchObject(event)
  })

  const json = Buffer.from(JSON.stringify(event))
  it.each([
    ['zlib', zlib.deflateSync(json)],
    ['base64', json.toString('base64')],
    ['base64 of zlib', zlib.deflateSync(json).toString('base64')],
    ['base64 of gzip, in lines', zlib.gzipSync(json).toString('base64').replace(/.{20}/g, '$&\r\n')],
    ['a form’s field', new URLSearchParams({ sentry_data: json.toString('utf8') }).toString()],
    ['behind a byte-order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), json])],
  ])('of the older way may be %s, and nothing says so', async (_name, body) => {
    const answer = await server.post('/api/12/store/', body, {
      ...auth,
      'content-type': 'application/octet-stream',
    })
    expect(answer.status, await answer.text()).toBe(200)
    expect(server.last()).toMatchObject(event)
  })

  it('of an envelope without an id may bear the one that says so', async () => {
    const nil = '00000000-0000-0000-0000-000000000000'
    const body = small.replace(/^.*\n/, `{"event_id":"${nil}"}\n`)
    expect((await server.post(at, body)).status).toBe(200)
    expect(server.last()).toMatchObject(event)
  })

  it.each([
    ['an encoding nobody knows', at, small, { 'content-encoding': 'rot13' }, 415],
    ['what is not what it says', at, small, { 'content-encoding': 'br' }, 400],
    ['no JSON', '/api/12/store/', 'hello, world!', {}, 400],
    ['nothing', '/api/12/store/', '', {}, 400],
    ['a list', '/api/12/store/', '[]', {}, 400],
    ['an envelope cut off', at, small.slice(0, -20), {}, 400],
    ['an envelope without a header', at, 'hello\n', {}, 400],
    ['an impossible length', at, '{}\n{"type":"event","length":-1}\n{}', {}, 400],
  ])('of %s is refused: %#', async (_what, path, body, headers, status) => {
    const answer = await server.post(path, body, { ...auth, ...headers })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('x-sentry-error')).not.toBe(null)
    expect(server.writer.taken).toEqual([])
  })

  it.each([
    ['zlib’s', zlib.deflateSync(plain)],
    ['raw', zlib.deflateRawSync(plain)],
  ])('of deflate, %s, may come byte by byte', async (_which, packed) => {
    const headers = 'content-encoding: deflate\r\ntransfer-encoding: chunked\r\nconnection: close'
    const socket = connect(server.port, '127.0.0.1').setNoDelay()
    socket.write(`POST ${at}?sentry_key=${key} HTTP/1.1\r\nhost: vigie\r\n${headers}\r\n\r\n`)
    for (const part of [packed.subarray(0, 1), packed.subarray(1, 2), packed.subarray(2)]) {
      socket.write(Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]))
      await setTimeout(20)
    }
    socket.write('0\r\n\r\n')
    let answer = ''
    for await (const part of socket.setEncoding('latin1')) answer += part
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(server.last()).toMatchObject(event)
  })

  it('that is refused at its beginning may be sent to its end before anybody reads why', async () => {
    const parts = ['[]\n', ...Array.from({ length: 6 }, () => 'x'.repeat(100_000))]
    const head = `POST ${at}?sentry_key=${key} HTTP/1.1\r\nhost: vigie\r\ncontent-length: 600003\r\n\r\n`
    const socket = connect(server.port, '127.0.0.1').pause()
    for (const part of [head, ...parts]) {
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject)
        socket.write(part, () => resolve())
      })
      await setTimeout(20)
    }
    let answer = ''
    for await (const part of socket.setEncoding('latin1')) answer += part
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*no JSON object/s)
  })

  it('may hold Python’s numbers, long ids, broken text and control characters', async () => {
    const text = `{"extra":{"a":NaN,"b":-Infinity,"c":"NaN","id":123456789012345678,"d":"x\ny"},"message":"\ud800 ok"}`
    const body = Buffer.concat([
      Buffer.from(text.slice(0, -1)),
      Buffer.from([0x2c, 0x22, 0x7a, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]),
    ])
    expect((await server.post('/api/12/store/', body)).status).toBe(200)
    const { extra } = server.last() as { extra: Record<string, unknown> }
    expect(extra).toEqual({ a: null, b: null, c: 'NaN', id: '123456789012345678', d: 'x\ny' })
  })
})
