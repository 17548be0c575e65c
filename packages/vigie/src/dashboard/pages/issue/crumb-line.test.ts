import { expect, it } from 'vitest'
import type { Breadcrumb } from '../../../contract/event.ts'
import type { Json } from '../../../contract/json.ts'
import { crumbLine } from './crumb-line.ts'

const crumb = (data: Readonly<Record<string, Json>>, message: string | null = null): Breadcrumb => ({
  ...{ at: null, type: 'http', category: 'fetch', level: null, message },
  data: Object.entries(data).map(([name, value]) => ({ name, value })),
})

it.each<[string, Readonly<Record<string, Json>>, string, readonly string[]]>([
  [
    'a request',
    { method: 'GET', url: '/cart', status_code: 500, reason: 'Oops' },
    'GET /cart 500',
    ['reason'],
  ],
  [
    'a request of newer SDKs',
    { 'http.request.method': 'POST', 'url.full': 'https://x.example/', 'http.response.status_code': '204' },
    'POST https://x.example/ 204',
    [],
  ],
  ['one that was never answered', { url: '/cart' }, ' /cart ', []],
  ['a way', { from: '/', to: '/cart' }, '/ → /cart ', []],
])('%s is one line', (_, data, line, rest) => {
  const read = crumbLine(crumb(data))
  expect(`${read?.before} ${read?.address} ${read?.after}`).toBe(line)
  expect(read?.rest.map(({ name }) => name)).toEqual(rest)
})

it.each<[string, Breadcrumb]>([
  ['with words of its own', crumb({ url: '/cart' }, 'GET /cart failed')],
  ['of another kind', crumb({ to: { name: 'cart' }, from: '/' })],
])('one %s stays as it is', (_, other) => {
  expect(crumbLine(other)).toBeNull()
})
