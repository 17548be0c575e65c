import { CabestanError } from '@cabestan/protocol/failures'
import { describe, expect, test } from 'vitest'
import { checkName } from './name.ts'

describe('a sandbox name', () => {
  test.each(['a', 'demo', 'shop-2', `a${'b'.repeat(31)}`])('%s is taken', (name) => {
    expect(checkName(name)).toBe(name)
  })

  test.each([
    '',
    '-a',
    'a-',
    '2a',
    'Demo',
    'a_b',
    'a.b',
    'a/b',
    '..',
    'a\n',
    'a b',
    'é',
    `a${'b'.repeat(32)}`,
  ])('%j is refused', (name) => {
    expect(() => checkName(name)).toThrow(new CabestanError('sandbox.name', { name }))
  })
})
