import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { boom, Scratch } from '../writer/scratch.fixture.ts'

let scratch: Scratch
beforeEach(async () => {
  scratch = new Scratch()
  await scratch.open()
})
afterEach(() => scratch.end())

const hour = 3_600_000
const only = () => scratch.list()[0]

describe('issues are found by', () => {
  beforeEach(async () => {
    await scratch.take(
      boom('KeyError', { release: '1.0', environment: 'production', user: { email: 'Anna@example.org' } }),
      boom('TypeError', { release: '2.0', tags: { customer: 'gold' }, logger: 'django.request' }),
      boom('ValueError', { level: 'warning', tags: { customer: 'silver' }, user: { id: 7 } }),
    )
  })

  test.each([
    ['', ['ValueError', 'TypeError', 'KeyError']],
    ['keyerror', ['KeyError']],
    ['KEYERROR HAPPENED', ['KeyError']],
    ['!keyerror', ['ValueError', 'TypeError']],
    ['level:warning', ['ValueError']],
    ['!level:warning', ['TypeError', 'KeyError']],
    ['release:1.0', ['KeyError']],
    ['!release:1.0', ['ValueError', 'TypeError']],
    ['environment:production', ['KeyError']],
    ['customer:gold', ['TypeError']],
    ['customer:*l*', ['ValueError', 'TypeError']],
    ['customer:%', []],
    ['has:customer', ['ValueError', 'TypeError']],
    ['!has:customer', ['KeyError']],
    ['user:anna@example.org', ['KeyError']],
    ['user:7', ['ValueError']],
    ['user:id:7', ['ValueError']],
    ['!logger:django.request', ['ValueError', 'KeyError']],
    ['is:unresolved', ['ValueError', 'TypeError', 'KeyError']],
    ['is:resolved', []],
    ['assigned:none customer:gold', ['TypeError']],
    ['age:<1h', ['ValueError', 'TypeError', 'KeyError']],
    ['age:>1h', []],
    ["'; drop table issue; --", []],
    ['SHOP-2', ['TypeError']],
    ['!shop-2', ['ValueError', 'KeyError']],
    ['SHOP-9', []],
    ['OTHER-2', []],
  ])('%s', (query, types) => expect(scratch.list(query).map(({ title }) => title)).toEqual(types))

  test('whom they are assigned to', async () => {
    const issue = scratch.list('keyerror')[0]?.id ?? 0
    await scratch.act([issue], { action: 'assign', account: 5 })
    expect(scratch.list('assigned:5').map(({ id }) => id)).toEqual([issue])
    expect(scratch.list('is:assigned').map(({ id }) => id)).toEqual([issue])
    expect(scratch.list('is:unassigned')).toHaveLength(2)
  })
})

test('pages follow one another whatever comes meanwhile, in every order', async () => {
  await scratch.take(...Array.from({ length: 7 }, (_, number) => boom(`Error${number}`)))
  for (const sort of ['last-seen', 'first-seen', 'events', 'users'] as const) {
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page = scratch.reader.issues(
        { query: '', project: scratch.project, sort, hours: 24, cursor, limit: 3 },
        scratch.now,
      )
      seen.push(...page.issues.map(({ id }) => id))
      cursor = page.next
    } while (cursor !== null)
    expect(new Set(seen).size, sort).toBe(7)
    expect(seen, sort).toHaveLength(7)
  }
})

test.each([
  ['last-seen', ['Many', 'Crowd', 'New']],
  ['first-seen', ['New', 'Many', 'Crowd']],
  ['events', ['Many', 'Crowd', 'New']],
  ['users', ['Crowd', 'New', 'Many']],
] as const)('%s: what is most so comes first', async (sort, expected) => {
  const by = (id: number) => ({ user: { id } })
  await scratch.take(boom('Crowd', by(1)), boom('Crowd', by(2)), boom('Crowd', by(3)))
  scratch.now += hour
  await scratch.take(...Array.from({ length: 3 }, () => boom('Many')))
  scratch.now += hour
  await scratch.take(boom('New', by(1)), boom('New', by(2)))
  scratch.now += hour
  await scratch.take(boom('Crowd', by(1)))
  scratch.now += hour
  await scratch.take(boom('Many'), boom('Many'))
  const page = { query: '', project: null, hours: null, cursor: null, limit: 10 }
  const { issues } = scratch.reader.issues({ ...page, sort }, scratch.now)
  expect(issues.map(({ title }) => title)).toEqual(expected)
})

