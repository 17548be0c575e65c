import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { knownHost } from './known-host.ts'

const web = new Hono<never>()
  .onError((error) => new Response(error.message, { status: 421 }))
  .use('*', knownHost({ url: () => 'https://errors.example' }) as never)
  .get('*', () => new Response('page'))

it.each([
  ['https://errors.example/', 200],
  ['http://localhost:8420/', 200],
  ['http://127.0.0.1:8420/', 200],
  ['http://[::1]:8420/', 200],
  ['http://192.0.2.7/', 200],
  ['http://rebound.evil.example:8420/', 421],
  ['http://errors.example.evil.example/', 421],
  ['http://127.0.0.1.evil.example/', 421],
])('%s is answered with %i', async (address, status) => {
  expect((await web.request(address)).status).toBe(status)
})
