import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { boom, Scratch } from '../../writer/scratch.fixture.ts'
import { openStore } from '../open-store.ts'
import { Forgetting } from './forgetting.ts'

let scratch: Scratch
beforeEach(async () => {
  scratch = new Scratch()
  await scratch.open()
})
afterEach(() => scratch.end())

const mebibyte = 1024 ** 2
/** Ten kilobytes that cannot be compressed. */
const noise = () => Array.from({ length: 1000 }, () => Math.random().toString(36).slice(2)).join(' ')
const large = (type: string) => boom(type, { extra: { noise: noise() } })

async function takeMany(type: string, count: number): Promise<readonly string[]> {
  return scratch.take(...Array.from({ length: count }, () => large(type)))
}

test('keeps the file within its budget: the oldest of the commonest go, the first and the latest stay', async () => {
  await scratch.writer.run('setting.set', { name: 'disk-budget', value: String(32 * mebibyte) })
  const [rare = ''] = await takeMany('Rare', 1)
  const common = await takeMany('Common', 1600)
  const size = () => statSync(scratch.path).size
  const events = () => scratch.reader.issueOfEvent(common[1] ?? '')
  await expect.poll(events).toBeNull()
  await expect.poll(() => size() < 14 * mebibyte).toBe(true)
  const [issue] = scratch.list('common')
  expect(issue?.events).toBe(1600)
  expect(scratch.reader.issueOfEvent(common[0] ?? '')).toBe(issue?.id)
  expect(scratch.reader.issueOfEvent(common.at(-1) ?? '')).toBe(issue?.id)
  expect(scratch.reader.issueOfEvent(rare)).not.toBeNull()
  await scratch.writer.take([scratch.record(large('Common'), { id: common[1] ?? '' })])
  await scratch.writer.drained()
  expect(scratch.list('common')).toMatchObject([{ events: 1600 }])
  // Upkeep goes on meanwhile and removes events in slices, but none between these two looks, which share a turn.
  const forgotten = () => scratch.reader.issue(issue?.id ?? 0, { now: scratch.now, hours: 1 })?.forgotten ?? 0
  await expect.poll(forgotten).toBeGreaterThan(100)
  expect(scratch.reader.status(scratch.now)).toMatchObject({
    diskBudgetBytes: 32 * mebibyte,
    shed: [{ project: scratch.project, category: 'error', reason: 'retention', quantity: forgotten() }],
  })
}, 120_000)

test('remembers no more of what went than has room, and forgets the oldest first', () => {
  const database = openStore(join(scratch.directory, 'other.db'))
  const insert = database.prepare('insert into dropped (id, project, event) values (?, 1, ?)')
  database.transaction(() => {
    for (let id = 1; id <= 20_000; id += 1)
      insert.run(id, Buffer.from(id.toString(16).padStart(32, '0'), 'hex'))
  })
  const forgetting = new Forgetting(database)
  let steps = 1
  while (forgetting.step(32 * mebibyte, scratch.now)) steps += 1
  const left = database
    .prepare('select count(*) as count, min(id) as first, max(id) as last from dropped')
    .get()
  const count = Number(left?.['count'])
  expect(left).toEqual({ count, first: 20_001 - count, last: 20_000 })
  expect(count * 80).toBeLessThanOrEqual(mebibyte)
  expect(count).toBeGreaterThan(10_000)
  // A request waits for one slice only.
  expect(steps).toBeGreaterThan(2)
  const pages = Number(database.pragma('page_count')) - Number(database.pragma('freelist_count'))
  expect(pages * 4096).toBeLessThan(1.5 * mebibyte)
  database.close()
})
