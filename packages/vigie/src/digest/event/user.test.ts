import { expect, it } from 'vitest'
import type { Json } from '../../contract/json.ts'
import { Reading } from '../reading/reading.ts'
import { personOf, readUser } from './user.ts'

function user(sent: Json) {
  return readUser({ user: sent }, new Reading(true))
}

it.each<[string, Json, object | null]>([
  ['a number as id', { id: 7 }, { id: '7' }],
  ['an e-mail address', { email: 'ada@shop.example' }, { email: 'ada@shop.example' }],
  ['text alone', 'ada', { id: 'ada' }],
  ['an address to be found', { ip_address: '{{auto}}', id: 1 }, { address: null }],
  ['more of its own', { id: 1, segment: 'gold' }, { data: [{ name: 'segment', value: 'gold' }] }],
  ['data of its own', { id: 1, data: { plan: 'free' } }, { data: [{ name: 'plan', value: 'free' }] }],
  ['nothing in it', {}, null],
  ['nulls', { id: null, email: null }, null],
  ['a list', ['ada'], null],
])('%s', (_, sent, expected) => {
  if (expected) expect(user(sent)).toMatchObject(expected)
  else expect(user(sent)).toBeNull()
})

it('is one person whatever else is known of them', () => {
  expect(personOf(user({ id: 7, email: 'a@b.example' }))).toBe(personOf(user({ id: '7', ip_address: '::1' })))
})

it('tells an id from an e-mail address of the same letters', () => {
  expect(personOf(user({ id: 'a@b.example' }))).not.toBe(personOf(user({ email: 'a@b.example' })))
})

it('falls back on e-mail, name and address', () => {
  for (const sent of [{ email: 'a@b.example' }, { username: 'ada' }, { ip_address: '::1' }]) {
    expect(personOf(user(sent))).toMatch(/^[0-9a-f]{16}$/)
  }
  expect(personOf(user({ data: { plan: 'free' } }))).toBeNull()
})

it('is nobody where the owner has the address taken out, rather than one person for all', () => {
  expect(personOf(user({ ip_address: '[filtered]' }))).toBeNull()
})
