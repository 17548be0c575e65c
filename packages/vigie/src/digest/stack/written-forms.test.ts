import { describe, expect, it } from 'vitest'
import { digest } from '../digest.ts'
import { writtenFrames } from './written-stack.ts'

const context = { id: 'a'.repeat(32), receivedAt: 1_800_000_000_000, sentAt: null }

const place = (filename: string, lineno: number, colno?: number) => ({
  ...{ filename, lineno },
  ...(colno === undefined ? {} : { colno }),
})

/** The frames stand innermost last, as clients send them. */
const written: readonly (readonly [name: string, text: string, ...frames: object[]])[] = [
  [
    'Apple’s systems',
    '0   libobjc.A.dylib     0x00000001b1b2c3d4 objc_exception_throw + 60\n1   Shop App           0x0000000104b2c3d4 -[Orders charge:] + 40',
    { package: 'Shop App', function: '-[Orders charge:]' },
    { package: 'libobjc.A.dylib', function: 'objc_exception_throw' },
  ],
  [
    'Kotlin without a JVM',
    'no total\n    at 0   shop.kexe   0x104f2c  kfun:shop.Orders#charge(kotlin.Int){} + 80 (/src/orders.kt:12:5)',
    { package: 'shop.kexe', function: 'shop.Orders.charge', ...place('/src/orders.kt', 12, 5) },
  ],
  [
    'Android',
    '#00 pc 000000000004d8e4  /system/lib64/libc.so (abort+164)\n#01 pc 0000000000001234  /data/app/shop/libshop.so (Orders::charge(int)+40) (BuildId: 0a1b)\n#02 pc 0000000000005678  /data/app/shop/base.apk',
    { package: '/data/app/shop/base.apk' },
    { package: '/data/app/shop/libshop.so', function: 'Orders::charge(int)' },
    { package: '/system/lib64/libc.so', function: 'abort' },
  ],
  [
    'gdb',
    '#0  0x00007ffff7e4b in raise () from /lib/libc.so.6\n#1  charge (n=5) at /srv/orders.c:12',
    { function: 'charge', ...place('/srv/orders.c', 12) },
    { function: 'raise', package: '/lib/libc.so.6' },
  ],
  [
    'a sanitizer',
    '    #0 0x4f1b2c in charge(int) /srv/orders.cc:12:5\n    #1 0x7f in __libc_start_main (/lib/libc.so.6+0x2)',
    { function: '__libc_start_main', package: '/lib/libc.so.6' },
    { function: 'charge(int)', ...place('/srv/orders.cc', 12, 5) },
  ],
  [
    'glibc',
    './shop(_Z6chargei+0x12) [0x55d0]\n/lib/libc.so.6(+0x29d90) [0x7f00]',
    { package: '/lib/libc.so.6' },
    { package: './shop', function: '_Z6chargei' },
  ],
  [
    'Swift',
    '0 [ra] 0x0000000100 charge() + 40 in shop at /srv/orders.swift:12:5\n1 0x0000000200 main in shop',
    { package: 'shop', function: 'main' },
    { package: 'shop', function: 'charge()', ...place('/srv/orders.swift', 12, 5) },
  ],
  [
    'Delphi',
    '[004C1A2B] Orders.TOrders.Charge (Line 12, "Orders.pas" + 3)\n[004C1B2B] Shop.Main (Line 3, "Shop.dpr")',
    { function: 'Shop.Main', ...place('Shop.dpr', 3) },
    { function: 'Orders.TOrders.Charge', ...place('Orders.pas', 12) },
  ],
  [
    'Free Pascal',
    '  $000000000040123A  CHARGE,  line 12 of orders.pas',
    { function: 'CHARGE', ...place('orders.pas', 12) },
  ],
  [
    '.NET in French',
    '   à Shop.Orders.Charge(Int32 id) dans C:\\src\\Orders.cs:ligne 12\r\n   à Shop.Program.Main(String[] args)',
    { module: 'Shop.Program', function: 'Main' },
    { module: 'Shop.Orders', function: 'Charge', ...place('C:\\src\\Orders.cs', 12) },
  ],
  [
    '.NET in German',
    '   bei Shop.Orders.Charge(Int32 id) in C:\\src\\Orders.cs:Zeile 12.',
    { module: 'Shop.Orders', function: 'Charge', ...place('C:\\src\\Orders.cs', 12) },
  ],
  [
    'Mono',
    'System.Exception: no total\n  at Shop.Orders.Charge (System.Int32 id) [0x00011] in /srv/Orders.cs:12 \n  at Shop.Program.Main () [0x00001] in <0f3e>:0 ',
    { module: 'Shop.Program', function: 'Main' },
    { module: 'Shop.Orders', function: 'Charge', ...place('/srv/Orders.cs', 12) },
  ],
  [
    'Unity',
    'Shop.Orders:Charge (int) (at Assets/Orders.cs:12)\nUnityEngine.Debug:Log(Object)',
    { module: 'UnityEngine.Debug', function: 'Log' },
    { module: 'Shop.Orders', function: 'Charge', ...place('Assets/Orders.cs', 12) },
  ],
  [
    'React Native of an error that Apple’s client tells of',
    'Unhandled JS Exception: no total, stack:\ncharge@1:1000',
    { function: 'charge', lineno: 1, colno: 1000 },
  ],
  [
    'Unity of an error',
    'NullReferenceException: no total\nShop.Orders.Charge (System.Int32 n) (at Assets/Orders.cs:12)',
    { module: 'Shop.Orders', function: 'Charge', ...place('Assets/Orders.cs', 12) },
  ],
  [
    'Godot',
    'GDScript backtrace (most recent call first):\n    [0] charge (res://orders.gd:12)',
    { function: 'charge', ...place('res://orders.gd', 12) },
  ],
  [
    'ColdFusion',
    'at cforders2ecfm12.runPage(/srv/orders.cfm:12)',
    { module: 'cforders2ecfm12', function: 'runPage', ...place('/srv/orders.cfm', 12) },
  ],
  [
    'OCaml',
    'Raised at Stdlib.failwith in file "stdlib.ml", line 29, characters 17-33\nCalled from Dune__exe__Orders.charge in file "bin/orders.ml", line 12, characters 2-10',
    { function: 'Orders.charge', ...place('bin/orders.ml', 12) },
    { function: 'Stdlib.failwith', ...place('stdlib.ml', 29) },
  ],
  [
    'Crystal',
    "no total (Exception)\n  from src/orders.cr:12:5 in 'charge'",
    { function: 'charge', ...place('src/orders.cr', 12, 5) },
  ],
  [
    'Nim',
    'Traceback (most recent call last)\n/srv/shop.nim(3) main\n/srv/orders.nim(12) charge\nError: unhandled exception: no total',
    { function: 'main', ...place('/srv/shop.nim', 3) },
    { function: 'charge', ...place('/srv/orders.nim', 12) },
  ],
  [
    'Julia',
    'Stacktrace:\n [1] error(s::String)\n   @ Base ./error.jl:35\n [2] charge(n::Int64)\n   @ Main /srv/orders.jl:12',
    { module: 'Main', function: 'charge', ...place('/srv/orders.jl', 12) },
    { module: 'Base', function: 'error', ...place('./error.jl', 35) },
  ],
  ['R', '2: charge(7) at orders.R#12', { function: 'charge', ...place('orders.R', 12) }],
  [
    'Erlang',
    '** exception error: no total\n     in function  orders:charge/1 (orders.erl, line 12)\n     in call from shop:main/0 (shop.erl, line 3)',
    { module: 'shop', function: 'main/0', ...place('shop.erl', 3) },
    { module: 'orders', function: 'charge/1', ...place('orders.erl', 12) },
  ],
  [
    'Tcl',
    'no total\n    while executing\n"error {no total}"\n    (procedure "charge" line 2)\n    (file "/srv/shop.tcl" line 12)',
    place('/srv/shop.tcl', 12),
    { function: 'charge' },
  ],
  [
    'Common Lisp',
    '0: (SHOP::CHARGE 7)\n1: (SHOP:MAIN)',
    { function: 'SHOP:MAIN' },
    { function: 'SHOP::CHARGE' },
  ],
  [
    'PHP, with where it was thrown',
    'PHP Fatal error:  Uncaught Error: no total in /srv/orders.php:12\nStack trace:\n#0 /srv/shop.php(3): charge(7)\n#1 {main}\n  thrown in /srv/orders.php on line 12',
    { function: '{main}', ...place('/srv/shop.php', 3) },
    { function: 'charge', ...place('/srv/orders.php', 12) },
  ],
  [
    'Laravel',
    'no total {"exception":"[object] (Error(code: 0): no total at /srv/orders.php:12)\n[stacktrace]\n#0 /srv/shop.php(3): charge(7)\n#1 {main}\n"}',
    { function: '{main}', ...place('/srv/shop.php', 3) },
    { function: 'charge', ...place('/srv/orders.php', 12) },
  ],
  [
    'Perl',
    'no total at /srv/orders.pl line 12.\n\tShop::charge(7) called at /srv/shop.pl line 3',
    { function: '{main}', ...place('/srv/shop.pl', 3) },
    { function: 'Shop::charge', ...place('/srv/orders.pl', 12) },
  ],
]

