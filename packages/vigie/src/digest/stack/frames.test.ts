import { describe, expect, it } from 'vitest'
import type { Json } from '../../contract/json.ts'
import { bounds } from '../reading/bounds.ts'
import { Reading } from '../reading/reading.ts'
import { readFrames } from './frames.ts'

function read(stacktrace: Json, platform = 'python') {
  const reading = new Reading(true)
  reading.platform = platform
  return { frames: readFrames(stacktrace, reading), remarks: reading.remarks }
}

describe('frames', () => {
  it('stand innermost first', () => {
    const { frames } = read({ frames: [{ function: 'outer' }, { function: 'inner' }] })
    expect(frames.map(({ function: name }) => name)).toEqual(['inner', 'outer'])
  })

  it.each<[string, Json, Json]>([
    ['C++', { function: 'shop::charge(int)' }, { function: '_start' }],
    [
      'Java',
      { module: 'com.shop.Orders', function: 'charge' },
      { module: 'java.lang.Thread', function: 'run' },
    ],
    ['PHP', { function: 'charge' }, { function: '{main}' }],
  ])('of %s that come the other way round are told by where programs begin', (_, innermost, outermost) => {
    const named = ({ frames }: ReturnType<typeof read>) => frames.map(({ function: name }) => name)
    const rightly = named(read({ frames: [outermost, { function: 'main' }, innermost] }))
    expect(named(read({ frames: [innermost, { function: 'main' }, outermost] }))).toEqual(rightly)
  })

  it('are not turned round for a name that anything may have', () => {
    const { frames } = read({ frames: [{ function: 'cli' }, { function: 'main' }] })
    expect(frames.map(({ function: name }) => name)).toEqual(['main', 'cli'])
  })

  it('have none where something was waited for', () => {
    const { frames, remarks } = read({
      frames: [{ function: 'a' }, { filename: '-----' }, { function: 'b' }],
    })
    expect(frames).toHaveLength(2)
    expect(remarks).toEqual([])
  })

  it.each<[string, Json, object]>([
    [
      'a lambda',
      { module: 'Shop.Orders+<>c__DisplayClass5_0', function: '<Pay>b__0' },
      { module: 'Shop.Orders', function: 'Pay' },
    ],
    [
      'what waits',
      { module: 'Shop.Orders+<Pay>d__5', function: 'MoveNext' },
      { module: 'Shop.Orders', function: 'Pay' },
    ],
    [
      'a lambda that waits',
      { module: 'Shop.Orders+<>c__DisplayClass5_0+<<Pay>b__0>d', function: 'MoveNext' },
      { module: 'Shop.Orders', function: 'Pay' },
    ],
    [
      'Mono’s lambda',
      { module: 'Shop.Orders+<Pay>c__AnonStorey2', function: '<>m__0' },
      { module: 'Shop.Orders', function: 'Pay' },
    ],
    [
      'Unity’s coroutine',
      { function: 'Shop.Orders/<Load>d__3:MoveNext ()', filename: 'Assets/Orders.cs' },
      { module: 'Shop.Orders', function: 'Load' },
    ],
    [
      'Unity’s method',
      { function: 'Shop.Orders:Pay (System.Int32 n)', filename: 'Assets/Orders.cs' },
      { module: 'Shop.Orders', function: 'Pay' },
    ],
    [
      'a method with what it takes',
      { module: 'Shop.Orders', function: 'Pay (System.Int32 n)' },
      { module: 'Shop.Orders', function: 'Pay' },
    ],
    [
      'a list of a type',
      { module: 'System.Collections.Generic.List`1[[System.Int32]]', function: 'get_Item' },
      { module: 'System.Collections.Generic.List`1[[System.Int32]]', function: 'get_Item' },
    ],
    [
      'a program without a class',
      { function: 'void Program.<Main>$(?)' },
      { function: 'void Program.<Main>$(?)' },
    ],
  ])('of .NET stand under the name that is in the source: %s', (_, sent, expected) => {
    expect(read({ frames: [sent] }, 'csharp').frames).toMatchObject([expected])
  })

  it.each<[string, Json, number]>([
    ['null', { frames: null }, 0],
    ['gaps', { frames: [null, { function: 'a' }, null] }, 1],
    ['a list alone', [{ function: 'a' }], 1],
    ['values', { frames: { values: [{ function: 'a' }] } }, 1],
    ['one alone', { frames: { function: 'a' } }, 1],
    [
      'numbered, as PHP writes a list with gaps',
      { frames: { 0: { function: 'a' }, 2: { function: 'b' } } },
      2,
    ],
    ['names', { frames: ['a', 'b'] }, 2],
    ['numbers', { frames: [1, 2] }, 0],
    ['text', { frames: 'a' }, 0],
    ['empty ones', { frames: [{}] }, 1],
  ])('are %s', (_, stacktrace, expected) => {
    expect(read(stacktrace).frames).toHaveLength(expected)
  })

  it('keep the innermost and the outermost of an endless recursion', () => {
    const { frames, remarks } = read({
      frames: Array.from({ length: 5000 }, (_, n) => ({ function: `f${n}` })),
    })
    expect(frames).toHaveLength(bounds.frames)
    expect([frames[0]?.function, frames.at(-1)?.function]).toEqual(['f4999', 'f0'])
    expect(remarks).toContainEqual({ remark: 'shortened', field: 'stacktrace.frames' })
  })

  it.each<[string, Json, object]>([
    ['lines as text', { lineno: '12', colno: '3' }, { line: 12, column: 3 }],
    [
      'Rust’s line below a name, taken for one',
      { function: 'at /rustc/5980/library/std/src/panic.rs:359:14', package: '/srv/shop/shop' },
      { function: null, file: '/rustc/5980/library/std/src/panic.rs', line: 359, column: 14, isInApp: false },
    ],
    ['lines below zero', { lineno: -1 }, { line: null }],
    ['a line that nobody knows', { lineno: 0, colno: 0 }, { line: null, column: 0 }],
    ['a function without how far within it', { function: '-[Shop buy:] + 40' }, { function: '-[Shop buy:]' }],
    ['a function of another name', { raw_function: 'f' }, { function: 'f' }],
    [
      'source with gaps',
      { pre_context: ['a', null], context_line: 'b', post_context: null },
      { before: ['a', ''], source: 'b', after: [] },
    ],
    ['source as text', { pre_context: 'a' }, { before: [] }],
    [
      'locals as a list',
      { vars: ['x', { y: 1 }] },
      {
        locals: [
          { name: '0', value: 'x' },
          { name: '1', value: { y: 1 } },
        ],
      },
    ],
    ['locals', { vars: { basket: '<Basket 3>' } }, { locals: [{ name: 'basket', value: '<Basket 3>' }] }],
    ['a path alone, as Go has it', { abs_path: '/srv/shop/cart.go' }, { file: '/srv/shop/cart.go' }],
    ['an address', { instruction_addr: '0x1f' }, { address: '0x1f' }],
    ['a file that is an object', { filename: { a: 1 } }, { file: '{"a":1}' }],
  ])('%s', (_, frame, expected) => {
    expect(read({ frames: [frame] }).frames[0]).toMatchObject(expected)
  })
})

