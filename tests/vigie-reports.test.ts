import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EventDetail, Feedback } from '../packages/vigie/src/contract/issue.ts'
import type { Project, ReleaseHealth } from '../packages/vigie/src/contract/project.ts'
import type { Status } from '../packages/vigie/src/contract/status.ts'
import { until } from './harness/vigie/programs.ts'
import { taken } from './harness/vigie/taken.ts'
import { issuesOf, latestOf, projectOf, startVigie, type Vigie } from './harness/vigie/vigie.ts'
import { envelope, envelopePath, items, newId, ordinary } from './harness/vigie/wire.ts'

/**
 * What clients send besides events, from the request to the answer that pages ask for. The shapes are those which
 * sentry-sdk 2 and @sentry/browser 10 send, field by field.
 */
let vigie: Vigie
let project: Project
let projects = 0
beforeAll(async () => {
  vigie = await startVigie()
})
afterAll(() => vigie?.server.stop())
beforeEach(async () => {
  projects += 1
  project = await projectOf(vigie, `reports-${projects}`)
})

const send = (body: string, path = envelopePath(project), headers: Record<string, string> = {}) =>
  taken(vigie.server, { path, body, headers })

const sentAt = () => ({ sent_at: new Date().toISOString() })
/** At a full minute, as sentry-sdk cuts it. */
const started = () => new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString()

describe('sessions', () => {
  const place = { release: 'shop@1.4.2', environment: 'production' }

  async function health(sessions: number): Promise<readonly ReleaseHealth[]> {
    let found: readonly ReleaseHealth[] = []
    await until(async () => {
      found = await vigie.api.get<readonly ReleaseHealth[]>(`/projects/${project.id}/releases`)
      return found.reduce((sum, each) => sum + each.sessions, 0) >= sessions
    })
    return found
  }

  it('that a server has added up are the health of their release, minute by minute', async () => {
    const aggregates = [
      { started: started(), exited: 40, errored: 3, crashed: 2 },
      { started: new Date(Date.parse(started()) - 60_000).toISOString(), exited: 9, abnormal: 1 },
    ]
    const attrs = { ...place, user_agent: 'curl/8', ip_address: '192.0.2.7' }
    await send(items(sentAt(), [{ type: 'sessions' }, { aggregates, attrs }]))
    const next = { ...attrs, release: 'shop@1.5.0' }
    await send(
      items(sentAt(), [
        { type: 'sessions' },
        { aggregates: [{ started: started(), unhandled: 1 }], attrs: next },
      ]),
    )
    const found = await health(56)
    expect(found.find(({ release }) => release === 'shop@1.4.2')).toEqual({
      ...place,
      ...{ events: 0, sessions: 55, errored: 3, crashed: 2, abnormal: 1 },
    })
    expect(found.find(({ release }) => release === 'shop@1.5.0')).toMatchObject({ sessions: 1, errored: 1 })
  })

  it('of browsers are counted once, however often they tell how it goes', async () => {
    const begun = started()
    const update = (sid: string, more: object) =>
      send(
        items(sentAt(), [
          { type: 'session' },
          { sid, init: false, started: begun, timestamp: begun, errors: 0, attrs: place, ...more },
        ]),
      )
    const [well, errored, crashed, cut] = [newId(), newId(), newId(), newId()]
    for (const sid of [well, errored, crashed, cut]) await update(sid, { init: true, status: 'ok' })
    await update(well, { status: 'exited' })
    await update(errored, { status: 'ok', errors: 1 })
    await update(errored, { status: 'ok', errors: 2 })
    await update(errored, { status: 'exited', errors: 2 })
    await update(crashed, { status: 'ok', errors: 1 })
    await update(crashed, { status: 'crashed', errors: 2 })
    // Where the page moves on, the SDK ends what had crashed once more.
    await update(crashed, { status: 'crashed', errors: 2 })
    await update(cut, { status: 'abnormal', abnormal_mechanism: 'anr_foreground' })
    // sentry-sdk tells of a program's one session when it ends.
    await update(newId(), { init: true, status: 'exited', duration: 4.2 })
    expect(await health(5)).toEqual([
      { ...place, events: 0, sessions: 5, errored: 1, crashed: 1, abnormal: 1 },
    ])
  })

  it('of ever new releases do not fill the disk, and known releases go on being counted', async () => {
    const of = (release: string, exited: number) =>
      [
        { type: 'sessions' },
        { aggregates: [{ started: started(), exited }], attrs: { ...place, release } },
      ] as const
    await send(items({}, of('shop@1.4.2', 1)))
    await send(items({}, ...Array.from({ length: 600 }, (_, at) => of(`invented-${at}`, 1))))
    await send(items({}, of('shop@1.4.2', 1)))
    await issuesOf(vigie, project, 0)
    const found = await health(0)
    expect(found.find(({ release }) => release === 'shop@1.4.2')?.sessions).toBe(2)
    expect(found.find(({ release }) => release === '')?.sessions).toBe(101)
  })
})

