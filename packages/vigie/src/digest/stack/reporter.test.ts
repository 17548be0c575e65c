import { expect, it } from 'vitest'
import { digest } from '../digest.ts'
import { context, type JsonObject } from '../event.fixture.ts'

const handler = {
  filename: 'shop.lua',
  function: 'anonymous',
  lineno: 40,
  in_app: true,
  pre_context: ['local function report(problem)', '  -- all that goes wrong comes by here'],
  context_line: '  sentry.capture_exception({ type = "Error", message = problem }, "error")',
  post_context: ['  return problem', 'end -- of what reports'],
}
const raise = { filename: '[C]', function: 'error', lineno: -1, in_app: false }
const called = { filename: '[C]', function: 'xpcall', lineno: -1, in_app: false }
const main = { filename: 'shop.lua', function: '<main>', lineno: 50, in_app: true }
const broken = (line: number, source: string, filename = 'shop.lua') => ({
  ...{ filename, function: 'anonymous', lineno: line, in_app: true },
  ...{ pre_context: {}, context_line: source, post_context: {} },
})
const sent = (value: string, ...inner: readonly JsonObject[]) => ({
  platform: 'lua',
  exception: {
    values: [{ type: 'Error', value, stacktrace: { frames: [main, called, ...inner, handler] } }],
  },
})
const known = (event: JsonObject) => digest(event, context).digested

const stolen = known(sent('shop.lua:4: no total of 12', broken(4, '  local total = order.total * 2'), raise))
const full = known(sent('shop.lua:10: the cart is full', broken(10, '  error("the cart is full")'), raise))
const added = known(
  sent("shop.lua:5: attempt to add a nil value (local 'x')", broken(5, '  return order.price + x.tax'), {
    ...handler,
    function: 'add',
  }),
)

it('tells errors of Lua apart that one function reports', () => {
  const first = [stolen, full, added].map(({ grouping }) => grouping.hashes)
  expect(new Set(first.flat()).size).toBe(first.flat().length)
})

it('knows one again that says another value', () => {
  const again = known(
    sent('shop.lua:4: no total of 4711', broken(4, '  local total = order.total * 2'), raise),
  )
  expect(again.grouping.hashes).toEqual(stolen.grouping.hashes)
})

it('says where it broke: by its words, in a chunk of a long path, or by what raised it', () => {
  const long = broken(7, '  error("lost")', '/srv/shop/lib/orders/lost.lua')
  const bare = broken(8, '  error({ code = 42 })', 'lost.lua')
  expect(known(sent('...shop/lib/orders/lost.lua:7: lost', long)).culprit).toBe(
    '/srv/shop/lib/orders/lost.lua',
  )
  expect(known(sent('no copy of 12', bare, raise)).culprit).toBe('lost.lua')
})

it('reads what Lua writes for an empty list', () => {
  expect(digest(sent('shop.lua:4: x', broken(4, 'x()'), raise), context).event.remarks).toEqual([])
})
