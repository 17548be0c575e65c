import { expect, it } from 'vitest'
import { someNames } from './some-names.ts'

it('a few projects are all named; of many, the first and how many there are', () => {
  expect(someNames(['api', 'site'])).toBe('api, site')
  const many = Array.from({ length: 180 }, (_, index) => `p${index}`)
  expect(someNames(many)).toBe('p0, p1, p2, p3, p4, p5, p6, p7, … (180)')
})
