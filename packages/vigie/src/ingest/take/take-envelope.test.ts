import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { crashDump, crashTold } from '../dump/minidump.fixture.ts'
import { at, envelope, event, id, ingestServer } from '../ingest-server.fixture.ts'

const server = await ingestServer()
afterAll(() => server.close())
afterEach(() => server.forget())

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
