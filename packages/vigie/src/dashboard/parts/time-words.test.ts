import { describe, expect, it } from 'vitest'
import { interval, relative } from './time-words.ts'

const now = Date.UTC(2026, 5, 1)

describe('a time in words', () => {
  it.each([
    [20_000, 'en', 'now'],
    [-30_000, 'en', '30 seconds ago'],
    [-3 * 60_000, 'en', '3 minutes ago'],
    [-3 * 60_000, 'fr', 'il y a 3 minutes'],
    [-26 * 3_600_000, 'en', 'yesterday'],
    [-70 * 86_400_000, 'en', '2 months ago'],
    [-800 * 86_400_000, 'fr', 'il y a 2 ans'],
    [40 * 86_400_000, 'en', 'next month'],
  ])('%d ms from now, in %s, is %s', (offset, language, words) => {
    expect(relative(now + offset, now, language)).toBe(words)
  })
})

describe('an interval', () => {
  it.each([
    ['1 hour', 'en', '1 hour'],
    ['15 minute', 'en', '15 minutes'],
    ['1 hour', 'fr', '1\u00a0heure'],
    ['2 week', 'fr', '2\u00a0semaines'],
    ['0 3 * * *', 'fr', '0 3 * * *'],
    ['9 moon', 'fr', '9 moon'],
  ])('%s in %s is %s', (schedule, language, words) => {
    expect(interval(schedule, language)).toBe(words)
  })
})
