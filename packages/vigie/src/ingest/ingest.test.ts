import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import * as zlib from 'node:zlib'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Json } from '../contract/json.ts'
import { digest } from '../digest/digest.ts'
import { WriterFailure } from '../writer/writer-failure.ts'
import { dumpOf } from './dump/minidump.fixture.ts'
import { auth, envelope, type IngestServer, ingestServer, key, received } from './ingest-server.fixture.ts'

let server: IngestServer
beforeAll(async () => {
  server = await ingestServer()
})
afterAll(() => server.close())
afterEach(() => {
  const { writer } = server
  writer.taken.length = 0
  writer.counted.length = 0
  Object.assign(writer, { failure: null, backlog: 0, pendingBytes: 0 })
})

const id = 'b'.repeat(32)
const event = { event_id: id, message: 'the till is empty' }
const small = envelope({ event_id: id }, ['event', event])
const at = '/api/12/envelope/'

const crashDump = dumpOf({
  ...{ platform: 0x8201, processor: 9, code: 11, address: 0x5000_0123n },
  modules: [{ file: '/opt/shop/till', from: 0x5000_0000n, size: 0x1000 }],
})
const crashTold = {
  level: 'fatal',
  exception: {
    values: [
      {
        ...{ type: 'SIGSEGV', value: 'till +0x123', mechanism: { type: 'minidump', handled: false } },
        stacktrace: { frames: [{ package: 'till', function: '+0x123' }] },
      },
    ],
  },
}

describe('an event', () => {
  it.each([
    ['in an envelope', at, small],
    ['without a slash at the end', '/api/12/envelope', small],
    ['by the older way', '/api/12/store/', JSON.stringify(event)],
    ['by the oldest way, which names no project', '/api/store/', JSON.stringify(event)],
  ])('%s is taken under its own id', async (_how, path, body) => {
    const answer = await server.post(path, body)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ id })
    expect(server.writer.taken).toMatchObject([{ project: 12, kind: 'event', id, receivedAt: received }])
    expect(server.last()).toMatchObject(event)
  })

  it('is read on the way: whoever reads its body later reads the same', async () => {
    const facts = fc.record(
      {
        message: fc.jsonValue(),
        exception: fc.record({
          values: fc.array(fc.record({ type: fc.jsonValue(), value: fc.jsonValue() })),
        }),
        tags: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.string())),
        user: fc.jsonValue(),
        fingerprint: fc.jsonValue(),
        release: fc.string(),
        timestamp: fc.jsonValue(),
        extra: fc.dictionary(
          fc.constantFrom('password', 'api_key', '__proto__', 'toJSON', '0'),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: [] },
    )
    const sent = fc.asyncProperty(facts, async (fields) => {
      await server.post('/api/12/store/', JSON.stringify(fields))
      const taken = server.writer.taken.at(-1)
      if (taken === undefined) throw new Error('It was not taken')
      expect(taken.digested).toEqual(digest(server.last() as Json, taken).digested)
    })
    await fc.assert(sent, { numRuns: 150 })
  })

  it('in an image’s address is taken, and the image is one point', async () => {
    const query = new URLSearchParams({ sentry_key: key, sentry_data: JSON.stringify(event) })
    const answer = await fetch(`http://127.0.0.1:${server.port}/api/12/store/?${query}`)
    expect(answer.headers.get('content-type')).toBe('image/gif')
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 6)
        .toString(),
    ).toBe('GIF89a')
    expect(server.last()).toMatchObject(event)
  })

  it('gets the id of its envelope, or one of our own', async () => {
    const other = 'c'.repeat(32)
    await server.post(
      at,
      envelope({ event_id: `${other.slice(0, 8)}-${other.slice(8)}`.toUpperCase() }, ['event', event]),
    )
    expect(server.last()['event_id']).toBe(other)
    const answer = await server.post(at, envelope({}, ['event', { message: 'nobody’s' }]))
    expect(await answer.json()).toEqual({ id: expect.stringMatching(/^f+[0-9a-f]+$/) })
  })

  it('is scrubbed before anybody has it', async () => {
    await server.post(
      at,
      envelope({}, ['event', { extra: { password: 'hunter2' }, request: { cookies: 'a=b' } }]),
    )
    expect(JSON.stringify(server.last())).not.toMatch(/hunter2|a=b/)
  })

  it.each([
    ['seconds', '1795838340.0'],
    ['milliseconds, as raven for Node says', '1795838340000'],
    ['a date, as raven for Lua says', '2026-11-28T03:59:00'],
  ])('of old SDKs keeps when it was sent, in %s', async (_, time) => {
    const headers = { 'x-sentry-auth': `${auth['x-sentry-auth']}, sentry_timestamp=${time}` }
    await server.post('/api/12/store/', JSON.stringify(event), headers)
    expect(server.writer.taken.at(-1)?.sentAt).toBe(received - 60_000)
  })

  it.each<[string, object, Record<string, string>, unknown]>([
    ['in the address', event, {}, 'raven-js/3.27.2'],
    ['beside the key', event, auth, 'test/1.0'],
    ['itself', { ...event, sdk: { name: 'sentry.go' } }, auth, { name: 'sentry.go' }],
  ])('of old SDKs keeps who sent it, where it says so %s', async (_, said, headers, sdk) => {
    const query = new URLSearchParams({ sentry_key: key, sentry_client: 'raven-js/3.27.2' })
    await server.post(`/api/12/store/?${query}`, JSON.stringify(said), headers)
    expect(server.last()['sdk']).toEqual(sdk)
  })

  it('keeps when it was sent', async () => {
    for (const sentAt of ['2026-11-28T03:59:00Z', '2026-11-28T03:59:00', '2026-11-28T04:59:00.000+01:00']) {
      await server.post(at, envelope({ sent_at: sentAt }, ['event', event]))
      expect(server.writer.taken.at(-1)?.sentAt).toBe(received - 60_000)
    }
  })
})