describe('a stack that was written out', () => {
  it.each(written.map(([name, text, ...frames]) => ({ name, text, frames })))(
    'by $name is one of frames',
    ({ text, frames }) => {
      expect(writtenFrames(text)).toEqual(frames)
    },
  )

  it.each([
    'at Paris: no total (10:30)',
    'Error:charge(7)',
    'in call of the shop',
    'Order (12) at the counter in line 3',
    '1: (see above)',
    'at example.com (timeout)',
    'in settings.py (line 3)',
    'in settings.py(12)',
    'api.example.com:8080 (refused)',
  ])('is no line of words: %s', (text) => {
    expect(writtenFrames(text)).toEqual([])
  })

  it('keeps together what differs in addresses alone', () => {
    const crash = (address: string) =>
      digest(
        {
          platform: 'cocoa',
          exception: [
            {
              type: 'NSRangeException',
              value: 'index beyond bounds',
              stacktrace: {
                frames: [
                  `0   CoreFoundation   0x00000001${address} __exceptionPreprocess + 164`,
                  `1   Shop             0x00000001${address} -[Orders charge:] + 40`,
                ],
              },
            },
          ],
        },
        context,
      ).digested
    expect(crash('04b2c3d4').grouping).toEqual(crash('0abcdef0').grouping)
    expect(crash('04b2c3d4').culprit).toBe('Shop › -[Orders charge:]')
  })

  it('ends in time, whatever it is of', () => {
    const pieces = [
      '0 a 0x',
      '#0 pc 0',
      '#1 a (',
      '[0] a (',
      'a(+0x1)',
      'a:b (',
      'Called from ',
      'at a.b (',
      '1: (a ',
    ]
    for (const piece of pieces) {
      const began = performance.now()
      writtenFrames(piece.repeat(65_536 / piece.length))
      writtenFrames(`${piece.repeat(64)}\n`.repeat(400))
      expect(performance.now() - began).toBeLessThan(500)
    }
  })
})
