import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { auth, type IngestServer, ingestServer } from '../ingest-server.fixture.ts'
import { attributes, field, message } from '../telemetry/protobuf.fixture.ts'

let server: IngestServer
beforeAll(async () => {
  server = await ingestServer()
})
afterAll(() => server.close())
afterEach(() => server.forget())

const stack =
  'Traceback (most recent call last):\n  File "/srv/shop/pay.py", line 7, in charge\nOutOfStock: no tea'
const raised = {
  'exception.type': 'shop.errors.OutOfStock',
  'exception.message': 'no tea',
  'exception.stacktrace': stack,
}
const resource = {
  'service.name': 'shop',
  'service.version': 'shop@3',
  'deployment.environment': 'staging',
  'telemetry.sdk.language': 'python',
  'telemetry.sdk.version': '1.45.2',
}
const traceId = 'ab'.repeat(16)
const nanos = 1_796_000_000_500_000_000n
const told = {
  ...{ platform: 'python', level: 'error', release: 'shop@3', environment: 'staging' },
  timestamp: 1_796_000_000.5,
  exception: {
    values: [
      {
        ...{ type: 'OutOfStock', module: 'shop.errors', value: 'no tea', mechanism: { type: 'otlp' } },
        stacktrace: { frames: stack },
      },
    ],
  },
  contexts: { trace: { trace_id: traceId, span_id: 'cd'.repeat(8) } },
}

const spanOf = (name: string, exception: Readonly<Record<string, string>>) =>
  message(
    field(1, Buffer.from(traceId, 'hex')),
    field(2, Buffer.from('cd'.repeat(8), 'hex')),
    ...[field(5, name), attributes(9, { 'http.request.method': 'POST', password: 'hunter2' })],
    field(11, message(field(1, nanos), field(2, 'exception'), attributes(3, exception))),
  )
const tracesOf = (...spans: readonly Buffer[]) =>
  field(
    1,
    message(field(1, attributes(1, resource)), field(2, message(...spans.map((span) => field(2, span))))),
  )
const listed = (of: object) =>
  Object.entries(of).map(([key, value]) => ({ key, value: { stringValue: value } }))
const logsOf = (...logRecords: readonly object[]) =>
  JSON.stringify({
    resourceLogs: [
      {
        resource: { attributes: listed(resource) },
        scopeLogs: [{ scope: { name: 'shop.till' }, logRecords }],
      },
    ],
  })
const post = (path: string, body: Buffer | string, headers = {}) =>
  server.post(`/api/12/integration/otlp/v1/${path}/`, body, { ...auth, ...headers })

describe('an exception that OpenTelemetry tells of', () => {
  it('in a span is an event, and no password stands in it', async () => {
    const body = gzipSync(tracesOf(spanOf('POST /pay', raised)))
    const answer = await post('traces', body, { 'content-encoding': 'gzip' })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    expect(server.last()).toMatchObject({ ...told, transaction: 'POST /pay', request: { method: 'POST' } })
    expect(JSON.stringify(server.last())).not.toContain('hunter2')
    expect(server.writer.taken[0]?.digested).toMatchObject({ culprit: expect.stringContaining('charge') })
    expect(server.writer.counted).toMatchObject([{ category: 'span', reason: 'not-kept' }])
  })

  it('in a line of a log is an event of its level, with what was said', async () => {
    const line = {
      ...{ timeUnixNano: String(nanos), severityNumber: 13, body: { stringValue: 'cannot pay' } },
      ...{ traceId, spanId: 'cd'.repeat(8), attributes: listed({ ...raised, till: 'left' }) },
    }
    await post('logs', logsOf(line, { severityNumber: 17, body: { stringValue: 'open' } }))
    expect(server.writer.taken).toHaveLength(1)
    expect(server.last()).toMatchObject({
      ...{ ...told, level: 'warning', logger: 'shop.till', logentry: { formatted: 'cannot pay' } },
      extra: { till: 'left' },
    })
  })

  it('on its way out of many spans counts once, as it was told longest, and once more in another trace', async () => {
    const longer = { ...raised, 'exception.stacktrace': `${stack} at last` }
    await post('traces', tracesOf(spanOf('a', raised), spanOf('b', longer), spanOf('c', raised)))
    expect(server.writer.taken).toHaveLength(1)
    expect(server.last()).toMatchObject({ transaction: 'b', sdk: { name: 'opentelemetry.python' } })
    const [first] = server.writer.taken
    await post('traces', tracesOf(spanOf('a', raised)))
    expect(server.writer.taken[1]?.id).toBe(first?.id)
    await post('logs', logsOf({ traceId: 'ef'.repeat(16), attributes: listed(raised) }))
    expect(server.writer.taken[2]?.id).not.toBe(first?.id)
  })

  it('of nobody knows which language is one of a client all the same', async () => {
    await post(
      'logs',
      JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ attributes: listed(raised) }] }] }] }),
    )
    expect(server.last()).toMatchObject({ platform: 'other', sdk: { name: 'opentelemetry' } })
  })

  it('is one of a hundred at the most, and the others are counted', async () => {
    const lines = Array.from({ length: 130 }, (_, place) => ({
      attributes: listed({ ...raised, 'exception.message': `no tea of shelf ${place}` }),
    }))
    await post('logs', logsOf(...lines))
    expect(server.writer.taken).toHaveLength(100)
    expect(server.writer.counted).toContainEqual(expect.objectContaining({ category: 'error', quantity: 30 }))
  })

  it('is found among many spans that tell of none, and not in more than a program could have raised', async () => {
    const many = (name: string) => Array.from({ length: 25_000 }, () => message(field(5, name)))
    await post('traces', tracesOf(...many('a'), spanOf('POST /pay', raised)))
    expect(server.writer.taken).toHaveLength(1)
    server.forget()
    await post('traces', tracesOf(...many('exception.'), spanOf('POST /pay', raised)))
    expect(server.writer.taken).toEqual([])
  })

  it('is not looked for in what is larger than an event may be', async () => {
    const body = tracesOf(spanOf('a'.repeat(1_100_000), raised))
    expect((await post('traces', body)).status).toBe(200)
    expect(server.writer.taken).toEqual([])
  })

  it('is none of whatever other bytes hold, which are never refused for it', async () => {
    const whole = tracesOf(spanOf('a', raised))
    const broken = fc.tuple(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }))
    await fc.assert(
      fc.asyncProperty(broken, fc.nat(whole.length), async ([at, byte], end) => {
        const changed = Buffer.from(whole)
        changed[at] = byte
        expect((await post('traces', changed)).status).toBe(200)
        expect((await post('logs', changed.subarray(0, end))).status).toBe(200)
        expect(
          (await post('logs', `{"resourceLogs":[{"scopeLogs":${at}}],"exception.":${byte}}`)).status,
        ).toBe(200)
      }),
      { numRuns: 60 },
    )
  })
})
