import { expect, it } from 'vitest'
import type { ExceptionValue, Frame } from '../../../contract/event.ts'
import { stackText } from './stack-text.ts'

const frame = (file: string, name: string, line: number): Frame => ({
  file,
  absolutePath: null,
  module: null,
  function: name,
  package: null,
  line,
  column: null,
  isInApp: true,
  before: [],
  source: `  call_${name}()`,
  after: [],
  locals: [],
  address: null,
})

const exception = (type: string, value: string, frames: readonly Frame[]): ExceptionValue => ({
  type,
  value,
  module: type === 'OrderError' ? 'shop.errors' : 'builtins',
  threadId: null,
  mechanism: null,
  frames,
})

const chain = [
  exception('OrderError', 'no stock', [
    frame('shop/orders.py', 'place', 7),
    frame('shop/views.py', 'buy', 3),
  ]),
  exception('KeyError', "'sku'", [frame('shop/stock.py', 'take', 9)]),
]

it('a Python stack reads as Python prints it, the cause first', () => {
  expect(stackText(chain, 'python')).toBe(`Traceback (most recent call last):
  File "shop/stock.py", line 9, in take
    call_take()
KeyError: 'sku'

Traceback (most recent call last):
  File "shop/views.py", line 3, in buy
    call_buy()
  File "shop/orders.py", line 7, in place
    call_place()
shop.errors.OrderError: no stock`)
})

it('others read as JavaScript prints them', () => {
  expect(stackText(chain.slice(0, 1), 'javascript')).toBe(`shop.errors.OrderError: no stock
    at place (shop/orders.py:7)
    at buy (shop/views.py:3)`)
})
