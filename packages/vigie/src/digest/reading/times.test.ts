import { expect, it } from 'vitest'
import { timeOf } from './times.ts'

const at = Date.parse('2026-11-28T04:05:06.789Z')

it.each([
  ['ISO with a zone', '2026-11-28T04:05:06.789Z', at],
  ['ISO without one is UTC', '2026-11-28T04:05:06.789', at],
  ['microseconds, as Python writes them', '2026-11-28T04:05:06.789123', at],
  ['nanoseconds, as Go writes them', '2026-11-28T04:05:06.789123456Z', at],
  ['an offset with a colon', '2026-11-28T06:05:06.789+02:00', at],
  ['an offset without', '2026-11-28T06:05:06.789+0200', at],
  ['a space between', '2026-11-28 04:05:06.789', at],
  ['no fraction', '2026-11-28T04:05:06', at - 789],
  ['no seconds', '2026-11-28T04:05Z', at - 6789],
  ['a day alone', '2026-11-28', Date.parse('2026-11-28T00:00:00Z')],
  ['as Java writes them', '2026-11-28T06:05:06.789+02:00[Europe/Paris]', at],
  ['as .NET wrote them', `/Date(${at})/`, at],
  ['without signs between', '20261128T040506Z', at - 789],
  ['as in mails', 'Sat, 28 Nov 2026 04:05:06 GMT', at - 789],
  ['seconds', at / 1000 - 0.789, at - 789],
  ['seconds with a fraction', at / 1000, at],
  ['seconds as text', String(at / 1000), at],
  ['milliseconds', at, at],
  ['microseconds', at * 1000, at],
  ['nanoseconds', at * 1e6, at],
  ['words', 'yesterday', null],
  ['nothing', null, null],
  ['a list', [2026], null],
  ['before 1970', -5, null],
  ['endless text', '1'.repeat(100_000), null],
])('%s', (_, sent, expected) => {
  expect(timeOf(sent)).toBe(expected)
})
