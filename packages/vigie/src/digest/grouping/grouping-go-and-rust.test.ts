import { describe, expect, it } from 'vitest'
import { exception, type JsonObject } from '../event.fixture.ts'
import { isOneIssue } from './grouping.fixture.ts'

const rust = (value: string, name: string) => ({
  platform: 'native',
  exception: exception({ type: 'panic', value }, [{ function: name, filename: 'main.rs', in_app: true }]),
})
const panicked = (value: string, line: number, more: JsonObject = {}) => ({
  ...{ platform: 'native', level: 'fatal', release: 'shop@1', ...more },
  exception: exception({ type: 'panic', value }, [
    { function: 'shop::serve', filename: 'main.rs', lineno: 70, in_app: true },
    { function: 'shop::pay', filename: 'pay.rs', lineno: line, in_app: true },
  ]),
})
const goPanicked = (value: string, line: number, level = 'fatal') => ({
  ...{ platform: 'go', level, release: 'shop@1' },
  exception: exception({ type: '*errors.errorString', value }, [
    { module: 'main', function: 'pay', abs_path: '/srv/shop/pay.go', lineno: line, in_app: true },
  ]),
})
/** A text that was thrown, with the function that reported it, as old clients send it. */
const goThrew = (text: string, line: number, caller = 'main') => ({
  ...{ platform: 'go', level: 'fatal', release: 'shop@1', message: text },
  threads: [
    {
      stacktrace: {
        frames: [
          { module: 'main', function: caller, abs_path: '/srv/shop/main.go', lineno: 9, in_app: true },
          { module: 'main', function: 'pay', abs_path: '/srv/shop/pay.go', lineno: line, in_app: true },
          { module: 'main', function: 'func1', abs_path: '/srv/shop/pay.go', lineno: 7, in_app: true },
        ],
      },
    },
  ],
})
/** sentry-go gives the outermost error the stack of whoever reported it, and the wrapped ones none. */
const go = (...chain: readonly (readonly [type: string, value: string])[]) => ({
  platform: 'go',
  exception: chain.toReversed().map(([type, value], place) => {
    const isOutermost = place === chain.length - 1
    const frames = [{ module: 'main', function: 'report', abs_path: '/srv/shop/main.go', in_app: true }]
    return { type, value, ...(isOutermost ? { stacktrace: { frames } } : {}) }
  }),
})

describe('one issue of Go or of Rust', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'a number in words of Go’s',
      go(['*errors.errorString', 'shelf 12 is full']),
      go(['*errors.errorString', 'shelf 13 is full']),
    ],
    [
      'what Rust’s unwrap came upon, of another id',
      rust('called `Result::unwrap()` on an `Err` value: Absent { of: "Ada Lovelace" }', 'shop::pay'),
      rust('called `Result::unwrap()` on an `Err` value: Absent { of: "Bob" }', 'shop::pay'),
    ],
    [
      'what Go’s errors wrap, if it has a type',
      go(['*fmt.wrapError', 'paying: no card of Ada'], ['*shop.Refused', 'no card of Ada']),
      go(['*fmt.wrapError', 'paying: no card of Bob'], ['*shop.Refused', 'no card of Bob']),
    ],
    [
      'words beneath an error of Go’s that knows its place',
      go(['*errors.withStack', 'no card of Ada'], ['*errors.errorString', 'no card of Ada']),
      go(['*errors.withStack', 'no card of Bob'], ['*errors.errorString', 'no card of Bob']),
    ],
    ['panics of one line with other words', panicked('No tea for Ada', 12), panicked('No tea for Bob', 12)],
    ['panics of one line of Go', goPanicked('No tea for Ada', 12), goPanicked('No tea for Bob', 12)],
    [
      'text that Go threw on one line',
      goThrew('The till of Ada burns', 12),
      goThrew('The till of Bob burns', 12),
    ],
    ['a panic in the next build', panicked('No tea', 12), panicked('No tea', 13, { release: 'shop@2' })],
  ])('%s', (_, one, other) => {
    expect(isOneIssue(one, other)).toBe(true)
  })
})

describe('two issues of Go or of Rust', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'Go’s errors of words, told of by one function',
      go(['*errors.errorString', 'out of stock']),
      go(['*errors.errorString', 'basket is empty']),
    ],
    [
      'Go’s errors that wrap one type, with words of two functions',
      go(['*fmt.wrapError', 'paying: no card'], ['*shop.Refused', 'no card']),
      go(['*fmt.wrapError', 'shipping: no card'], ['*shop.Refused', 'no card']),
    ],
    ['panics of two lines', panicked('No tea', 12), panicked('No milk', 13)],
    ['text that Go threw on two lines', goThrew('The till burns', 12), goThrew('The shelf burns', 13)],
    [
      'text that one line of Go threw, called by two functions',
      goThrew('The till burns', 12),
      goThrew('The shelf burns', 12, 'audit'),
    ],
    [
      'panics of one line of two builds',
      panicked('No tea', 12),
      panicked('No milk', 12, { release: 'shop@2' }),
    ],
    [
      'panics of one line of nobody knows which build',
      panicked('No tea', 12, { release: null }),
      panicked('No milk', 12, { release: null }),
    ],
    [
      'errors that one line of Go told of',
      goPanicked('No tea', 12, 'error'),
      goPanicked('No milk', 12, 'error'),
    ],
    ['panics of Rust in one function', rust('No tea', 'shop::pay'), rust('No milk', 'shop::pay')],
    [
      'panics of Go itself in one function',
      go(['runtime.errorString', 'runtime error: integer divide by zero']),
      go(['runtime.errorString', 'runtime error: invalid memory address or nil pointer dereference']),
    ],
    [
      'panics that only Rust’s entry is ours of',
      rust('No tea', 'shop::main::{{closure}}'),
      rust('No milk', 'shop::main'),
    ],
  ])('%s', (_, one, other) => {
    expect(isOneIssue(one, other)).toBe(false)
  })
})