describe('what shows a key', () => {
  const basic = Buffer.from(`${key}:secret`).toString('base64')
  it.each([
    ['X-Sentry-Auth', auth, ''],
    ['Authorization', { authorization: `Sentry sentry_key=${key}, sentry_secret=x` }, ''],
    ['Basic', { authorization: `Basic ${basic}` }, ''],
    ['the address', {}, `?sentry_key=${key}&sentry_version=7`],
  ])('may be %s', async (_where, headers, query) => {
    expect((await server.post(at + query, small, headers)).status).toBe(200)
  })

  it('may be the DSN in the envelope', async () => {
    const dsn = `https://${key}@errors.example/12`
    expect((await server.post(at, envelope({ dsn }, ['event', event]), {})).status).toBe(200)
    expect((await server.post('/api/13/envelope/', envelope({ dsn }, ['event', event]), {})).status).toBe(403)
  })

  it.each([
    ['nothing', {}, 401],
    ['another key', { 'x-sentry-auth': `Sentry sentry_key=${'d'.repeat(32)}` }, 403],
    ['no key at all', { 'x-sentry-auth': 'Sentry sentry_key=%27' }, 401],
  ])('%s is refused with %d, and says so', async (_what, headers, status) => {
    const answer = await server.post(at, small, headers)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('x-sentry-error')).not.toBe('')
    expect(server.writer.taken).toEqual([])
  })

  it('of a project opens no other', async () => {
    expect((await server.post('/api/13/store/', JSON.stringify(event))).status).toBe(403)
  })
})

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

  it.each([
    ['an encoding nobody knows', at, small, { 'content-encoding': 'rot13' }, 415],
    ['what is not what it says', at, small, { 'content-encoding': 'gzip' }, 400],
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

describe('an envelope', () => {
  it('may hold nothing', async () => {
    const answer = await server.post(at, '{}')
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('{}')
  })

  it('keeps what is kept, counts the rest, and skips what nobody knows', async () => {
    const body = envelope(
      { event_id: id },
      ['event', event],
      ['attachment', 'x'.repeat(5000)],
      ['check_in', { monitor_slug: 'nightly', status: 'ok' }],
      ['sessions', { aggregates: [] }],
      ['client_report', { discarded_events: [] }],
      ['user_report', { event_id: id, name: 'Anna', comments: 'it broke' }],
      ['from_the_future', 'not even JSON'],
    )
    expect((await server.post(at, body)).status).toBe(200)
    const kinds = server.writer.taken.map(({ kind }) => kind)
    expect(kinds).toEqual(['event', 'check-in', 'sessions', 'client-report', 'feedback'])
    expect(server.writer.counted).toEqual([
      { project: 12, category: 'attachment', reason: 'not-kept', quantity: 1 },
      { project: 12, category: 'unknown', reason: 'not-kept', quantity: 1 },
    ])
  })

  it('of a transaction, spans, a profile or a replay is answered with its id and counted', async () => {
    const header = JSON.stringify({
      type: 'log',
      item_count: 7,
      content_type: 'application/vnd.sentry.items.log+json',
    })
    const body = `${envelope({ event_id: id }, ['transaction', {}], ['span', {}], ['profile', {}], ['replay_event', {}])}${header}\n{}\n`
    const answer = await server.post(at, body)
    expect(await answer.json()).toEqual({ id })
    expect(server.writer.taken).toEqual([])
    expect(server.writer.counted.map(({ category, quantity }) => [category, quantity])).toEqual([
      ['transaction', 1],
      ['span', 1],
      ['profile', 1],
      ['replay', 1],
      ['log_item', 7],
    ])
  })

  it.each([
    ['as an event of an envelope', at, envelope({ event_id: id }, ['event', { type: 'transaction' }])],
    ['by the older way', '/api/12/store/', JSON.stringify({ event_id: id, type: 'transaction' })],
  ])('of a transaction that comes %s makes no issue', async (_, path, body) => {
    const answer = await server.post(path, body)
    expect(await answer.json()).toEqual({ id })
    expect(server.writer.taken).toEqual([])
    expect(server.writer.counted).toMatchObject([{ category: 'transaction', reason: 'not-kept' }])
  })

  const dump = (kind: string) =>
    `${JSON.stringify({ type: 'attachment', attachment_type: kind, length: 4 })}\nMDMP\n`
  it.each([
    ['beside an event that says nothing', ['event', { release: 'shop@1', tags: { till: 'left' } }]],
    ['alone', ['client_report', { discarded_events: [] }]],
  ] as const)('of a crash with its dump %s is an issue', async (_, item) => {
    const answer = await server.post(at, envelope({ event_id: id }, item) + dump('event.minidump'))
    expect(await answer.json()).toEqual({ id })
    expect(server.last()).toMatchObject({
      ...(item[0] === 'event' ? item[1] : {}),
      event_id: id,
      level: 'fatal',
      exception: { values: [{ type: 'Minidump', mechanism: { type: 'minidump', handled: false } }] },
    })
    expect(server.writer.counted).toMatchObject([{ category: 'attachment', reason: 'not-kept' }])
  })

  it('of a crash tells why and where it ended, as far as its dump says so', async () => {
    const head = { type: 'attachment', attachment_type: 'event.minidump', length: crashDump.length }
    const bytes = Buffer.concat([
      Buffer.from(`${envelope({ event_id: id })}${JSON.stringify(head)}\n`),
      crashDump,
    ])
    await server.post(at, bytes)
    expect(server.last()).toMatchObject({ ...crashTold, event_id: id })
  })

  it('of a crash that tells of itself is as it tells, whatever dump comes too', async () => {
    await server.post(at, envelope({}, ['event', event]) + dump('event.minidump'))
    expect(server.writer.taken).toHaveLength(1)
    expect(server.last()).not.toHaveProperty('exception')
    await server.post(at, envelope({}, ['event', { tags: {} }]) + dump('event.view_hierarchy'))
    expect(server.last()).not.toHaveProperty('exception')
  })

  it('has one event: the first', async () => {
    await server.post(at, envelope({}, ['event', event], ['event', { message: 'second' }]))
    expect(server.writer.taken).toHaveLength(1)
  })
})

describe('other addresses', () => {
  it('a security report is an event', async () => {
    const report = {
      'csp-report': { 'blocked-uri': 'https://evil.example', 'violated-directive': 'img-src' },
    }
    const path = `/api/12/security/?sentry_key=${key}&sentry_environment=production`
    expect(
      (await server.post(path, JSON.stringify(report), { 'content-type': 'application/csp-report' })).status,
    ).toBe(200)
    expect(server.last()).toMatchObject({ csp: report['csp-report'], environment: 'production' })
    const modern = [{ type: 'csp-violation', url: 'https://shop.example/', body: { blockedURL: 'inline' } }]
    await server.post(path.replace('security', 'csp-report'), JSON.stringify(modern), {})
    expect(server.last()).toMatchObject({ csp: { blockedURL: 'inline', url: 'https://shop.example/' } })
  })

  it('a report keeps its own type where what it is about has one too', async () => {
    const coop = [{ type: 'coop', url: 'https://shop.example/', body: { type: 'navigation-from-response' } }]
    await server.post(`/api/12/security/?sentry_key=${key}`, JSON.stringify(coop), {})
    expect(server.last()).toMatchObject({
      security: { type: 'coop', violation: 'navigation-from-response' },
    })
  })

  it('a report tells which browser sent it, and a deprecation is a warning', async () => {
    const path = `/api/12/security/?sentry_key=${key}`
    const agent = { 'user-agent': 'Mozilla/5.0 Firefox/140.0' }
    await server.post(path, JSON.stringify({ 'csp-report': { 'blocked-uri': 'inline' } }), agent)
    expect(server.last()).toMatchObject({
      level: 'error',
      request: { headers: { 'User-Agent': agent['user-agent'] } },
    })
    const own = 'Mozilla/5.0 Chrome/150.0'
    await server.post(path, JSON.stringify([{ type: 'deprecation', user_agent: own, body: {} }]), agent)
    expect(server.last()).toMatchObject({ level: 'warning', request: { headers: { 'User-Agent': own } } })
  })

  it.each(['GET', 'POST'])('a scheduled task checks in by %s', async (method) => {
    const path = `/api/12/cron/nightly/${key}/?status=in_progress&environment=production&duration=1.5`
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method })
    expect(answer.status).toBe(202)
    expect(server.writer.taken).toMatchObject([{ kind: 'check-in' }])
    expect(server.last()).toEqual({
      ...{ monitor_slug: 'nightly', status: 'in_progress' },
      ...{ environment: 'production', duration: 1.5 },
    })
  })

  it('a page of an error asks what happened, and the answer is beside the event', async () => {
    const id = 'b'.repeat(32)
    const dsn = encodeURIComponent(`https://${key}@vigie.example/12`)
    const path = `/api/embed/error-page/?eventId=${id}&dsn=${dsn}&name=Ada`
    const script = await fetch(`http://127.0.0.1:${server.port}${path}`)
    expect([script.headers.get('content-type'), await script.text()]).toEqual([
      'text/javascript; charset=utf-8',
      'openDialog()',
    ])
    const said = new URLSearchParams({ name: 'Ada', email: '', comments: ' it was shut ' })
    const answer = await server.post(path, said.toString(), {})
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
    expect(server.writer.taken).toMatchObject([{ kind: 'feedback', project: 12 }])
    expect(server.last()).toEqual({ event_id: id, name: 'Ada', email: '', comments: 'it was shut' })
    expect((await server.post(path, 'comments=+', {})).status).toBe(400)
    const stranger = path.replace(key, 'c'.repeat(32))
    expect((await server.post(stranger, said.toString(), {})).status).toBe(403)
  })

  it.each([
    ['a dump of another kind', 'unreal'],
    ['what belongs to a former event', `events/${id}/attachments`],
  ])('%s is let go by', async (_what, path) => {
    const answer = await server.post(`/api/12/${path}/?sentry_key=${key}`, Buffer.alloc(3_000_000), {})
    expect(answer.status).toBe(200)
    expect(await answer.text()).toMatch(/^[0-9a-f]{32}$/)
    expect(server.writer.counted).toMatchObject([{ category: 'attachment', reason: 'not-kept' }])
  })

  it('a dump of a process is let go by, and what stands beside it is an issue', async () => {
    const form = new FormData()
    form.set('sentry__1', `{"event_id":"${id}","release":"shop@1",`)
    form.set('sentry__2', '"user":{"id":"7"}}')
    form.set('sentry[tags][till]', 'left')
    form.set('password', 'hunter2')
    form.set('upload_file_minidump', new Blob(['MDMP', Buffer.alloc(3_000_000)]), 'a.dmp')
    const at = `http://127.0.0.1:${server.port}/api/12/minidump/?sentry_key=${key}`
    const answer = await fetch(at, { method: 'POST', body: form })
    expect([answer.status, await answer.text()]).toEqual([200, id])
    expect(server.last()).toMatchObject({
      ...{ event_id: id, release: 'shop@1', user: { id: '7' }, tags: { till: 'left' }, level: 'fatal' },
      extra: { password: '[filtered]' },
      exception: { values: [{ type: 'Minidump' }] },
    })
    expect(server.writer.counted).toMatchObject([{ category: 'attachment', reason: 'not-kept' }])
    form.set('upload_file_minidump', new Blob([crashDump, Buffer.alloc(3_000_000)]), 'a.dmp')
    form.set('another', new Blob([Buffer.alloc(1000)]), 'b.dmp')
    await fetch(at, { method: 'POST', body: form })
    expect(server.last()).toMatchObject({ ...crashTold, release: 'shop@1' })
    const alone = await server.post(`/api/12/minidump/?sentry_key=${key}`, Buffer.from('MDMP'), {})
    expect(await alone.text()).toBe(server.last()['event_id'])
    const empty = await fetch(at, { method: 'POST', body: new FormData() })
    expect(empty.status).toBe(400)
  })

  it.each([
    ['integration/otlp/v1/traces', 'span'],
    ['otlp/v1/logs', 'log_item'],
  ])('what OpenTelemetry sends to %s is counted', async (path, category) => {
    const answer = await server.post(`/api/12/${path}/`, Buffer.from([10, 0]), auth)
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    expect(server.writer.counted).toMatchObject([{ category, reason: 'not-kept' }])
  })

  it('an address that is none says so', async () => {
    expect((await server.post('/api/12/nothing/', '')).status).toBe(404)
    const program = await server.post('/api/0/organizations/shop/releases/', '')
    expect([program.status, await program.json()]).toEqual([
      501,
      expect.objectContaining({ detail: expect.stringContaining('source maps are not read') }),
    ])
    const wrong = await fetch(`http://127.0.0.1:${server.port}${at}`, { headers: auth })
    expect(wrong.status).toBe(405)
  })

  it('a browser is let in from anywhere', async () => {
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' }
    const answer = await fetch(`http://127.0.0.1:${server.port}${at}`, { method: 'OPTIONS', headers })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-headers')).toContain('x-sentry-auth')
    const sent = await server.post(at, small, { 'content-type': 'text/plain;charset=UTF-8', ...auth })
    expect(sent.headers.get('access-control-expose-headers')).toBe(
      'x-sentry-error, x-sentry-rate-limits, retry-after',
    )
  })
})

describe('what cannot be taken now', () => {
  it('is shed before memory is short', async () => {
    server.writer.pendingBytes = 1e9
    const answer = await server.post(at, small)
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(answer.headers.get('x-sentry-rate-limits')).toBe('5::key')
  })

  it('because of the disk is told so, and may come again', async () => {
    server.writer.failure = new WriterFailure('disk-full')
    const answer = await server.post(at, small)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('x-sentry-error')).toContain('disk-full')
    expect(answer.headers.get('retry-after')).toBe('60')
  })

  it('because of the owner’s bound says until when, already on the last that is taken', async () => {
    const bounded = await ingestServer(2)
    const answers = []
    for (let count = 0; count < 3; count += 1) answers.push(await bounded.post(at, small))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(answers.map(({ headers }) => headers.get('x-sentry-rate-limits'))).toEqual([
      null,
      '60:error;default;security:key',
      '60:error;default;security:key',
    ])
    expect(bounded.writer.counted).toMatchObject([{ reason: 'rate-limited', quantity: 1 }])
    await bounded.close()
  })
})
