import { describe, expect, it } from 'vitest'
import { linearPattern } from './grep.ts'

describe('a pattern', () => {
  it('finds what it should', () => {
    expect(linearPattern('Error|time-?out').test('a timeout')).toBe(true)
    expect(linearPattern('^\\d+ \\[é\\]$').test('12 [é]')).toBe(true)
    expect(linearPattern('\\bcat\\b').test('concatenate')).toBe(false)
  })

  it('never backtracks: what would take for ever elsewhere is over', () => {
    expect(linearPattern('(a+)+$').test(`${'a'.repeat(50_000)}b`)).toBe(false)
  })

  it.each([
    ['(', 'syntax'],
    ['(a)\\1', 'slow'],
    ['(?=a)b', 'slow'],
    ['(a{1,500}){1,500}', 'slow'],
  ])('%s is refused', (pattern, reason) => {
    expect(() => linearPattern(pattern)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ values: { pattern, reason } }) }),
    )
  })
})