describe('what clients never sent', () => {
  it('is in the status, by kind, as their own account', async () => {
    const timestamp = Date.now() / 1000
    const discarded = [
      { reason: 'before_send', category: 'error', quantity: 3 },
      { reason: 'ratelimit_backoff', category: 'error', quantity: 4 },
      { reason: 'sample_rate', category: 'transaction', quantity: 120 },
      { reason: 'queue_overflow', category: 'log_item', quantity: 2 },
      // So many bytes are no records.
      { reason: 'queue_overflow', category: 'log_byte', quantity: 4711 },
      { reason: 'event_processor', category: 'a_kind_of_next_year', quantity: 1 },
    ]
    const answer = await send(
      items(sentAt(), [{ type: 'client_report' }, { timestamp, discarded_events: discarded }]),
    )
    expect(answer).toEqual({})
    // One comes along with an event, too.
    const event = ordinary('beside a report')
    const again = {
      timestamp,
      discarded_events: [{ reason: 'sample_rate', category: 'transaction', quantity: 5 }],
    }
    await send(
      items({ event_id: event.event_id }, [{ type: 'event' }, event], [{ type: 'client_report' }, again]),
    )
    await issuesOf(vigie, project, 1)
    const { shed } = await vigie.api.get<Status>('/status')
    const mine = shed.filter((each) => each.project === project.id)
    expect(mine.map(({ category, reason, quantity }) => [category, reason, quantity])).toEqual([
      ['transaction', 'client', 125],
      ['error', 'client', 7],
      ['log_item', 'client', 2],
      ['unknown', 'client', 1],
    ])
  })
})

describe('feedback', () => {
  async function aboutEvent(text: string): Promise<EventDetail> {
    const [issue = expect.fail('no issue')] = await issuesOf(vigie, project, 1)
    let found = await latestOf(vigie, issue)
    await until(async () => {
      found = await latestOf(vigie, issue)
      return found.feedback.some((each) => each.text === text)
    })
    return found
  }

  it('of the older kind is beside its event, whichever comes first', async () => {
    const [before, after] = [ordinary('the till is shut'), ordinary('the till is shut')]
    const report = (event: string, comments: string) =>
      items({ event_id: event, ...sentAt() }, [
        { type: 'user_report' },
        { event_id: event, name: 'Grace', email: 'grace@example.org', comments },
      ])
    expect(await send(report(before.event_id, 'it was shut at once'))).toEqual({ id: before.event_id })
    await send(envelope(before))
    const first = await aboutEvent('it was shut at once')
    expect(first.event.id).toBe(before.event_id)
    const said = { name: 'Grace', email: 'grace@example.org', event: before.event_id }
    expect(first.feedback).toMatchObject([{ ...said, text: 'it was shut at once' }])
    await send(envelope({ ...after, timestamp: Date.now() / 1000 + 1 }))
    await send(report(after.event_id, 'and shut again'))
    const second = await aboutEvent('and shut again')
    expect(second.event.id).toBe(after.event_id)
    expect(second.feedback.map(({ text }) => text)).toEqual(['and shut again'])
  })

  it('of the newer kind is beside the event that it names, and makes no issue', async () => {
    const event = ordinary('the basket is empty')
    await send(envelope(event))
    const id = newId()
    const feedback = {
      event_id: id,
      type: 'feedback',
      timestamp: Date.now() / 1000,
      platform: 'javascript',
      level: 'info',
      environment: 'production',
      contexts: {
        feedback: {
          ...{ name: 'Lin', contact_email: 'lin@example.org', message: 'Nothing\nis in it' },
          ...{ url: 'https://shop.example/basket', source: 'widget', associated_event_id: event.event_id },
        },
      },
    }
    const answer = await send(items({ event_id: id, ...sentAt() }, [{ type: 'feedback' }, feedback]))
    expect(answer).toEqual({ id })
    const detail = await aboutEvent('Nothing\nis in it')
    const [issue] = await issuesOf(vigie, project, 1)
    expect(detail.feedback).toEqual([
      {
        ...{ at: expect.any(Number), name: 'Lin', email: 'lin@example.org', text: 'Nothing\nis in it' },
        ...{ url: 'https://shop.example/basket', event: event.event_id, issue: issue?.id },
      },
    ])
    expect(await issuesOf(vigie, project, 1)).toHaveLength(1)
    expect(await vigie.api.get<readonly Feedback[]>(`/feedback?project=${project.id}`)).toEqual(
      detail.feedback,
    )
  })

  it('about no event, or another project’s, is listed and beside none', async () => {
    const other = await projectOf(vigie, `strangers-${projects}`)
    const event = ordinary('not yours')
    await send(envelope(event), envelopePath(other))
    await send(
      items({}, [{ type: 'user_report' }, { event_id: event.event_id, comments: 'about a stranger' }]),
    )
    const contexts = { feedback: { message: 'about nothing' } }
    await send(items({}, [{ type: 'feedback' }, { type: 'feedback', contexts }]))
    const listed = () => vigie.api.get<readonly Feedback[]>(`/feedback?project=${project.id}`)
    await until(async () => (await listed()).length === 2)
    expect((await listed()).map(({ text, event: about }) => [text, about])).toEqual([
      ['about nothing', null],
      ['about a stranger', event.event_id],
    ])
    const [issue = expect.fail('no issue')] = await issuesOf(vigie, other, 1)
    expect((await latestOf(vigie, issue)).feedback).toEqual([])
  })
})
