import { expect, it } from 'vitest'
import type { Json } from '../../contract/json.ts'
import { bounds } from '../reading/bounds.ts'
import { Reading } from '../reading/reading.ts'
import { readTags } from './tags.ts'

it.each<[string, Json, readonly (readonly [string, string])[]]>([
  [
    'a dict',
    { queue: 'mail', retries: 3, dry: false },
    [
      ['queue', 'mail'],
      ['retries', '3'],
      ['dry', 'false'],
    ],
  ],
  [
    'pairs',
    [
      ['queue', 'mail'],
      ['retries', 3],
    ],
    [
      ['queue', 'mail'],
      ['retries', '3'],
    ],
  ],
  ['pairs with gaps', [null, ['queue', 'mail'], ['retries', null], [null, 'x'], 'lost'], [['queue', 'mail']]],
  ['names and values', [{ key: 'queue', value: 'mail' }], [['queue', 'mail']]],
  [
    'dicts of one',
    [{ queue: 'mail' }, { retries: 3 }],
    [
      ['queue', 'mail'],
      ['retries', '3'],
    ],
  ],
  [
    'text',
    'queue=mail, retries=3',
    [
      ['queue', 'mail'],
      ['retries', '3'],
    ],
  ],
  [
    'the same twice',
    [
      ['queue', 'mail'],
      ['queue', 'web'],
    ],
    [['queue', 'web']],
  ],
  [
    'a name of objects',
    JSON.parse('{"__proto__": "a", "constructor": "b"}'),
    [
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ],
  ],
  ['nothing', null, []],
  ['a number', 7, []],
])('%s', (_, sent, expected) => {
  expect(readTags({ tags: sent }, new Reading(true))).toEqual(expected)
})

it('keeps a bound number of bound length', () => {
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`tag${n}`, 'v'.repeat(1000)]))
  const reading = new Reading(true)
  const tags = readTags({ tags: many }, reading)
  expect(tags).toHaveLength(bounds.tags)
  expect(tags[0]?.[1]).toHaveLength(bounds.short)
  expect(reading.remarks).toContainEqual({ remark: 'shortened', field: 'tags' })
})
