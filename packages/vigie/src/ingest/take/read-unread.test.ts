import type { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { crashDump, crashTold } from '../dump/minidump.fixture.ts'
import { at, envelope, event, id, ingestServer, key } from '../ingest-server.fixture.ts'
import { handedOver } from '../limits.ts'

const server = await ingestServer()
afterAll(() => server.close())
afterEach(() => server.forget())

const { requests, least, most, atATime, backlog } = handedOver
const sized = (bytes: number, more: object = {}) => {
  const shell = JSON.stringify({ ...event, ...more, extra: { note: '' } })
  return { ...event, ...more, extra: { note: 'n'.repeat(bytes - shell.length) } }
}
const alone = (payload: unknown) => envelope({ event_id: id }, ['event', payload])
const handed = () => server.writer.handedOver.length

it('an event that nobody waits behind is read here', async () => {
  expect((await server.post(at, alone(sized(least)))).status).toBe(200)
  expect([handed(), server.writer.taken.length]).toEqual([0, 1])
})

describe('while others wait for an answer', () => {
  const begun = `POST ${at}?sentry_key=${key} HTTP/1.1\r\nhost: vigie\r\ncontent-length: 9\r\n\r\n`
  let others: Socket[]
  beforeAll(async () => {
    others = await Promise.all(Array.from({ length: requests - 1 }, () => server.opened(begun)))
  })
  beforeEach(() => untilHandedOver())
  afterAll(() => {
    for (const other of others) other.destroy()
  })

  it('an event that is alone in its envelope is read by the thread that writes, to the same record', async () => {
    const secret = sized(least, { user: { password: 'hunter2-hunter2' }, timestamp: 1795838400 })
    await server.post(at, alone(secret))
    expect(server.writer.handedOver).toMatchObject([{ project: 12, id, kind: 'event', rules: [] }])
    const [there] = server.writer.taken
    server.forget()
    server.writer.unread = atATime
    expect((await server.post(at, alone(secret))).status).toBe(200)
    expect(handed()).toBe(0)
    expect(server.writer.taken).toEqual([there])
    expect(server.last()).toMatchObject({ user: { password: '[filtered]' } })
  })

  it.each([
    ['is read sooner than handed over', alone(sized(least - 1))],
    ['would hold up what is to be written', alone(sized(most + 1))],
    ['bears its own id', envelope({}, ['event', sized(least)])],
    ['has something beside it', envelope({ event_id: id }, ['event', sized(least)], ['attachment', 'x'])],
    ['comes behind what is kept', envelope({ event_id: id }, ['sessions', {}], ['event', sized(least)])],
  ])('one that %s is read here', async (_, body) => {
    expect((await server.post(at, body)).status).toBe(200)
    expect(handed()).toBe(0)
    expect(server.writer.taken.filter(({ kind }) => kind === 'event')).toHaveLength(1)
  })

  it.each([
    ['it has as many at hand already', { unread: atATime }],
    ['much waits to be digested', { backlog }],
  ])('all are read here where %s', async (_, busy) => {
    Object.assign(server.writer, busy)
    expect((await server.post(at, alone(sized(least)))).status).toBe(200)
    expect(handed()).toBe(0)
    expect(server.writer.taken).toHaveLength(1)
  })

  it('what is no event is answered as if it were read here', async () => {
    const broken = await server.post(at, alone('x'.repeat(least)))
    expect([broken.status, broken.headers.get('x-sentry-error')]).toEqual([
      400,
      'the event is no JSON object',
    ])
    const transaction = await server.post(at, alone(sized(least, { type: 'transaction' })))
    expect([transaction.status, await transaction.json()]).toEqual([200, { id }])
    expect([handed(), server.writer.taken]).toEqual([2, []])
    expect(server.writer.counted.map(({ category, reason }) => [category, reason])).toEqual([
      ['error', 'malformed'],
      ['transaction', 'not-kept'],
    ])
  })

  it('a crash that says nothing itself is told by the dump behind it', async () => {
    const bare = { platform: 'native', extra: { note: 'n'.repeat(least) } }
    const head = { type: 'attachment', attachment_type: 'event.minidump', length: crashDump.length }
    const lines = `${envelope({ event_id: id }, ['event', bare])}${JSON.stringify(head)}\n`
    await server.post(at, Buffer.concat([Buffer.from(lines), crashDump]))
    expect(handed()).toBe(0)
    expect(server.last()).toMatchObject({ ...crashTold, event_id: id })
  })
})

/** Waits until the other events were opened and are on their way. */
async function untilHandedOver(): Promise<void> {
  for (let tries = 0; handed() === 0; tries += 1) {
    expect(tries).toBeLessThan(100)
    await server.post(at, alone(sized(least)))
    await setTimeout(5)
  }
  server.forget()
}
