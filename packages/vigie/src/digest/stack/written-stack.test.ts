import { describe, expect, it } from 'vitest'
import { digest } from '../digest.ts'
import { writtenFrames } from './written-stack.ts'

const context = { id: 'a'.repeat(32), receivedAt: 1_800_000_000_000, sentAt: null }

const written: readonly (readonly [string, string, object])[] = [
  [
    'Python',
    'Traceback (most recent call last):\n  File "/srv/shop.py", line 3, in main\n    charge()\n  File "/srv/orders.py", line 12, in charge\n    total = cart.total()\nValueError: no total',
    { filename: '/srv/orders.py', lineno: 12, function: 'charge', context_line: 'total = cart.total()' },
  ],
  [
    'V8',
    'Error: no total\n    at async Orders.charge (/srv/orders.js:12:5)\n    at /srv/shop.js:3:1',
    { filename: '/srv/orders.js', lineno: 12, colno: 5, function: 'Orders.charge' },
  ],
  [
    'Firefox and Safari',
    'charge@https://shop.example/orders.js:12:5\n@https://shop.example/shop.js:3:1',
    { filename: 'https://shop.example/orders.js', lineno: 12, colno: 5, function: 'charge' },
  ],
  [
    'Hermes',
    'TypeError: x\n    at charge (address at index.android.bundle:1:1234)\n    at apply (native)',
    { filename: 'index.android.bundle', lineno: 1, colno: 1234, function: 'charge' },
  ],
  [
    'Java',
    'java.lang.IllegalStateException: no total\n\tat com.shop.Orders.charge(Orders.java:12)\n\tat java.base/java.lang.Thread.run(Unknown Source)\nCaused by: java.io.IOException\n\tat com.shop.Disk.read(Disk.java:4)',
    { module: 'com.shop.Orders', function: 'charge', filename: 'Orders.java', lineno: 12 },
  ],
  [
    '.NET',
    '   at Shop.Orders.Charge(Cart cart) in C:\\src\\Orders.cs:line 12\n   at Shop.Program.Main(String[] args)',
    { module: 'Shop.Orders', function: 'Charge', filename: 'C:\\src\\Orders.cs', lineno: 12 },
  ],
  [
    'PowerShell',
    'at Get-Total, C:\\srv\\shop.ps1: line 12\nat <ScriptBlock>, C:\\srv\\shop.ps1: line 20',
    { function: 'Get-Total', filename: 'C:\\srv\\shop.ps1', lineno: 12 },
  ],
  [
    'PHP',
    '#0 /srv/src/Orders.php(12): Shop\\Orders->charge(Object(Cart))\n#1 {main}',
    { function: 'Shop\\Orders->charge', filename: '/srv/src/Orders.php', lineno: 12 },
  ],
  [
    'Dart',
    '#0      Orders.charge (package:shop/orders.dart:12:5)\n<asynchronous suspension>\n#1      main (package:shop/main.dart:3:1)',
    { function: 'Orders.charge', filename: 'package:shop/orders.dart', lineno: 12, colno: 5 },
  ],
  [
    'Unreal',
    'Shop!AOrder::Charge() [C:\\shop\\Order.cpp:12]\nShop!main() [C:\\shop\\Main.cpp:3]\nkernel32!UnknownFunction []',
    { package: 'Shop', function: 'AOrder::Charge', filename: 'C:\\shop\\Order.cpp', lineno: 12 },
  ],
  [
    'Unreal without symbols',
    'Shop 0x00007ff6d0000000 + 12ab\nkernel32 0x00007ffa10000000 + 17034',
    { package: 'Shop', function: '+0x12ab' },
  ],
  [
    'Ruby',
    "/srv/orders.rb:12:in `charge'\n\tfrom /srv/shop.rb:3:in `<main>'",
    { function: 'charge', filename: '/srv/orders.rb', lineno: 12 },
  ],
  [
    'Rust',
    '   0: shop::orders::charge\n             at ./src/orders.rs:12:5\n   1: shop::main\n             at ./src/main.rs:3:1',
    { function: 'shop::orders::charge', filename: './src/orders.rs', lineno: 12, colno: 5 },
  ],
  [
    'Go',
    'panic: no total\n\ngoroutine 1 [running]:\nshop/orders.(*Orders).Charge(0x5)\n\t/srv/orders.go:12 +0x1d\nmain.main()\n\t/srv/main.go:3 +0x20',
    { module: 'shop/orders', function: '(*Orders).Charge', filename: '/srv/orders.go', lineno: 12 },
  ],
  [
    'Lua',
    "shop.lua:12: no total\nstack traceback:\n\torders.lua:12: in method 'charge'\n\tshop.lua:3: in main chunk\n\t[C]: in ?",
    { function: 'charge', filename: 'orders.lua', lineno: 12 },
  ],
  [
    'Elixir',
    '** (RuntimeError) no total\n    (shop 0.1.0) lib/shop/orders.ex:12: Shop.Orders.charge/1\n    (elixir 1.18.0) lib/enum.ex:3: Enum.map/2',
    {
      module: 'Elixir.Shop.Orders',
      function: 'Shop.Orders.charge/1',
      filename: 'lib/shop/orders.ex',
      lineno: 12,
    },
  ],
  [
    'GHC',
    'no total\nCallStack (from HasCallStack):\n  error, called at src/Shop/Orders.hs:12:5 in shop-0.1.0.0-inplace:Shop.Orders\n  charge, called at app/Main.hs:3:1 in main:Main',
    { module: 'Shop.Orders', function: 'charge', filename: 'src/Shop/Orders.hs', lineno: 12, colno: 5 },
  ],
]

