import { expect, it } from 'vitest'
import { memoryTree } from '../../tree/memory-tree.ts'
import { poetrySpecifier, readPoetryLock } from './poetry.ts'

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

it.each([
  ['"main", "django"', '{main = "python_version < \\"3.12\\"", django = "python_version == \\"3.10\\""}', 2],
  ['"main", "django"', '{django = "python_version == \\"3.10\\""}', 0],
  ['"main"', '"python_version < \\"3.12\\""', 1],
])('a package of the groups %s with the markers %s has %d', (groups, markers, count) => {
  const lock = `[[package]]\nname = "typing-extensions"\nversion = "4.15.0"\ngroups = [${groups}]\nmarkers = ${markers}\n`
  const read = readPoetryLock(memoryTree({ 'poetry.lock': lock }), 'poetry.lock')
  expect(read?.get('typing-extensions')?.[0]?.markers).toHaveLength(count)
})
