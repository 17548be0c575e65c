import { expect, it } from 'vitest'
import { paintFor } from './screen.ts'
import { fitting } from './tables.ts'
import { voiceIn } from './voice.ts'

const rows = [
  ['done', '5 Oct 2026', 'deploy', '20261005-120000-1a2b'],
  ['failed', '15 Oct 2026', 'restart', '20261015-120000-1a2b'],
]
const on = (columns: number, optional: number[], margin = 0) =>
  fitting(rows, optional, voiceIn('en', paintFor(false), columns), margin)

it('shows all of a table where there is room', () => {
  const whole = on(100, [3, 1])
  expect(whole).toEqual([
    'done    5 Oct 2026   deploy   20261005-120000-1a2b',
    'failed  15 Oct 2026  restart  20261015-120000-1a2b',
  ])
  expect(on(50, [3, 1])).toEqual(whole)
})

it('is not broken by a wide terminal either, and is whole where nobody knows the width', () => {
  const long = rows.map(([outcome, ...row]) => [`${outcome}${'.'.repeat(80)}`, ...row])
  const of = (room: number) => fitting(long, [3, 1], { ...voiceIn('en'), room })
  expect(Math.max(...of(120).map((line) => line.length))).toBeLessThanOrEqual(120)
  expect(of(Number.POSITIVE_INFINITY)[0]).toContain('20261005-120000-1a2b')
})

it('leaves out what is least important, as much as it has to', () => {
  expect(on(49, [3, 1])).toEqual(['done    5 Oct 2026   deploy', 'failed  15 Oct 2026  restart'])
  expect(on(50, [3, 1], 2)).toEqual(on(49, [3, 1]))
  expect(on(20, [3, 1])).toEqual(['done    deploy', 'failed  restart'])
  expect(on(40, [1, 3])).toEqual([
    'done    deploy   20261005-120000-1a2b',
    'failed  restart  20261015-120000-1a2b',
  ])
})
