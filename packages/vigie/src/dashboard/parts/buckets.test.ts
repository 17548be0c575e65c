import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buckets } from './buckets.ts'

const hour = 3_600_000
const now = Date.UTC(2026, 10, 28, 5, 30)
const start = Date.UTC(2026, 10, 28, 5)

it('one hour with events is one bar of a day', () => {
  const bars = buckets([{ at: start - 2 * hour, events: 7 }], now)
  expect(bars).toHaveLength(24)
  expect(bars.at(-3)).toEqual({ at: start - 2 * hour, events: 7 })
  expect(bars.at(-1)).toEqual({ at: start, events: 0 })
})

it('many hours share bars, and no event is lost', () => {
  const times = fc.integer({ min: -400, max: 3 }).map((hours) => start + hours * hour)
  const hours = fc.record({ at: times, events: fc.nat(1000) })
  fc.assert(
    fc.property(fc.array(hours, { maxLength: 60 }), (list) => {
      const bars = buckets(list, now)
      expect(bars.length).toBeLessThanOrEqual(84)
      expect(bars.reduce((sum, bar) => sum + bar.events, 0)).toBe(
        list.reduce((sum, entry) => sum + entry.events, 0),
      )
    }),
  )
})
