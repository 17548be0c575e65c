import { describe, expect, it } from 'vitest'
import { relative } from './time-words.ts'

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
