import { expect, it } from 'vitest'
import type { EnvironmentKey } from '../environment/reading.ts'
import { judgeGiven } from './judge-given.ts'

const read = ['ALLOWED_HOSTS', 'DB_PORT', 'STRIPE_KEY'].map(
  (name): EnvironmentKey => ({
    ...{ name, role: 'own', type: 'text', secret: false, needed: false, default: '' },
    places: [{ file: 'shop/settings.py', line: 3 }],
  }),
)
const told = (...given: string[]) => judgeGiven({ environment: read, given }).map(({ values }) => values)

it('tells a key that nothing reads, where one is read that is spelt nearly so', () => {
  expect(judgeGiven({ environment: read, given: ['ALLOWED_HOST'] })).toEqual([
    {
      code: 'settings.key-unread',
      severity: 'warning',
      places: [{ file: 'shop/settings.py', line: 3 }],
      values: { key: 'ALLOWED_HOST', nearest: 'ALLOWED_HOSTS' },
    },
  ])
  expect(told('STRIPE_KYE')).toEqual([{ key: 'STRIPE_KYE', nearest: 'STRIPE_KEY' }])
})

it('leaves what packages may read by themselves, and what is given besides the right one', () => {
  expect(told('DB_HOST', 'AWS_ACCESS_KEY_ID', 'STRIPE_KEY')).toEqual([])
  expect(told('ALLOWED_HOST', 'ALLOWED_HOSTS')).toEqual([])
})
