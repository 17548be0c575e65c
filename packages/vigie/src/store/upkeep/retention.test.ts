import { statSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { boom, Scratch } from '../../writer/scratch.fixture.ts'

let scratch: Scratch
beforeEach(async () => {
  scratch = new Scratch()
  await scratch.open()
})
afterEach(() => scratch.end())

const mebibyte = 1024 ** 2
/** Ten kilobytes that do not get smaller. */
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
  await expect.poll(events, { timeout: 9000 }).toBeNull()
  await expect.poll(() => size() < 14 * mebibyte, { timeout: 9000 }).toBe(true)
  const [issue] = scratch.list('common')
  expect(issue?.events).toBe(1600)
  expect(scratch.reader.issueOfEvent(common[0] ?? '')).toBe(issue?.id)
  expect(scratch.reader.issueOfEvent(common.at(-1) ?? '')).toBe(issue?.id)
  expect(scratch.reader.issueOfEvent(rare)).not.toBeNull()
  const forgotten = scratch.reader.issue(issue?.id ?? 0, { now: scratch.now, hours: 1 })?.forgotten ?? 0
  expect(forgotten).toBeGreaterThan(100)
  expect(scratch.reader.status(scratch.now)).toMatchObject({
    diskBudgetBytes: 32 * mebibyte,
    shed: [{ project: scratch.project, category: 'error', reason: 'retention', quantity: forgotten }],
  })
}, 40_000)
