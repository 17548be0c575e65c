import { expect, it } from 'vitest'
import { line } from './issue-line.fixture.ts'
import { freshened, joined } from './rows.ts'

it('a row that came on a later page as well is listed once', () => {
  expect(joined([line(3), line(2)], [line(2), line(1)]).map((row) => row.id)).toEqual([3, 2, 1])
})

it('rows keep their place and get their new numbers; those that are not there wait', () => {
  const before = { issues: [line(2), line(1)], waiting: 0 }
  const after = freshened(before, [line(4), line(1, { events: 9 }), line(3), line(2)])
  expect(after.issues.map((row) => [row.id, row.events])).toEqual([
    [2, 1],
    [1, 9],
  ])
  expect(after.waiting).toBe(2)
})

it('the first of an empty list are shown at once', () => {
  expect(freshened({ issues: [], waiting: 0 }, [line(1)])).toEqual({ issues: [line(1)], waiting: 0 })
})
