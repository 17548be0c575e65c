import { expect, it } from 'vitest'
import type { ExceptionValue, Mechanism } from '../../../contract/event.ts'
import { placed } from './chain.ts'

const exception = (change: Partial<Mechanism> | null): ExceptionValue => ({
  type: 'ValueError',
  value: null,
  module: null,
  threadId: null,
  mechanism: change && {
    type: 'chained',
    isHandled: null,
    isSynthetic: false,
    code: null,
    id: null,
    parentId: null,
    isGroup: false,
    source: null,
    description: null,
    data: [],
    ...change,
  },
  frames: [],
})

const shape = (exceptions: readonly ExceptionValue[]) =>
  placed(exceptions).map(({ relation, depth }) => [relation, depth])

it('a chain tells causes from what happened while handling', () => {
  expect(
    shape([exception(null), exception({ source: '__cause__' }), exception({ source: '__context__' })]),
  ).toEqual([
    [null, 0],
    ['cause', 0],
    ['context', 0],
  ])
})

it('members stand inside their group, and their causes with them', () => {
  const group = exception({ id: 0, isGroup: true })
  const member = exception({ id: 1, parentId: 0, isGroup: true })
  const inner = exception({ id: 2, parentId: 1 })
  const cause = exception({ id: 3, parentId: 2, source: '__cause__' })
  expect(shape([group, member, inner, cause])).toEqual([
    [null, 0],
    ['member', 1],
    ['member', 2],
    ['cause', 2],
  ])
})

it('ends where ids lead in a circle', () => {
  expect(
    shape([exception({ id: 1, parentId: 2 }), exception({ id: 2, parentId: 1, isGroup: true })]),
  ).toEqual([
    [null, 1],
    ['cause', 0],
  ])
})
