import { describe, expect, test } from 'vitest'
import { parseSearch } from './search.ts'

const words = (value: string, not = false) => ({ type: 'words', value, not })

describe('a search', () => {
  test.each([
    ['is:unresolved', [{ type: 'is', value: 'unresolved', not: false }]],
    ['!is:muted', [{ type: 'is', value: 'muted', not: true }]],
    ['level:error', [{ type: 'level', value: 'error', not: false }]],
    ['logger:django.request', [{ type: 'column', column: 'logger', value: 'django.request', not: false }]],
    ['release:1.4', [{ type: 'tag', key: 'release', value: '1.4', not: false }]],
    ['browser.name:"Firefox 120"', [{ type: 'tag', key: 'browser.name', value: 'Firefox 120', not: false }]],
    ['!customer:gold', [{ type: 'tag', key: 'customer', value: 'gold', not: true }]],
    ['user:anna@example.org', [{ type: 'user', value: 'anna@example.org', not: false }]],
    ['has:customer', [{ type: 'has', key: 'customer', not: false }]],
    ['assigned:none', [{ type: 'assigned', value: null, not: false }]],
    ['division by', [words('division'), words('by')]],
    ['"division by zero"', [words('division by zero')]],
    ['!"say \\"no\\""', [words('say "no"', true)]],
    ['ValueError: https://example.org/a:b', [words('ValueError:'), words('https://example.org/a:b')]],
    ['"not closed', [words('not closed')]],
    ['!', [words('!')]],
    ['', []],
  ])('reads %s', (text, terms) => expect(parseSearch(text)).toEqual({ terms, unknown: [] }))

  const hour = 3_600_000
  test.each([
    ['age:<24h', 'first_seen', 'later', { ago: 24 * hour }],
    ['age:-24h', 'first_seen', 'later', { ago: 24 * hour }],
    ['age:>2w', 'first_seen', 'earlier', { ago: 14 * 24 * hour }],
    ['lastSeen:<30m', 'last_seen', 'later', { ago: hour / 2 }],
    ['firstSeen:>2026-01-01', 'first_seen', 'later', { moment: Date.UTC(2026, 0, 1) }],
    ['lastSeen:<2026-01-01T12:00', 'last_seen', 'earlier', { moment: Date.UTC(2026, 0, 1, 12) }],
  ])('reads the time of %s', (text, column, is, at) =>
    expect(parseSearch(text).terms).toEqual([{ type: 'time', column, is, at, not: false }]),
  )

  test('says which words it does not understand', () => {
    const text = 'is:strange level:12 age:yesterday firstSeen:>2026-13-99 fine'
    expect(parseSearch(text)).toEqual({
      terms: [words('fine')],
      unknown: ['is:strange', 'level:12', 'age:yesterday', 'firstSeen:>2026-13-99'],
    })
  })

  test('leaves out what is beyond twenty', () => {
    const { terms, unknown } = parseSearch('word '.repeat(22))
    expect([terms.length, unknown.length]).toEqual([20, 2])
  })
})