describe('one’s own code', () => {
  const library = '/srv/venv/lib/python3.12/site-packages/shop/views.py'
  it.each<[string, string, Json, boolean]>([
    ['is what the client says', 'python', { in_app: true, abs_path: library }, true],
    ['is not what it says is not', 'python', { in_app: false, abs_path: '/srv/shop/views.py' }, false],
    ['is decided by its path where it does not say', 'python', { in_app: null, abs_path: library }, false],
    [
      'is not all that a browser says',
      'javascript',
      { in_app: true, abs_path: 'https://x/node_modules/a.js' },
      false,
    ],
    ['is what a browser says besides', 'javascript', { in_app: true, abs_path: 'https://x/app.js' }, true],
    ['is not what lies in vendor', 'php', { in_app: true, filename: '/srv/shop/vendor/a/b.php' }, false],
    ['is not Flutter', 'dart', { in_app: true, abs_path: 'package:flutter/src/a.dart' }, false],
    ['is not Dart’s client', 'dart', { in_app: true, abs_path: 'package:sentry_dio/src/dio.dart' }, false],
    [
      'is not what its own language says is none, whatever the event’s',
      'java',
      { in_app: true, platform: 'native', function: 'abort', package: '/data/app/com.shop/libshop.so' },
      false,
    ],
    [
      'is what a telephone says of the frames beneath a script’s',
      'javascript',
      { in_app: true, platform: 'android', module: 'com.fasterxml.shop.Basket' },
      true,
    ],
    [
      'is not what nobody knows',
      'csharp',
      { in_app: true, module: '(unknown)', function: '(unknown)', lineno: 74 },
      false,
    ],
    [
      'is not what nobody knows, in Racket’s words',
      'other',
      { filename: '<unknown file>', module: '<unknown file>', function: '<unknown procedure>' },
      false,
    ],
    [
      'is not what Java lies in',
      'java',
      { in_app: true, module: 'jdk.internal.util.Preconditions', function: 'outOfBounds' },
      false,
    ],
    [
      'is not Java’s client',
      'java',
      { in_app: true, module: 'io.sentry.spring.jakarta.SentrySpringFilter' },
      false,
    ],
  ])('%s', (_, platform, frame, expected) => {
    expect(read({ frames: [frame] }, platform).frames[0]?.isInApp).toBe(expected)
  })

  it.each([
    [
      'what Go calls its own though it lies among modules',
      '/go/pkg/mod/a.example/b@v1.2.3/b.go',
      'b',
      true,
      false,
    ],
    ['what Go calls its own', '/srv/shop/cart.go', 'shop/cart', true, true],
    ['what stands within a function of main', '/srv/shop/main.go', 'main.main', false, true],
    ['what Go calls a library', '/srv/shop/third_party/b.go', 'b', false, false],
  ])('%s', (_, path, module, said, expected) => {
    const frame = { abs_path: path, module, in_app: said }
    expect(read({ frames: [frame] }, 'go').frames).toMatchObject([{ isInApp: expected }])
  })

  it('of Rust without symbols have only names', () => {
    const names = ['shop::basket::pay', 'core::option::unwrap_failed', '<tokio::task::Spawn<T>>::poll']
    const frames = names.map((name) => ({ function: name, in_app: true }))
    const own = read({ frames }, 'native').frames.map(({ isInApp }) => isInApp)
    expect(own.toReversed()).toEqual([true, false, false])
  })
})
