import fc from 'fast-check'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { Json } from './../contract/json.ts'
import { digest } from './../digest/digest.ts'
import { WriterFailure } from './../writer/writer-failure.ts'
import { at, auth, envelope, event, id, ingestServer, key, received, small } from './ingest-server.fixture.ts'

const server = await ingestServer()
afterAll(() => server.close())
afterEach(() => server.forget())

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
    ['microseconds, as raven-erlang says', '1795838340000000'],
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

describe('any address', () => {
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
