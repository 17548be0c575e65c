import { hash } from 'node:crypto'
import type { User } from '../../contract/event.ts'
import { isObject, type Json, type JsonObject } from '../../contract/json.ts'
import { namedOf } from '../reading/collections.ts'
import type { Reading } from '../reading/reading.ts'
import { firstOf, isEmpty } from '../reading/shapes.ts'

const known = new Set(['id', 'email', 'username', 'name', 'ip_address', 'data'])

export function readUser(event: JsonObject, reading: Reading): User | null {
  const value = firstOf(event, 'user', 'sentry.interfaces.User')
  if (isEmpty(value)) return null
  return isObject(value) ? userOf(value, reading) : userOf({ id: alone(value, reading) }, reading)
}

function alone(value: Json, reading: Reading): Json {
  if (typeof value === 'string' || typeof value === 'number') return value
  reading.note('unreadable', 'user')
  return null
}

function userOf(sent: JsonObject, reading: Reading): User | null {
  const user = {
    id: reading.word(sent['id'], 'user.id'),
    email: reading.word(sent['email'], 'user.email'),
    username: reading.word(sent['username'], 'user.username'),
    name: reading.word(sent['name'], 'user.name'),
    address: addressOf(sent, reading),
    data: reading.isWhole ? dataOf(sent, reading) : [],
  }
  return Object.values(user).every((part) => part === null || part.length === 0) ? null : user
}

/** `{{auto}}` asks the server to fill in the sender's address; where it is still there, nobody did. */
function addressOf(sent: JsonObject, reading: Reading): string | null {
  const address = reading.word(sent['ip_address'], 'user.ip_address')
  return address === '{{auto}}' ? null : address
}

function dataOf(sent: JsonObject, reading: Reading): User['data'] {
  const others = Object.fromEntries(
    Object.entries(sent).filter(([name, value]) => !known.has(name) && value !== null),
  )
  return [...namedOf(others, 'user', reading), ...namedOf(sent['data'], 'user.data', reading)]
}

/** The same in each event of a person. A hash is enough, because counting people needs no names. */
export function personOf(user: User | null): string | null {
  const mark =
    marked('id', user?.id) ??
    marked('email', user?.email?.toLowerCase()) ??
    marked('name', user?.username ?? user?.name) ??
    marked('address', user?.address)
  return mark === null ? null : hash('sha1', mark).slice(0, 16)
}

function marked(kind: string, value: string | null | undefined): string | null {
  // A field that the owner removes from all events would make all people the same.
  return value && value !== '[filtered]' ? `${kind}:${value}` : null
}
