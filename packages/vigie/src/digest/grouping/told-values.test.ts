import { describe, expect, it } from 'vitest'
import { digest } from '../digest.ts'
import { context, exception, type JsonObject, libraryFrame } from '../event.fixture.ts'

function isOneIssue(one: JsonObject, other: JsonObject): boolean {
  const known = new Set(digest(one, context).digested.grouping.hashes)
  return digest(other, context).digested.grouping.hashes.some((hash) => known.has(hash))
}

const message = (text: string, more: JsonObject = {}) => ({ message: text, logger: 'shop', ...more })
const missing = (who: string, more: JsonObject) => message(`customer ${who} not found`, more)
const asked = (path: string, transaction: string, text: string) =>
  message(text, { transaction, request: { url: `https://shop.example${path}` } })
/** An error of Go: only words, with the stack of whoever reported it. */
const go = (who: string) => ({
  ...{ platform: 'go', user: { username: who } },
  exception: exception({ type: '*errors.errorString', value: `customer ${who} not found` }, [
    { module: 'main', function: 'report', abs_path: '/srv/shop/main.go', in_app: true },
  ]),
})
const driver = (who: string) => ({
  ...{ platform: 'python', extra: { role: who } },
  exception: exception({ value: `role "${who}" does not exist` }, [libraryFrame]),
})

describe('one issue, since the event says elsewhere which word is a value', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['who was signed in', missing('ada', { user: { username: 'ada' } }), missing('bob', { user: 'bob' })],
    ['who was signed in, of Go', go('ada'), go('bob')],
    [
      'what stands under its name in extra',
      missing('ada', { extra: { customer: 'ada' } }),
      missing('Bob Stone', { extra: { customer: 'Bob Stone' } }),
    ],
    [
      'what stands under its name in tags',
      missing('ada', { tags: { customerId: 'ada' } }),
      missing('bob', { tags: [['customerId', 'bob']] }),
    ],
    [
      'what Java’s threads know',
      missing('ada', { contexts: { MDC: { customer: 'ada' } } }),
      missing('bob', { contexts: { MDC: { customer: 'bob' } } }),
    ],
    [
      'what stands behind its name and a sign',
      message('refused: customer=ada', { extra: { customer: 'ada' } }),
      message('refused: customer=b+b', { extra: { customer: 'b+b' } }),
    ],
    ['in quotes, of a library', driver('ada'), driver('bob')],
    [
      'what the pattern of an address leaves open',
      asked('/customers/ada?page=2', 'GET /customers/{name}', 'no tea for ada'),
      asked('/customers/b%C3%A9a', 'GET /customers/{name}', 'no tea for béa'),
    ],
  ])('%s', (_, one, other) => {
    expect(isOneIssue(one, other)).toBe(true)
  })
})

it('reads names and values of whatever signs', () => {
  const signs = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at))
  for (const sign of [...signs, '\u{1f4a5}', '\u2028']) {
    const [name, value] = [`customer${sign}id`, `a${sign}da`]
    const told = (who: string) =>
      missing(who, { extra: { [name]: value, [sign]: value }, user: { id: value } })
    expect(digest(told(value), context).digested.grouping.hashes, sign).toHaveLength(1)
  }
})

describe('two issues', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'what stands beneath no name',
      message('tea is out', { extra: { '-': 'tea' } }),
      message('milk is out', { extra: { '-': 'milk' } }),
    ],
    ['words that nothing tells from the rest', missing('ada', {}), missing('bob', {})],
    [
      'what stands in extra under another name',
      message('order not found', { extra: { kind: 'order' } }),
      message('basket not found', { extra: { kind: 'basket' } }),
    ],
    [
      'steps that the pattern of an address does not leave open',
      asked('/orders/12', '/orders/{id}', 'orders are closed'),
      asked('/baskets/12', '/baskets/{id}', 'baskets are closed'),
    ],
    [
      'a value alone',
      message('outage', { user: { username: 'outage' } }),
      message('blackout', { user: { username: 'blackout' } }),
    ],
    [
      'a part of a word',
      message('canada is closed', { user: { username: 'ada' } }),
      message('canbob is closed', { user: { username: 'bob' } }),
    ],
  ])('%s', (_, one, other) => {
    expect(isOneIssue(one, other)).toBe(false)
  })
})
