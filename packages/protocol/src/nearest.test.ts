import { expect, it } from 'vitest'
import { isSlip, nearest } from './nearest.ts'

it.each([
  ['wbe', 'web'],
  ['wroker', 'worker'],
  ['Worker', 'worker'],
  ['worke', 'worker'],
  ['best', 'beat'],
  ['bo', null],
  ['prod', 'production'],
  ['sta', null],
  ['nothing-like-it', null],
])('%s means %s', (typed, meant) => {
  expect(nearest(typed, ['beat', 'web', 'worker', 'production', 'staging', 'stable'])).toBe(meant)
})

it.each([
  ['wbe', 'web', true],
  ['webs', 'web', true],
  ['wbs', 'web', false],
  ['web', 'web', false],
])('%s for %s is one slip: %s', (word, other, is) => {
  expect(isSlip(word, other)).toBe(is)
})
