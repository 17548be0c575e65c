import { describe, expect, it } from 'vitest'
import { django, type JsonObject } from '../event.fixture.ts'
import { hashes, isOneIssue, message, raised } from './grouping.fixture.ts'

const printed = (value: string) => ({
  ...raised({ value }),
  fingerprint: ['{{ message }}', '{{ error.value }}'],
})

describe('one issue, by their fingerprints', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['a number in what a fingerprint stands for', printed('Order 12'), printed('Order 13')],
    [
      'a number in a fingerprint that says again what went wrong',
      django({ fingerprint: ['Order 12 is late', 'shop'], ...raised({ value: 'Order 12 is late' }) }),
      message('Order 13 is late', { fingerprint: ['Order 13 is late', 'shop'] }),
    ],
    [
      'a fingerprint of numbers and its text',
      django({ fingerprint: [1, 'a'] }),
      message('x', { fingerprint: ['1', 'a'] }),
    ],
    ['a checksum', django({ checksum: 'abc' }), message('x', { checksum: 'abc' })],
    ['the default fingerprint and none', django(), django({ fingerprint: ['{{ default }}'] })],
    [
      'the default in two spellings',
      django({ fingerprint: ['{{default}}', 'a'] }),
      django({ fingerprint: ['{{ default }}', 'a'] }),
    ],
  ])('%s', (_, one, other) => {
    expect(isOneIssue(one, other)).toBe(true)
  })
})

describe('two issues, by their fingerprints', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['fingerprints', django({ fingerprint: ['a'] }), django({ fingerprint: ['b'] })],
    [
      'a fingerprint in other parts',
      django({ fingerprint: ['a b', 'c'] }),
      django({ fingerprint: ['a', 'b c'] }),
    ],
    [
      'a number of a fingerprint that nothing else says',
      message('No tea for 12', { fingerprint: ['tea 12'] }),
      message('No tea for 12', { fingerprint: ['tea 13'] }),
    ],
    ['a fingerprint and none', django(), django({ fingerprint: ['a'] })],
    ['more than the default', django(), django({ fingerprint: ['{{ default }}', 'a'] })],
    [
      'the default of two errors',
      django({ fingerprint: ['{{ default }}', 'a'] }),
      raised({ type: 'KeyError' }),
    ],
  ])('%s', (_, one, other) => {
    expect(isOneIssue(one, other)).toBe(false)
  })
})

it.each([
  ['{{ type }}', 'ZeroDivisionError'],
  ['{{ error.value }}', 'division by zero'],
  ['{{ transaction }}', '/basket/'],
  ['{{ function }}', 'basket'],
  ['{{ stack.module }}', 'shop.views'],
  ['{{ tags.queue }}', 'mail'],
  ['{{ level }}', 'error'],
  ['{{ constructor }}', '{{ constructor }}'],
])('the fingerprint %s stands for %s', (variable, value) => {
  const event = { transaction: '/basket/', tags: { queue: 'mail' } }
  expect(hashes(django({ ...event, fingerprint: [variable] }))).toEqual(
    hashes(django({ ...event, fingerprint: [value] })),
  )
})
