import { describe, expect, it } from 'vitest'
import { django, exception, type JsonObject } from '../event.fixture.ts'
import { read } from './title.fixture.ts'

const typed = (type: string, value: string) => ({ type, value })

describe('the title and the line under it', () => {
  it.each<[string, JsonObject, string, string | null]>([
    ['type and value', django(), 'ZeroDivisionError', 'division by zero'],
    [
      'a value of many lines',
      django({ exception: exception({ value: '\nfirst\nsecond' }) }),
      'ZeroDivisionError',
      'first',
    ],
    [
      'a template of Rails, of which nothing else is known',
      {
        platform: 'ruby',
        stacktrace: {
          frames: [
            { function: '_foo_html_erb__3327151541118998292_70361296749460', filename: 'foo.html.erb' },
          ],
        },
      },
      'foo.html.erb',
      null,
    ],
    [
      'loguru’s line',
      {
        message: '2026-11-28 16:52:26.378 | ERROR    | shop.orders:charge:12 - order 7 is stuck\nsince noon',
      },
      'order 7 is stuck',
      'since noon',
    ],
    ['a line of structlog', { message: '{"order": 7, "event": "order is stuck"}' }, 'order is stuck', null],
    ['a line that is nearly JSON', { message: '{order is stuck}' }, '{order is stuck}', null],
    ['no type', django({ exception: exception({ type: null }) }), 'division by zero', null],
    ['blanks, in which nobody could click', { exception: { value: ' \n' } }, '<unknown>', null],
    [
      'a class without a name',
      django({ exception: exception({ type: 'Exception@anonymous\u0000/srv/shop/a.php:16$0' }) }),
      'Exception@anonymous',
      'division by zero',
    ],
    [
      'what only hands on another’s error',
      { platform: 'java', exception: [typed('E', 'no tea'), typed('ExecutionException', 'E: no tea')] },
      'E',
      'no tea',
    ],
    [
      'what repeats its cause and says no more',
      {
        platform: 'java',
        exception: [
          { ...typed('E', 'no tea'), module: 'shop' },
          { ...typed('InvocationTargetException', ''), module: 'java.lang.reflect' },
          typed('RuntimeException', 'java.lang.reflect.InvocationTargetException'),
        ],
      },
      'E',
      'no tea',
    ],
    [
      'what has a word of its own on its cause',
      { platform: 'java', exception: [typed('E', 'no tea'), typed('RuntimeException', 'paying: E: no tea')] },
      'RuntimeException',
      'paying: E: no tea',
    ],
    [
      'a class that could not begin',
      { platform: 'java', exception: [typed('E', 'no tea'), typed('ExceptionInInitializerError', '')] },
      'E',
      'no tea',
    ],
    [
      'what hands on nothing',
      { platform: 'csharp', exception: [typed('System.AggregateException', 'One or more errors occurred.')] },
      'System.AggregateException',
      'One or more errors occurred.',
    ],
    ['a message with its stack', { message: 'No tea\n    at buy (/srv/shop.js:12:5)' }, 'No tea', null],
    [
      'a message with its stack under a head of its own',
      { message: 'No tea\nCallStack (from HasCallStack):\n  error, called at src/Shop.hs:12:5 in main:Shop' },
      ...(['No tea', null] as const),
    ],
    [
      'a message of which more is said before the stack',
      { message: 'No tea\nnor milk\n    at buy (/srv/shop.js:12:5)' },
      ...(['No tea', 'nor milk'] as const),
    ],
    ['no value', django({ exception: exception({ value: null }) }), 'ZeroDivisionError', null],
    ['neither', django({ exception: exception({ type: '', value: '' }) }), 'basket', null],
    [
      'the one that was raised last',
      django({ exception: [exception(), exception({ type: 'BasketError' })] }),
      'BasketError',
      'division by zero',
    ],
    ['a message', { message: 'Out of tea' }, 'Out of tea', null],
    ['a message of many lines', { message: 'Out of tea\n\nOrder more\nsoon' }, 'Out of tea', 'Order more'],
    [
      'an exception with a message',
      django({ message: 'While paying' }),
      'ZeroDivisionError',
      'division by zero',
    ],
    [
      'an exception of which nothing is known but where',
      { exception: { stacktrace: { frames: [{ filename: 'https://shop.example/a.js', lineno: 1 }] } } },
      'https://shop.example/a.js',
      null,
    ],
    [
      'a stack without functions',
      { stacktrace: { frames: [{ filename: 'a.py', function: '?' }] } },
      'a.py',
      null,
    ],
    ['nothing but what was done', { transaction: '/basket/' }, '/basket/', null],
    [
      'nothing but a request',
      { logger: 'root', request: { url: 'https://shop.example/pay?x=1' } },
      'https://shop.example/pay',
      null,
    ],
    ['nothing', {}, '<empty event>', null],
  ])('%s', (_, event, title, value) => {
    expect(read(event)).toMatchObject({ title, value })
  })

  it('is one line of bound length, with nothing that a terminal obeys', () => {
    const { title } = read({ message: `\u001b[31m${'red '.repeat(1000)}` })
    expect(title.length).toBeLessThanOrEqual(250)
    expect(title).not.toContain('\u001b')
  })

  it('is the one error of a group that holds no other', () => {
    const group = {
      type: 'ExceptionGroup',
      value: 'unhandled errors in a TaskGroup',
      mechanism: { type: 'generic', exception_id: 0, is_exception_group: true },
    }
    const child = { ...exception(), mechanism: { type: 'chained', exception_id: 1, parent_id: 0 } }
    const other = {
      ...exception({ type: 'KeyError' }),
      mechanism: { type: 'chained', exception_id: 2, parent_id: 0 },
    }
    expect(read({ exception: { values: [child, group] } }).title).toBe('ZeroDivisionError')
    expect(read({ exception: { values: [other, child, group] } }).title).toBe('ExceptionGroup')
  })
})

it('is unhandled when any exception of it is', () => {
  const handled = (...flags: unknown[]) =>
    read({
      exception: flags.map((flag) => exception({ mechanism: { type: 'x', handled: flag as boolean } })),
    }).isHandled
  expect(handled(true, false)).toBe(false)
  expect(handled(true, null)).toBe(true)
  expect(handled(null)).toBeNull()
})