test('an issue shows the hours in which its events happened', async () => {
  const seconds = scratch.now / 1000
  await scratch.take(boom('A', { timestamp: seconds - 7200 }), boom('A', { timestamp: seconds }), boom('A'))
  const issue = scratch.reader.issue(only()?.id ?? 0, { now: scratch.now, hours: 4 })
  expect(issue?.byHour).toEqual([
    { at: scratch.now - 2 * hour, events: 1 },
    { at: scratch.now, events: 2 },
  ])
  expect(issue?.sparkline).toEqual([0, 0, 1, 2])
  expect(issue?.firstSeen).toBe(scratch.now - 2 * hour)
})

test('an event that arrives late does not change what an issue is called', async () => {
  const seconds = scratch.now / 1000
  const named = (value: string, timestamp: number) => ({
    ...{ fingerprint: ['one'], timestamp, exception: { values: [{ type: 'A', value }] } },
  })
  await scratch.take(named('new', seconds), named('old', seconds - 3600))
  expect(only()).toMatchObject({ value: 'new', events: 2, lastSeen: scratch.now })
})

test('a resolved issue is back with a release that is not older', async () => {
  await scratch.take(boom('A', { release: '1' }))
  scratch.now += hour
  await scratch.take(boom('A', { release: '2' }))
  const issue = only()?.id ?? 0
  scratch.now += hour
  await scratch.act([issue], { action: 'resolve', inNextRelease: false })
  scratch.now += hour
  await scratch.take(boom('A', { release: '1' }))
  expect(only()).toMatchObject({ status: 'resolved', events: 3 })
  await scratch.take(boom('A', { release: '2' }))
  expect(only()).toMatchObject({ status: 'unresolved', isRegression: true, events: 4 })
})

test('a muted issue wakes after so many events, or at its time', async () => {
  await scratch.take(boom('A'), boom('B'))
  const [b, a] = scratch.list().map(({ id }) => id)
  await scratch.act([a ?? 0], { action: 'mute', until: null, events: 2 })
  await scratch.take(boom('A'))
  expect(scratch.list('is:muted').map(({ id }) => id)).toEqual([a])
  await scratch.take(boom('A'))
  expect(scratch.list('is:muted')).toEqual([])
  await scratch.act([b ?? 0], { action: 'mute', until: scratch.now + hour, events: null })
  await scratch.take(boom('B'))
  expect(scratch.list('is:muted').map(({ id }) => id)).toEqual([b])
  scratch.now += hour
  await expect.poll(() => scratch.list('is:muted').length).toBe(0)
})

test('merged issues are one, with all that was counted, and what comes later by either way', async () => {
  await scratch.take(
    boom('A', { user: { id: 1 }, tags: { x: '1' } }),
    boom('B', { user: { id: 1 }, tags: { x: '1' } }),
    boom('B', { user: { id: 2 }, tags: { x: '2' } }),
  )
  const ids = scratch.list().map(({ id }) => id)
  const oldest = Math.min(...ids)
  expect(await scratch.act(ids, { action: 'merge' })).toEqual({ issues: [oldest] })
  await scratch.take(boom('B'), boom('A'))
  expect(scratch.list()).toMatchObject([{ id: oldest, events: 5, users: 2 }])
  const detail = scratch.reader.issue(oldest, { now: scratch.now, hours: 24 })
  expect(detail?.hashes.map(({ events }) => events)).toEqual([3, 2])
  expect(detail?.tags.find(({ key }) => key === 'x')).toEqual({
    key: 'x',
    events: 3,
    values: [
      { value: '1', events: 2 },
      { value: '2', events: 1 },
    ],
  })
  expect(scratch.reader.events(oldest, { cursor: null, limit: 10 }).events).toHaveLength(5)
})

