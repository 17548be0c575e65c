import type { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import * as zlib from 'node:zlib'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { at, auth, ingestServer, key } from './ingest-server.fixture.ts'
import { atWork, bytesInFlight, bytesPending, limits, longestBacklog, mostResident } from './limits.ts'

/** Tries each limit from both sides: what just fits is taken, and one byte more is refused. */
// A machine with other things to do reads megabytes slowly.
vi.setConfig({ testTimeout: 60_000 })
const server = await ingestServer()
afterAll(() => server.close())
afterEach(() => server.forget())

const kib = 1024
const mib = 1024 * kib

/** Makes JSON of exactly this many bytes. */
function json(bytes: number, fields: object = {}): string {
  const bare = JSON.stringify({ ...fields, pad: '' })
  return `${bare.slice(0, -2)}${'x'.repeat(bytes - bare.length)}"}`
}

const item = (type: string, payload: string, more: object = {}) =>
  `{}\n${JSON.stringify({ type, length: payload.length, ...more })}\n${payload}\n`

async function answer(path: string, body: string | Buffer, headers: Record<string, string> = auth) {
  const {
    status,
    headers: said,
    text,
  } = await server.post(path, body, headers).then(async (response) => ({
    ...{ status: response.status, headers: response.headers, text: await response.text() },
  }))
  return { status, said: said.get('x-sentry-error'), body: text === '' ? null : JSON.parse(text) }
}

const refusal = (status: number, said: string) => ({ status, said, body: { detail: said, causes: [] } })

it('the limits are those of the protocol', () => {
  expect(limits).toMatchObject({ event: mib, envelope: 200 * mib, checkIn: 100 * kib })
})

describe('the limit of', () => {
  const security = `/api/12/security/?sentry_key=${key}`
  const report = { 'csp-report': { 'blocked-uri': 'inline' } }
  it.each([
    ['an event of the older way', '/api/12/store/', limits.event, {}],
    ['a security report', security, limits.small, report],
    ['a check-in by its own address', `/api/12/cron/nightly/${key}/`, limits.checkIn, {}],
  ])('%s', async (_what, path, most, fields) => {
    expect((await server.post(path, json(most, fields))).status).toBeLessThan(203)
    expect(server.writer.taken).toHaveLength(1)
    expect(await answer(path, json(most + 1, fields))).toEqual(refusal(413, 'the body is too large'))
    // For an encoded body, the decoded bytes count.
    const encoded = { ...auth, 'content-encoding': 'gzip' }
    expect((await server.post(path, zlib.gzipSync(json(most, fields)), encoded)).status).toBeLessThan(203)
    expect((await server.post(path, zlib.gzipSync(json(most + 1, fields)), encoded)).status).toBe(413)
    expect(server.writer.taken).toHaveLength(2)
    expect(server.writer.counted).toMatchObject([{ reason: 'too-large' }, { reason: 'too-large' }])
  })

  it('an event in base64 of the older way, which nothing says beforehand', async () => {
    const body = (bytes: number) => zlib.deflateSync(json(bytes)).toString('base64')
    expect((await answer('/api/12/store/', body(limits.event))).status).toBe(200)
    expect(await answer('/api/12/store/', body(limits.event + 1))).toEqual(
      refusal(413, 'the event is too large'),
    )
  })

  it.each(['event', 'security'])('an item “%s”, without which the envelope is nothing', async (type) => {
    expect((await answer(at, item(type, json(limits.event)))).status).toBe(200)
    expect(server.writer.taken).toMatchObject([{ kind: 'event' }])
    for (const body of [
      item(type, json(limits.event + 1)),
      `{}\n{"type":"${type}"}\n${json(limits.event + 1)}`,
    ])
      expect(await answer(at, body)).toEqual(refusal(413, 'the event is too large'))
    expect(server.writer.taken).toHaveLength(1)
  })

  it.each([
    ['feedback', limits.event, 'feedback', 'feedback'],
    ['user_report', limits.small, 'feedback', 'feedback'],
    ['check_in', limits.checkIn, 'check-in', 'monitor'],
    ['session', limits.small, 'sessions', 'session'],
    ['sessions', limits.small, 'sessions', 'session'],
    ['client_report', limits.small, 'client-report', 'internal'],
  ])('an item “%s”, which is left out alone and counted', async (type, most, kind, category) => {
    const event = `{"type":"event"}\n{"message":"beside it"}\n`
    expect((await answer(at, item(type, json(most)) + event)).status).toBe(200)
    expect(server.writer.taken.map((each) => each.kind)).toEqual([kind, 'event'])
    expect((await answer(at, item(type, json(most + 1)) + event)).status).toBe(200)
    expect(server.writer.taken.map((each) => each.kind)).toEqual([kind, 'event', 'event'])
    expect(server.writer.counted).toEqual([{ project: 12, category, reason: 'too-large', quantity: 1 }])
  })

  it.each([
    ['check_in', limits.checkIn, 'monitor'],
    ['sessions', limits.small, 'session'],
  ])(
    'an item “%s”, with which the envelope holds nothing else that is kept',
    async (type, most, category) => {
      const besides = ['', '{"type":"client_report"}\n{"discarded_events":[]}\n', '{"type":"span"}\n{}\n']
      for (const beside of besides)
        expect(await answer(at, item(type, json(most + 1)) + beside)).toEqual(
          refusal(413, 'an item of the envelope is too large'),
        )
      expect(server.writer.taken).toMatchObject([{ kind: 'client-report' }])
      const counted = { category, reason: 'too-large', quantity: 1 }
      expect(server.writer.counted).toMatchObject([counted, counted, counted, { category: 'span' }])
    },
  )

  /** tests/vigie-hostile.test.ts really sends such an envelope. */
  it('an envelope with its attachments is known from what it says', async () => {
    expect(await server.raw(head(limits.envelope + 1))).toMatch(/^HTTP\/1\.1 413 .*"the body is too large"/s)
  })

  it('a container of logs is the envelope’s: it passes by unread, and its records are counted', async () => {
    const logs = item('log', json(12 * mib + 1), { item_count: 100 })
    expect((await answer(at, logs)).status).toBe(200)
    expect(server.writer.counted).toMatchObject([{ category: 'log_item', reason: 'not-kept', quantity: 100 }])
  })

  it('of how many records an item says that it holds, no more are believed than any client sends', async () => {
    const boastful = item('log', json(20), { item_count: 1e15 })
    expect((await answer(at, boastful)).status).toBe(200)
    expect(server.writer.counted).toMatchObject([{ quantity: limits.recordsOfAnItem }])
  })

  it('a header line, of the envelope and of an item', async () => {
    const event = `{"type":"event"}\n{"message":"behind a long line"}`
    const itemLine = (bytes: number) => `{}\n${json(bytes, { type: 'event' })}\n{}`
    expect((await answer(at, `${json(limits.headerLine)}\n${event}`)).status).toBe(200)
    expect((await answer(at, itemLine(limits.headerLine))).status).toBe(200)
    const refused = refusal(400, 'a header line of the envelope is too long')
    expect(await answer(at, `${json(limits.headerLine + 1)}\n${event}`)).toEqual(refused)
    expect(await answer(at, itemLine(limits.headerLine + 1))).toEqual(refused)
    expect(server.writer.taken).toHaveLength(2)
  })

  it('items in an envelope', async () => {
    const many = (items: number) => `{}\n${'{"type":"span","length":2}\n{}\n'.repeat(items)}`
    expect((await answer(at, many(limits.itemsOfAnEnvelope))).status).toBe(200)
    expect(server.writer.counted).toMatchObject([{ category: 'span', quantity: limits.itemsOfAnEnvelope }])
    expect(await answer(at, many(limits.itemsOfAnEnvelope + 1))).toEqual(
      refusal(413, 'the number of items is too large'),
    )
  })

  it('encodings over one another', async () => {
    const packed = (times: number) =>
      Array.from({ length: times }).reduce<Buffer>(
        (body) => zlib.gzipSync(body),
        Buffer.from(item('event', '{"message":"packed"}')),
      )
    const by = (times: number) => ({ ...auth, 'content-encoding': Array(times).fill('gzip').join(', ') })
    const most = limits.encodings
    expect((await answer(at, packed(most), by(most))).status).toBe(200)
    expect(await answer(at, packed(most + 1), by(most + 1))).toEqual(refusal(400, 'too many encodings'))
  })

  it('what is decoded in one piece is no limit for who sends', async () => {
    for (const bytes of [limits.atOnce, limits.atOnce + 1, 2 * limits.atOnce]) {
      const body = item('event', json(bytes - 50))
      for (const [encoding, packed] of [
        ['identity', Buffer.from(body)],
        ['gzip', zlib.gzipSync(body)],
        ['br', zlib.brotliCompressSync(body)],
      ] as const)
        expect((await answer(at, packed, { ...auth, 'content-encoding': encoding })).status).toBe(200)
    }
    expect(server.writer.taken).toHaveLength(9)
  })

  it('reports in one list, of which those beyond are counted', async () => {
    const reports = (count: number) =>
      JSON.stringify(Array(count).fill({ type: 'csp-violation', body: { blockedURL: 'inline' } }))
    expect((await answer(security, reports(100))).status).toBe(200)
    expect(server.writer.taken).toHaveLength(100)
    expect(server.writer.counted).toEqual([])
    expect((await answer(security, reports(101))).status).toBe(200)
    expect(server.writer.taken).toHaveLength(200)
    expect(server.writer.counted).toMatchObject([{ category: 'security', reason: 'too-large', quantity: 1 }])
  })
})

describe('the bound on memory', () => {
  const event = item('event', '{"message":"one more"}')
  const overloaded = refusal(429, 'overloaded: the memory bound is reached')
  const allButTheEnd = head(limits.atOnce) + 'x'.repeat(limits.atOnce - 1)

  it.each([
    ['pendingBytes', bytesPending],
    ['backlog', longestBacklog],
  ] as const)('by what waits for the disk: %s', async (what, most) => {
    server.writer[what] = most
    expect((await answer(at, event)).status).toBe(200)
    server.writer[what] = most + 1
    expect(await answer(at, event)).toEqual(overloaded)
    const counted = { project: 12, category: 'error', reason: 'overloaded', quantity: 1 }
    expect(server.writer.counted).toEqual([counted])
    server.writer[what] = 0
    expect((await answer(at, event)).status).toBe(200)
  })

  it('by what all requests hold together, and free again once they are gone', async () => {
    const most = bytesInFlight / limits.atOnce
    const sockets = await heldBy(allButTheEnd, most, event)
    expect(sockets.length).toBeLessThanOrEqual(most + 1)
    expect(await answer(at, event)).toEqual(overloaded)
    for (const socket of sockets) socket.destroy()
    await untilStatus(event, 200)
  })

  it('not by lengths that are only said', async () => {
    const sockets = await Promise.all(Array.from({ length: 40 }, () => server.opened(head(limits.atOnce))))
    await setTimeout(100)
    expect((await answer(at, event)).status).toBe(200)
    for (const socket of sockets) socket.destroy()
  })

  it('by what the process has already; an event alone is taken all the same', async () => {
    server.memory.resident = mostResident
    const sockets = await heldBy(allButTheEnd, 5, event)
    expect(sockets.length).toBeLessThan(bytesInFlight / limits.atOnce)
    for (const socket of sockets) socket.destroy()
    server.memory.resident = 2 * mostResident
    await untilStatus(item('event', json(limits.event)), 200)
  })

  it('not by events that wait for each other, as they came, while the disk is slow', async () => {
    const { writer, memory } = server
    memory.resident = 2 * mostResident
    const most = { atOnce: 0, now: 0 }
    const slow = async (keep: () => Promise<unknown>) => {
      most.now += 1
      most.atOnce = Math.max(most.atOnce, most.now)
      await setTimeout(100)
      await keep()
      most.now -= 1
    }
    const { take } = writer
    vi.spyOn(writer, 'take').mockImplementation((records) => slow(() => take.call(writer, records)) as never)
    const packed = zlib.gzipSync(item('event', json(60 * kib)))
    const headers = { ...auth, 'content-encoding': 'gzip' }
    const answers = await Promise.all(Array.from({ length: 60 }, () => answer(at, packed, headers)))
    vi.restoreAllMocks()
    expect(answers.map(({ status }) => status)).toEqual(Array(60).fill(200))
    expect(most.atOnce).toBe(atWork.requests)
  })

  it('by bodies whose length nobody says', async () => {
    const part = json(limits.event).slice(0, -1)
    const chunked = 'transfer-encoding: chunked'
    const begin = `POST /api/12/store/?sentry_key=${key} HTTP/1.1\r\nhost: vigie\r\n${chunked}\r\n\r\n`
    const larger = item('event', json(limits.event / 2))
    const sockets = await heldBy(`${begin}${part.length.toString(16)}\r\n${part}\r\n`, 5, larger)
    expect(sockets.length).toBeGreaterThanOrEqual(5)
    for (const socket of sockets) socket.destroy()
    await untilStatus(larger, 200)
  })
})

describe('what is too long within an event is cut, and the event taken:', () => {
  const frame = { function: 'f', lineno: 1 }
  const sent = async (event: object) => {
    expect((await answer(at, item('event', JSON.stringify(event)))).status).toBe(200)
    return server.last()
  }
  it.each([
    ['a tag', 200, (text: string) => ({ tags: { a: text } }), ['tags', 'a']],
    ['the message', 8192, (text: string) => ({ message: text }), ['message']],
    ['one of extra', 16_384, (text: string) => ({ extra: { a: text } }), ['extra', 'a']],
  ] as const)('%s', async (_what, most, make, path) => {
    const text = 'word '.repeat(most).slice(0, most - 1)
    const read = (event: unknown) =>
      path.reduce((value, name) => (value as Record<string, unknown>)[name], event)
    expect(read(await sent(make(`${text}x`)))).toBe(`${text}x`)
    const cut = String(read(await sent(make(`${text}xy`))))
    expect(cut).not.toContain('y')
    expect(cut.length).toBeLessThanOrEqual(most)
    expect(server.last()).toMatchObject({ _vigie: { texts: 1 } })
  })

  it('all of extra together', async () => {
    const extra = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`name${at}`, 'w '.repeat(6000)]))
    const kept = JSON.stringify((await sent({ extra }))['extra']).length
    expect(kept).toBeGreaterThan(250_000)
    expect(kept).toBeLessThan(266_000)
  })

  it('the frames of a stack', async () => {
    const stacked = (frames: number) => ({
      exception: { values: [{ stacktrace: { frames: Array(frames).fill(frame) } }] },
    })
    await sent(stacked(50))
    expect(server.last()).not.toHaveProperty('_vigie')
    await sent(stacked(51))
    expect(server.last()).toMatchObject({ _vigie: { frames: 1 } })
  })
})

const head = (length: number) =>
  `POST ${at}?sentry_key=${key} HTTP/1.1\r\nhost: vigie\r\ncontent-length: ${length}\r\n\r\n`

/** Opens requests that never end, until a further one is refused. Some of them are refused themselves. */
async function heldBy(bytes: string, atLeast: number, another: string): Promise<readonly Socket[]> {
  const sockets: Socket[] = []
  while (sockets.length < 100) {
    sockets.push(await server.opened(bytes))
    if (sockets.length < atLeast) continue
    if ((await server.post(at, another)).status === 429) return sockets
    await setTimeout(20)
  }
  return expect.fail('never 429')
}

/** The server learns a moment later what ended requests give back. */
async function untilStatus(body: string, status: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await server.post(at, body)).status === status) return
    await setTimeout(20)
  }
  expect.fail(`never ${status}`)
}
