import { expect, it } from 'vitest'
import { shown } from './value-text.ts'

it.each([
  ['redis://:swordfish@localhost:6379/0', "'redis://:[secret]@localhost:6379/0'"],
  ['amqp://shop:swordfish@rabbitmq', "'amqp://shop:[secret]@rabbitmq'"],
  ['redis://localhost:6379/0', "'redis://localhost:6379/0'"],
  ['https://shop.example:8000/@anna', "'https://shop.example:8000/@anna'"],
])('%s is shown without its password', (address, readable) => {
  expect(shown({ type: 'text', text: address, flavour: 'str' })).toBe(readable)
})
