import type { Step } from '@cabestan/protocol/steps'
import { expect, it } from 'vitest'
import type { Claim } from './claims.ts'
import { keptKeys } from './kept-keys.ts'

const keys = (keepFormer: boolean, ...names: string[]): Step => ({
  kind: 'authorized-keys',
  reason: 'access.keys',
  user: 'deploy',
  keys: names,
  keepFormer,
})
const claim = (app: string, step: Step): Claim => ({
  ...{ app, environment: 'production', login: 'deploy', at: 0 },
  ...{ steps: [step], release: [] },
})
const told = (mine: Step, others: readonly Claim[], present: readonly string[]) =>
  keptKeys([mine], others, present).map(({ key, by }) => `${key}: ${by.map(({ app }) => app).join(' ')}`)

it('are those off the list that another application names, or that stay because it has no list', () => {
  const listed = claim('crepes', keys(false, 'anna', 'eve'))
  expect(told(keys(false, 'bob'), [listed], ['anna', 'bob'])).toEqual(['anna: crepes', 'eve: crepes'])
  const open = claim('vinyle', keys(true, 'fay'))
  expect(told(keys(false, 'bob', 'fay'), [listed, open], ['anna', 'bob', 'old'])).toEqual([
    'anna: crepes vinyle',
    'old: vinyle',
    'eve: crepes vinyle',
  ])
})

it('are none where nothing is asked to go, or where it goes', () => {
  expect(told(keys(true, 'bob'), [claim('crepes', keys(false, 'anna'))], ['anna'])).toEqual([])
  expect(told(keys(false, 'bob'), [claim('crepes', keys(false, 'bob'))], ['anna', 'bob'])).toEqual([])
  expect(told(keys(false, 'bob'), [], ['anna'])).toEqual([])
})
