import { expect, it } from 'vitest'
import { isIngest, routeOf } from './route.ts'

it.each([
  '/api/12/envelope/?sentry_key=a',
  '//api//12//envelope//?sentry_key=a',
  'http://vigie.example.org/api/12/envelope/?sentry_key=a',
  'HTTPS://vigie.example.org:8443/api/12/envelope?sentry_key=a',
])('%s is an address of the protocol', (url) => {
  expect(isIngest(url)).toBe(true)
  const { kind, project, query } = routeOf(url)
  expect([kind, project, query.get('sentry_key')]).toEqual(['envelope', 12, 'a'])
})

it.each([
  '/api/v1/issues',
  '/login',
  '/x/../api/12/envelope/',
  'http://vigie.example.org/login?next=/api/12/envelope/',
  'http://vigie.example.org?/api/12/envelope/',
  'ftp://vigie.example.org/api/12/envelope/',
])('%s is none', (url) => {
  expect(isIngest(url)).toBe(false)
})
