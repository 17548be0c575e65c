import { expect, it } from 'vitest'
import type { Request } from '../../../contract/event.ts'
import { curlOf } from './curl.ts'

const request: Request = {
  url: 'https://shop.example/cart',
  method: 'POST',
  query: [
    ['page', '2'],
    ['token', '[Filtered]'],
  ],
  headers: [
    ['Accept', 'text/html'],
    ['Cookie', 'sessionid=1'],
    ['Authorization', 'Bearer x'],
    ['X-Key', '[Filtered]'],
    ['@/etc/passwd', ''],
  ],
  cookies: [],
  environment: [],
  body: { sku: "d'or" },
}

it('a request becomes a curl without its secrets', () => {
  expect(curlOf(request)).toBe(
    `curl --globoff --request POST --url 'https://shop.example/cart?page=2' --header 'Accept: text/html' ` +
      `--data-raw '{"sku":"d'\\''or"}'`,
  )
})

it('leaves alone what is no web address', () => {
  for (const url of [null, 'file:///etc/passwd', '-o /tmp/x', '/cart']) {
    expect(curlOf({ ...request, url }), String(url)).toBeNull()
  }
})