test('what was split off takes its events along, and what comes later', async () => {
  await scratch.take(
    boom('A', { release: '1' }),
    boom('B', { release: '1', user: { id: 2 } }),
    boom('B', { release: '2' }),
  )
  const [into = 0] = (
    await scratch.act(
      scratch.list().map(({ id }) => id),
      { action: 'merge' },
    )
  ).issues
  const hashes = scratch.reader.issue(into, { now: scratch.now, hours: 24 })?.hashes ?? []
  const ofB = hashes.filter(({ title }) => title === 'B').map(({ hash }) => hash)
  const { issues } = await scratch.act([into], { action: 'split', hashes: ofB })
  expect(issues).toHaveLength(2)
  await scratch.take(boom('B'), boom('A'))
  const [a, b] = issues.map((id) => scratch.reader.issue(id, { now: scratch.now, hours: 24 }))
  expect(a).toMatchObject({ title: 'A', events: 2, users: 0, releases: [{ value: '1', events: 1 }] })
  expect(b).toMatchObject({ title: 'B', events: 3, users: 1 })
  expect(b?.byHour).toEqual([{ at: scratch.now, events: 3 }])
  expect(a?.byHour).toEqual([{ at: scratch.now, events: 2 }])
})

test('a link to a merged issue leads on, after a split too, until that issue is gone', async () => {
  await scratch.take(boom('A'), boom('B'))
  const ids = scratch.list().map(({ id }) => id)
  const [into = 0] = (await scratch.act(ids, { action: 'merge' })).issues
  const other = ids.find((id) => id !== into) ?? 0
  expect(scratch.reader.survivor(other)).toBe(into)
  const hashes = scratch.reader.issue(into, { now: scratch.now, hours: 24 })?.hashes ?? []
  await scratch.act([into], { action: 'split', hashes: [hashes[0]?.hash ?? ''] })
  expect(scratch.reader.survivor(other)).toBe(into)
  await scratch.act([into], { action: 'delete' })
  await expect.poll(() => scratch.reader.survivor(other)).toBe(other)
})

test('what is done to a merged issue is done to the one that it is in, but for taking it away', async () => {
  await scratch.take(boom('A'), boom('B'), boom('C'))
  const ids = scratch.list().map(({ id }) => id)
  const [into = 0] = (await scratch.act(ids.slice(0, 2), { action: 'merge' })).issues
  const [alone = 0] = ids.slice(2)
  const old = ids.slice(0, 2).find((id) => id !== into) ?? 0
  expect(await scratch.act([old], { action: 'delete' })).toEqual({ issues: [] })
  expect(await scratch.act([old, into], { action: 'resolve', inNextRelease: false })).toEqual({
    issues: [into],
  })
  expect(scratch.list('is:resolved')).toMatchObject([{ id: into }])
  const both = await scratch.act([old, alone], { action: 'merge' })
  expect(both.issues).toHaveLength(1)
  expect(scratch.list()).toMatchObject([{ id: both.issues[0], events: 3 }])
})

test('what is merged and split again is as it was before, to the last tag', async () => {
  const rest = (number: number) => ({
    ...(number % 3 === 0 ? { release: `${number % 4}`, environment: `e${number % 2}` } : {}),
    ...(number % 4 === 0 ? { user: { id: number % 8 } } : {}),
    level: number % 2 === 0 ? 'error' : 'warning',
    logger: `logger${number % 3}`,
    tags: { both: `${number % 3}`, [`only${number % 2}`]: 'x', many: `${number}` },
  })
  const one = (number: number) => boom(number % 2 === 0 ? 'A' : 'B', rest(number))
  for (let number = 0; number < 40; number += 1) {
    await scratch.take(one(number))
    scratch.now += (number % 4 === 0 ? 200 : 1) * hour
  }
  // Hours of more than a month ago have become days, except the hour of an event that waited long to be counted.
  const old = scratch.now - 40 * 24 * hour
  const oldHours = () => detailsOf('B')?.byHour.filter(({ at }) => at < old && at % (24 * hour) !== 0).length
  await expect.poll(oldHours).toBe(0)
  const late = [2, 3].map((number) => scratch.record(one(number), { receivedAt: old - 7 * hour }))
  await scratch.writer.take(late)
  await scratch.writer.drained()
  // They stay in an hour until the next look makes it part of a day.
  expect(detailsOf('B')?.events).toBe(21)
  const [before, other] = [detailsOf('A'), detailsOf('B')]
  const ids = [before?.id ?? 0, other?.id ?? 0]
  const [into = 0] = (await scratch.act(ids, { action: 'merge' })).issues
  const ofB = other?.hashes.map(({ hash }) => hash) ?? []
  const { issues } = await scratch.act([into], { action: 'split', hashes: ofB })
  await expect.poll(() => exact(detailsOf('A'))).toEqual(exact(before))
  await expect.poll(() => exact(detailsOf('B'))).toEqual(exact(other))
  expect(detailsOf('B')?.id).toBe(issues[1])
})

