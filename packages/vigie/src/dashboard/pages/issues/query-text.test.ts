import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filter, filterOf, withFilter, wordsOf } from './query-text.ts'

describe('a search', () => {
  it('is words, held together by quotes', () => {
    expect(wordsOf('is:unresolved  release:"1.4 beta" time "out of')).toEqual([
      'is:unresolved',
      'release:"1.4 beta"',
      'time',
      '"out of',
    ])
  })

  it('has one value for a key that is chosen from a list', () => {
    const query = withFilter('is:unresolved environment:staging timeout', 'environment', 'production')
    expect(query).toBe('is:unresolved timeout environment:production')
    expect(withFilter(query, 'environment', null)).toBe('is:unresolved timeout')
    expect(filterOf(query, 'environment')).toBe('production')
    expect(filterOf(query, 'release')).toBeNull()
  })

  it('gives back any value that was put in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const query = withFilter('is:muted', 'browser', value)
        expect(filterOf(query, 'browser')).toBe(value)
        expect(wordsOf(query)).toHaveLength(2)
      }),
    )
  })

  it('quotes only what needs it', () => {
    expect(filter('release', '1.4+b2')).toBe('release:1.4+b2')
    expect(filter('url', 'https://x')).toBe('url:"https://x"')
  })
})