describe('a stack that was written out', () => {
  it.each(written)('as %s writes it is one of frames, innermost last', (_name, text, innermost) => {
    expect(writtenFrames(text).at(-1)).toEqual(innermost)
  })

  it('is none where no line of it is of a stack', () => {
    expect(writtenFrames('Order 12: no total\nAsk at the counter (10:30)\nmail shop@example.org')).toEqual([])
  })

  it.each([
    [
      'in place of the frames',
      { exception: { values: [{ type: 'E', value: 'v', stacktrace: written[1]?.[1] }] } },
    ],
    [
      'as a list of lines',
      { exception: { values: [{ type: 'E', value: 'v', stacktrace: written[1]?.[1].split('\n') }] } },
    ],
    ['beside the exception', { exception: [{ type: 'E', value: 'v' }], extra: { stack: written[1]?.[1] } }],
    ['in its value', { exception: [{ type: 'E', value: written[1]?.[1] }] }],
    ['under the names of JavaScript', { exception: { name: 'E', message: 'v', stack: written[1]?.[1] } }],
    ['in a message', { message: written[1]?.[1] }],
    ['in a parameter of a message', { logentry: { message: 'cannot pay:\n%s', params: [written[1]?.[1]] } }],
  ])('is read %s', (_where, sent) => {
    const { digested, event } = digest({ platform: 'node', ...sent } as never, context)
    expect(digested.culprit).toBe('/srv/orders.js › Orders.charge')
    const [stack] = [...event.exceptions, ...event.threads].filter(({ frames }) => frames.length > 0)
    expect(stack?.frames.map(({ line }) => line)).toEqual([12, 3])
    expect(event.remarks).toEqual([])
  })

  it('and logged as a message is known by its error', () => {
    const logged = (text: string) => digest({ platform: 'python', message: text }, context).digested
    const text = written[0]?.[1] ?? ''
    expect(logged(text).title).toBe('ValueError: no total')
    const other = logged(text.replace('ValueError: no total', 'KeyError: 5'))
    expect(other.grouping.hashes).not.toEqual(logged(text).grouping.hashes)
  })

  it('ends in time, whatever it is of', () => {
    for (const piece of ['at a.', 'at (', '#0 (', 'x:1', '@:1', 'File "', '1: <', '(a) '])
      expect(writtenFrames(`${piece.repeat(20_000)}\n`.repeat(40)).length).toBeLessThan(41)
  })
})
