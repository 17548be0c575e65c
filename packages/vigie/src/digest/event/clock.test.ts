import { expect, it } from 'vitest'
import { receivedAt } from '../event.fixture.ts'
import { Reading } from '../reading/reading.ts'
import { readClock } from './clock.ts'

const minute = 60_000

it.each([
  ['no drift that is known', -5_000, null, -5_000, undefined],
  ['54 minutes may be the journey', -5_000, -54 * minute, -5_000, undefined],
  ['55 minutes are a wrong clock', -60 * minute, -55 * minute, -5 * minute, 'clock'],
  ['a clock ahead', 60 * minute, 61 * minute, -minute, 'clock'],
  ['a clock in 1970', -receivedAt + 100_000, -receivedAt + 103_000, -3_000, 'clock'],
  ['1970 without a word of when it was sent', -receivedAt, null, 0, 'time'],
  ['2100', 74 * 365 * 24 * 60 * minute, null, 0, 'time'],
  ['half a minute ahead', 30_000, null, 30_000, undefined],
  ['ten minutes ahead', 10 * minute, null, 0, 'time'],
  ['a month ago', -29 * 24 * 60 * minute, null, -29 * 24 * 60 * minute, undefined],
  ['two months ago', -60 * 24 * 60 * minute, null, 0, 'time'],
])('%s', (_, happened, sent, expected, remark) => {
  const reading = new Reading(true)
  const context = { id: '', receivedAt, sentAt: sent === null ? null : receivedAt + sent }
  const { happenedAt } = readClock((receivedAt + happened) / 1000, context, reading)
  expect(happenedAt - receivedAt).toBe(expected)
  expect(reading.remarks[0]?.remark).toBe(remark)
})

it('takes the time when it was received where none was sent', () => {
  const reading = new Reading(true)
  expect(readClock(undefined, { id: '', receivedAt, sentAt: null }, reading).happenedAt).toBe(receivedAt)
  expect(reading.remarks).toEqual([])
})