function detailsOf(title: string) {
  const id = scratch.list().find((issue) => issue.title === title)?.id ?? 0
  return scratch.reader.issue(id, { now: scratch.now, hours: null })
}

/** Rounds to days, because what came late is counted in its day once something is split off. */
function exact(issue: ReturnType<typeof detailsOf>) {
  if (!issue) return null
  const { id: _, shortId: __, sparkline: ___, byHour, ...rest } = issue
  const byDay = new Map<number, number>()
  for (const { at, events } of byHour) {
    const isOld = at < scratch.now - 40 * 24 * hour
    const start = isOld ? at - (at % (24 * hour)) : at
    byDay.set(start, (byDay.get(start) ?? 0) + events)
  }
  return { ...rest, byHour: [...byDay] }
}

test('a deleted issue is gone with its events, and comes as a new one', async () => {
  const [event = ''] = await scratch.take(boom('A'))
  const issue = only()?.id ?? 0
  await scratch.act([issue], { action: 'delete' })
  expect(scratch.list()).toEqual([])
  await expect.poll(() => scratch.reader.issueOfEvent(event)).toBe(null)
  await scratch.take(boom('A'))
  expect(only()).toMatchObject({ events: 1, shortId: 'SHOP-2' })
})

test('a flood of tags is counted, not listed', async () => {
  const many = (number: number) =>
    Object.fromEntries(Array.from({ length: 40 }, (_, key) => [`k${number}-${key}`, 'v']))
  await scratch.take(...[1, 2, 3].map((number) => boom('A', { tags: many(number) })))
  await scratch.take(
    ...Array.from({ length: 150 }, (_, number) => boom('A', { tags: { id: String(number) } })),
  )
  const detail = scratch.reader.issue(only()?.id ?? 0, { now: scratch.now, hours: 24 })
  expect(detail?.events).toBe(153)
  expect(detail?.tags.length).toBeLessThanOrEqual(64)
})

test('accounts that want mail are told of new errors and of those that are back, once', async () => {
  await scratch.writer.run('invitation.create', { hash: 'i', expiresAt: scratch.now + hour, by: null })
  const account = {
    email: 'A@example.org',
    name: 'Anna',
    language: 'en',
    passwordHash: 'p',
    invitationHash: 'i',
  } as const
  expect(await scratch.writer.run('account.create', account)).toEqual({ id: 1 })
  const [first] = await scratch.take(boom('A'), boom('A'), boom('Info', { level: 'info' }))
  expect(scratch.reader.outbox.waiting(10)).toMatchObject([
    { account: 1, cause: 'new', event: first, attempts: 0 },
  ])
  await scratch.writer.run('setting.set', { name: 'mail', value: '{}' })
  await scratch.writer.run('mail.failed', { ids: [1], error: 'no route', nextAt: scratch.now + hour })
  expect(scratch.reader.outbox.waiting(10)).toMatchObject([{ attempts: 1, nextAt: scratch.now + hour }])
  expect(scratch.reader.status(scratch.now)).toMatchObject({ mailsWaiting: 1, lastMailError: 'no route' })
  await scratch.writer.run('mail.sent', { ids: [1], at: scratch.now })
  expect(scratch.reader.outbox.waiting(10)).toEqual([])
  expect(scratch.reader.outbox.sentSince(1, scratch.now - hour)).toEqual([scratch.now])
})

test('the first release is the one in which it happened first, whatever came first', async () => {
  const at = (hours: number) => new Date(scratch.now - hours * hour).toISOString()
  await scratch.take(boom('KeyError', { release: '1.1', timestamp: at(1) }))
  await scratch.take(
    boom('KeyError', { release: '1.0', timestamp: at(9) }),
    boom('KeyError', { release: '1.2' }),
  )
  expect(only()).toMatchObject({ firstRelease: '1.0', lastRelease: '1.2' })
})
