import { expect, it } from 'vitest'
import { poetrySpecifier } from './poetry.ts'

it.each([
  ['*', ''],
  ['^1.2.3', '>=1.2.3,<2'],
  ['^0.2.3', '>=0.2.3,<0.3'],
  ['^0.0.3', '>=0.0.3,<0.0.4'],
  ['~1.2.3', '>=1.2.3,<1.3'],
  ['~1', '>=1,<2'],
  ['~=3.8', '~=3.8'],
  ['4.2', '==4.2'],
  ['>=3.9,<3.13', '>=3.9,<3.13'],
  ['>=3.9 <3.13', '>=3.9,<3.13'],
])('%s is %s', (poetry, expected) => {
  expect(poetrySpecifier(poetry)).toBe(expected)
})
