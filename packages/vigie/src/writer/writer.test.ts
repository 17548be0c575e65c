import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ScrubRules } from '../contract/project.ts'
import type { Taken } from '../contract/taken.ts'
import type { Unread } from '../contract/unread.ts'
import { digest } from '../digest/digest.ts'
import { normalise } from '../digest/normalise.ts'
import { openReader } from '../store/open-reader.ts'
import type { Reader } from '../store/reader.ts'
import { openWriter, startWriter } from './start-writer.ts'
import type { Writer } from './writer.ts'

const onDeath = (error: Error) => {
  throw error
}
const variants = {
  'in its thread': (path: string) => startWriter({ path, onDeath }),
  'in process': (path: string) => Promise.resolve(openWriter({ path, digest, now: Date.now })),
}

describe.each(Object.entries(variants))('a writer %s', (_, open) => {
  let directory: string
  let writer: Writer
  let reader: Reader
  let project: number

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'vigie-writer-'))
    const path = join(directory, 'vigie.db')
    writer = await open(path)
    project = (await writer.run('project.create', { name: 'Shop', slug: 'shop', platform: 'python' })).id
    reader = openReader(path, normalise)
  })

  afterEach(async () => {
    reader.close()
    await writer.close()
    rmSync(directory, { recursive: true })
  })

  const record = (number: number, raw: object = boom): Taken => ({
    project,
    kind: 'event',
    id: number.toString(16).padStart(32, '0'),
    receivedAt: Date.now(),
    sentAt: null,
    body: Buffer.from(JSON.stringify(raw)),
  })

  const list = (query = '') =>
    reader.issues({ query, project, sort: 'last-seen', hours: null, cursor: null, limit: 25 }, Date.now())

  test('counts what it took, in one issue', async () => {
    await Promise.all([1, 2, 3].map((number) => writer.take([record(number)])))
    await writer.drained()
    expect(list().issues).toMatchObject([
      { shortId: 'SHOP-1', title: 'ZeroDivisionError', events: 3, users: 1, firstRelease: '1.0' },
    ])
    expect(writer.backlog).toBe(0)
    expect(writer.pendingBytes).toBe(0)
  })

  test('does not read the body of what was read on the way', async () => {
    const whole = record(1)
    const { digested } = digest(boom, whole)
    await writer.take([{ ...whole, digested, body: Buffer.from('no JSON') }, record(2)])
    await writer.drained()
    expect(list().issues).toMatchObject([{ events: 2, users: 1 }])
    expect(reader.status(Date.now())).toMatchObject({ rejected: 0 })
  })

  test('puts digesting off while others arrive, but not for long', async () => {
    const { digested } = digest(boom, record(1))
    let most = 0
    for (let number = 1; number <= 400; number++) {
      await writer.take([{ ...record(number), digested }])
      most = Math.max(most, writer.backlog)
    }
    expect(most).toBeLessThan(160)
    await writer.drained()
    expect(list().issues).toMatchObject([{ events: 400 }])
  })

  const unread = (number: number, payload: string, rules: readonly ScrubRules[] = []): Unread => {
    const { body: _, digested: __, ...said } = record(number)
    return { ...said, kind: 'event', payload: Buffer.from(payload), rules }
  }

  test('reads what it is handed unread, and keeps nothing that has to be taken out', async () => {
    const rules = { fields: ['iban'], patterns: [], keep: [], addresses: false }
    const said = { ...boom, extra: { password: 'hunter2-hunter2', iban: 'DE89370400440532013000', till: 7 } }
    const taking = [writer.takeUnread(unread(1, JSON.stringify(said), [rules])), writer.take([record(2)])]
    expect(writer.unread).toBe(1)
    expect(await Promise.all(taking)).toEqual([null, undefined])
    await writer.drained()
    expect([writer.unread, writer.pendingBytes, writer.backlog]).toEqual([0, 0, 0])
    const [issue] = list().issues
    expect(issue).toMatchObject({ title: 'ZeroDivisionError', events: 2, users: 1, firstRelease: '1.0' })
    expect(reader.event(issue?.id ?? 0, record(1).id)?.event.extra).toEqual([
      { name: 'password', value: '[filtered]' },
      { name: 'iban', value: '[filtered]' },
      { name: 'till', value: 7 },
    ])
  })

  test.each([
    ['malformed', 'no JSON'],
    ['malformed', '[1]'],
    ['transaction', '{"type":"transaction"}'],
  ])('tells that what it is handed is no event but %s, and goes on', async (why, payload) => {
    const taking = [writer.takeUnread(unread(1, payload)), writer.takeUnread(unread(2, JSON.stringify(boom)))]
    expect(await Promise.all(taking)).toEqual([why, null])
    await writer.drained()
    expect(list().issues).toMatchObject([{ events: 1 }])
    expect(reader.status(Date.now())).toMatchObject({ rejected: 0 })
  })

  test('counts an event once, however often it is sent', async () => {
    await writer.take([record(1), record(1)])
    await writer.take([record(1)])
    await writer.drained()
    expect(list().issues).toMatchObject([{ events: 1 }])
  })

  test('keeps once what a visitor said, however often it is sent', async () => {
    const said = (number: number, comments: string, name: string | null, receivedAt: number): Taken => ({
      ...record(number, { comments, name, ...(name === 'Ada' ? { event_id: record(1).id } : {}) }),
      ...{ kind: 'feedback', receivedAt },
    })
    const now = Date.now()
    await writer.take([said(1, 'It broke', 'Ada', now - 7_200_000), said(2, 'It broke', 'Ada', now)])
    await writer.take([said(3, 'It broke', 'Bea', now), said(4, 'It broke twice', 'Ada', now)])
    await writer.take([said(5, 'Thanks', null, now - 7_200_000), said(6, 'Thanks', null, now)])
    await writer.take([said(7, 'Thanks', null, now)])
    await writer.drained()
    const { feedback } = reader.feedback(project, { cursor: null, limit: 25 })
    expect(feedback.map(({ name, text }) => [name, text]).reverse()).toEqual([
      ['Ada', 'It broke'],
      ['Bea', 'It broke'],
      ['Ada', 'It broke twice'],
      [null, 'Thanks'],
      [null, 'Thanks'],
    ])
  })

  test('shows an event whole, with its neighbours', async () => {
    for (const number of [1, 2, 3])
      await writer.take([record(number, { ...boom, timestamp: Date.now() / 1000 - 10 + number })])
    await writer.drained()
    const issue = list().issues[0]?.id ?? 0
    const detail = reader.event(issue, record(2).id)
    expect(detail).toMatchObject({ older: record(1).id, newer: record(3).id })
    expect(detail?.event.exceptions[0]).toMatchObject({ type: 'ZeroDivisionError' })
    expect(reader.events(issue, { cursor: null, limit: 2 }).events.map(({ id }) => id)).toEqual([
      record(3).id,
      record(2).id,
    ])
    expect(reader.issue(issue, { now: Date.now(), hours: 24 })).toMatchObject({
      releases: [{ value: '1.0', events: 3 }],
      environments: [{ value: 'production', events: 3 }],
    })
  })

  test('sets aside what is no JSON, and goes on', async () => {
    await writer.take([{ ...record(1), body: Buffer.from('{"a":') }, record(2)])
    await writer.drained()
    expect(reader.status(Date.now())).toMatchObject({ rejected: 1, backlog: 0, events: 1 })
  })

  test('counts what is not kept', async () => {
    for (let each = 0; each < 3; each += 1)
      writer.count({ project, category: 'transaction', reason: 'not-kept', quantity: 2 })
    await writer.drained()
    expect(reader.status(Date.now()).shed).toEqual([
      { project, category: 'transaction', reason: 'not-kept', quantity: 6 },
    ])
  })

  test('tells of the issues that changed', async () => {
    const notices: unknown[] = []
    writer.onNotice((notice) => notices.push(notice))
    await writer.take([record(1)])
    await writer.drained()
    expect(notices).toContainEqual({ type: 'issues', project, issues: [1] })
  })

  test('refuses whatever comes after its end', async () => {
    const other = await open(join(directory, 'other.db'))
    await other.close()
    await expect(other.take([record(1)])).rejects.toMatchObject({ trouble: 'closed' })
    await expect(other.takeUnread(unread(1, '{}'))).rejects.toMatchObject({ trouble: 'closed' })
  })
})

const boom = {
  platform: 'python',
  release: '1.0',
  environment: 'production',
  user: { id: 7 },
  tags: { customer: 'gold' },
  exception: { values: [{ type: 'ZeroDivisionError', value: 'division by zero' }] },
}
