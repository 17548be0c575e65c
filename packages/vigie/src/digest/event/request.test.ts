import { describe, expect, it } from 'vitest'
import type { Json } from '../../contract/json.ts'
import { Reading } from '../reading/reading.ts'
import { readRequest } from './request.ts'

function request(sent: Json) {
  const read = readRequest({ request: sent }, new Reading(true))
  if (!read) throw new Error('there is none')
  return read
}

describe('the query', () => {
  it.each<[string, Json, readonly (readonly [string, string])[]]>([
    [
      'text',
      { query_string: 'a=1&b=x%20y&c' },
      [
        ['a', '1'],
        ['b', 'x y'],
        ['c', ''],
      ],
    ],
    ['text with a question mark', { query_string: '?a=1' }, [['a', '1']]],
    ['a dict', { query_string: { a: 1 } }, [['a', '1']]],
    [
      'pairs',
      { query_string: [['a', '1'], ['b', null], null] },
      [
        ['a', '1'],
        ['b', ''],
      ],
    ],
    ['behind the address', { url: 'https://shop.example/?a=1#top' }, [['a', '1']]],
    ['broken escapes', { query_string: 'a=%E0%A4%A' }, [['a', '%E0%A4%A']]],
    ['none', { method: 'GET' }, []],
  ])('%s', (_, sent, expected) => {
    expect(request(sent).query).toEqual(expected)
  })
})

describe('headers', () => {
  it.each<[string, Json, readonly (readonly [string, string])[]]>([
    ['a dict', { Host: 'shop.example' }, [['Host', 'shop.example']]],
    ['pairs', [['Host', 'shop.example']], [['Host', 'shop.example']]],
    ['several values', { Accept: ['text/html', 'text/plain'] }, [['Accept', 'text/html, text/plain']]],
    [
      'as they went',
      'Host: shop.example\r\nAccept: */*',
      [
        ['Host', 'shop.example'],
        ['Accept', '*/*'],
      ],
    ],
    ['cookies have a place of their own', { Cookie: 'a=1', Host: 'x' }, [['Host', 'x']]],
    ['a number', 4, []],
  ])('%s', (_, headers, expected) => {
    expect(request({ method: 'GET', headers }).headers).toEqual(expected)
  })
})

describe('cookies', () => {
  it.each<[string, Json]>([
    ['text', { cookies: 'a=1; b=x=y' }],
    ['a dict', { cookies: { a: '1', b: 'x=y' } }],
    [
      'pairs',
      {
        cookies: [
          ['a', '1'],
          ['b', 'x=y'],
        ],
      },
    ],
    ['in a header', { headers: { cookie: 'a=1; b=x=y' } }],
  ])('%s', (_, sent) => {
    expect(request(sent).cookies).toEqual([
      ['a', '1'],
      ['b', 'x=y'],
    ])
  })
})

it('is found under the name that raven gave it', () => {
  expect(
    readRequest(
      { 'sentry.interfaces.Http': { url: 'https://shop.example/', method: 'post' } },
      new Reading(true),
    ),
  ).toMatchObject({ url: 'https://shop.example/', method: 'POST' })
})

it('keeps the body as it is', () => {
  expect(request({ data: { basket: [1, 2] } }).body).toEqual({ basket: [1, 2] })
  expect(request({ data: 'plain' }).body).toBe('plain')
  // Ruby's SDK sends an empty body with every GET.
  expect(request({ method: 'GET', data: '' }).body).toBeNull()
})

it('reads what is no object as none, and text as an address', () => {
  expect(readRequest({ request: 7 }, new Reading(true))).toBeNull()
  expect(request('https://shop.example/?a=1')).toMatchObject({
    url: 'https://shop.example/',
    query: [['a', '1']],
  })
})

it.each<Json>([
  {},
  { data: '' },
  { method: null, headers: {}, cookies: {}, env: {}, data: null, query_string: '' },
])('of which nothing is said is none: %j', (sent) => {
  expect(readRequest({ request: sent }, new Reading(true))).toBeNull()
})
