import { expect, it } from 'vitest'
import { addressOf, queryOf } from './search-of.ts'

it('the address holds the choices of the list, and nothing of the usual ones', () => {
  expect(addressOf(queryOf(new URLSearchParams('')))).toBe('/issues')
  const address = '/issues?query=release%3A2&project=3&sort=events&hours=all'
  expect(addressOf(queryOf(new URLSearchParams(address.slice(8))))).toBe(address)
  expect(queryOf(new URLSearchParams('query=')).query).toBe('')
})

it('what does not fit is as if it were not there', () => {
  expect(queryOf(new URLSearchParams('project=x&sort=color&hours=-1'))).toMatchObject({
    project: null,
    sort: 'last-seen',
    hours: 336,
  })
})
