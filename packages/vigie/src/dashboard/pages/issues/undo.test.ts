import { expect, it } from 'vitest'
import { line } from './issue-line.fixture.ts'
import { undoOf } from './undo.ts'

it('what was resolved together goes back to what each of them was', () => {
  const before = [line(1), line(2, { status: 'muted' }), line(3)]
  expect(undoOf(before, { action: 'resolve', inNextRelease: true })).toEqual([
    { issues: [1, 3], action: { action: 'reopen' } },
    { issues: [2], action: { action: 'mute', until: null, events: null } },
  ])
})

it('what was assigned goes back to whoever had it', () => {
  expect(undoOf([line(1), line(2, { assignee: 7 })], { action: 'assign', account: 5 })).toEqual([
    { issues: [1], action: { action: 'assign', account: null } },
    { issues: [2], action: { action: 'assign', account: 7 } },
  ])
})

it('nothing takes back a merge or a deletion', () => {
  expect(undoOf([line(1)], { action: 'merge' })).toBeNull()
  expect(undoOf([line(1)], { action: 'delete' })).toBeNull()
})
