import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { boom, Scratch } from '../../writer/scratch.fixture.ts'
import { reopenedWithout } from './damage.fixture.ts'

const hour = 3_600_000

let scratch: Scratch
beforeEach(async () => {
  scratch = new Scratch()
  await scratch.open()
})
afterEach(() => scratch.end())

const issueOf = (title: string) => scratch.list().find((issue) => issue.title === title)
const idOf = (title: string) => issueOf(title)?.id ?? 0
const copy = () => scratch.writer.backup(join(scratch.directory, 'backups', 'good.db'))

describe('what people did since the copy was made is brought over:', () => {
  test('resolved, muted, assigned', async () => {
    await scratch.take(boom('Resolved', { release: '1' }), boom('Muted'), boom('Assigned'), boom('Alone'))
    await copy()
    scratch.now += hour
    await scratch.act([idOf('Resolved')], { action: 'resolve', inNextRelease: false })
    await scratch.act([idOf('Muted')], { action: 'mute', until: scratch.now + hour, events: 100 })
    await scratch.act([idOf('Assigned')], { action: 'assign', account: 5 })
    scratch.now += 1000
    await scratch.take(boom('Muted'), boom('Assigned'))
    const before = scratch.list()
    await reopenedWithout(scratch, 'feedback')
    expect(scratch.list()).toEqual(before)
    expect(issueOf('Resolved')).toMatchObject({ status: 'resolved' })
    await scratch.take(boom('Resolved', { release: '1' }))
    expect(issueOf('Resolved')).toMatchObject({ status: 'unresolved', isRegression: true })
  })

  test('merged, and into one that came later', async () => {
    const earlier = { timestamp: scratch.now / 1000 - 3600 }
    await scratch.take(boom('A'), boom('B'), boom('C'))
    await copy()
    scratch.now += 1000
    await scratch.take(boom('B'), boom('D', earlier))
    await scratch.act([idOf('A'), idOf('B')], { action: 'merge' })
    await scratch.act([idOf('C'), idOf('D')], { action: 'merge' })
    const before = scratch.list()
    expect(before.map(({ events }) => events)).toEqual([3, 2])
    await reopenedWithout(scratch, 'feedback')
    expect(scratch.list()).toEqual(before)
    await scratch.take(boom('A'), boom('B'), boom('C'), boom('D'))
    expect(scratch.list()).toHaveLength(2)
  })

  test('split', async () => {
    await scratch.take(boom('A'), boom('B'), boom('B'))
    const [into = 0] = (await scratch.act([idOf('A'), idOf('B')], { action: 'merge' })).issues
    await copy()
    const hashes = scratch.reader.issue(into, { now: scratch.now, hours: 1 })?.hashes ?? []
    const ofB = hashes.filter(({ title }) => title === 'B').map(({ hash }) => hash)
    await scratch.act([into], { action: 'split', hashes: ofB })
    scratch.now += 1000
    await scratch.take(boom('B'))
    const before = scratch.list().map(({ shortId, title, events }) => [shortId, title, events])
    expect(before).toEqual([
      ['SHOP-3', 'B', 3],
      ['SHOP-1', 'A', 1],
    ])
    await reopenedWithout(scratch, 'feedback')
    expect(scratch.list().map(({ shortId, title, events }) => [shortId, title, events])).toEqual(before)
  })

  test('of issues that came after it, with their numbers', async () => {
    await copy()
    const [, event = ''] = await scratch.take(boom('A'), boom('B'), boom('B'))
    await scratch.act([idOf('A')], { action: 'delete' })
    await scratch.act([idOf('B')], { action: 'resolve', inNextRelease: false })
    const before = scratch.list()
    await reopenedWithout(scratch, 'feedback')
    expect(scratch.list()).toEqual(before)
    expect(before).toMatchObject([{ shortId: 'SHOP-2', status: 'resolved', events: 2 }])
    expect(scratch.reader.issueOfEvent(event)).toBe(before[0]?.id)
    await scratch.take(boom('C'))
    expect(issueOf('C')).toMatchObject({ shortId: 'SHOP-3' })
  })

  test('deleted, and what came again after that is another', async () => {
    await scratch.take(boom('Gone'), boom('Again'), boom('Again'), boom('Here'))
    await copy()
    await scratch.act([idOf('Gone'), idOf('Again')], { action: 'delete' })
    await scratch.take(boom('Again'))
    const before = scratch.list()
    expect(before.map(({ title, events }) => [title, events])).toEqual([
      ['Again', 1],
      ['Here', 1],
    ])
    await reopenedWithout(scratch, 'feedback')
    expect(scratch.list()).toEqual(before)
    // A second recovery from the same copy: what was deleted the first time stays deleted.
    await reopenedWithout(scratch, 'monitor')
    expect(scratch.list()).toEqual(before)
    await scratch.take(boom('Gone'))
    expect(issueOf('Gone')).toMatchObject({ events: 1 })
  })

  test('merged, and deleted as one', async () => {
    await scratch.take(boom('A'), boom('B'), boom('C'), boom('Here'))
    await copy()
    await scratch.act([idOf('B'), idOf('C')], { action: 'merge' })
    const [into = 0] = (await scratch.act([idOf('A'), idOf('B') || idOf('C')], { action: 'merge' })).issues
    await scratch.act([into], { action: 'delete' })
    const before = scratch.list()
    expect(before.map(({ title }) => title)).toEqual(['Here'])
    await reopenedWithout(scratch, 'feedback')
    expect(scratch.list()).toEqual(before)
  })

  test('names, rules, and what was taken away', async () => {
    await scratch.writer.run('setting.set', { name: 'url', value: '"https://old.example.org"' })
    const token = { hash: 't', start: 't', name: 'script', account: 1, mayWrite: true }
    const { id } = await scratch.writer.run('token.create', token)
    await copy()
    await scratch.writer.run('setting.set', { name: 'url', value: '"https://new.example.org"' })
    await scratch.writer.run('project.change', { id: scratch.project, change: { name: 'Renamed' } })
    await scratch.writer.run('token.delete', { id, account: 1 })
    const { key } = await scratch.writer.run('project.new-key', { id: scratch.project })
    await reopenedWithout(scratch, 'feedback')
    expect(scratch.reader.setting('url')).toBe('"https://new.example.org"')
    expect(scratch.reader.gates().map((gate) => gate.key)).toEqual([key])
    expect(scratch.reader.project(scratch.project, 'https://x.example.org')).toMatchObject({
      name: 'Renamed',
    })
    expect(scratch.reader.tokens(1)).toEqual([])
  })
})

test('a mail that had not gone is still to go, and none goes twice', async () => {
  await scratch.writer.run('invitation.create', { hash: 'i', expiresAt: scratch.now + hour, by: null })
  const account = { email: 'a@example.org', name: 'Anna', language: 'en' } as const
  await scratch.writer.run('account.create', { ...account, passwordHash: 'p', invitationHash: 'i' })
  await copy()
  await scratch.take(boom('A'), boom('B'))
  await scratch.writer.run('mail.sent', { ids: [1], at: scratch.now })
  const before = scratch.reader.outbox.waiting(10)
  expect(before).toHaveLength(1)
  await reopenedWithout(scratch, 'feedback')
  expect(scratch.reader.outbox.waiting(10)).toEqual(before)
})

test('where issues cannot be read any more, they are as the copy has them, and events are counted', async () => {
  await scratch.take(boom('A'))
  await copy()
  await scratch.act([idOf('A')], { action: 'resolve', inNextRelease: false })
  await scratch.take(boom('B'))
  await reopenedWithout(scratch, 'issue')
  expect(scratch.list().map(({ title, status, events }) => [title, status, events])).toEqual([
    ['B', 'unresolved', 1],
    ['A', 'unresolved', 1],
  ])
})
