import { describe, expect, it } from 'vitest'
import type { Json } from '../../contract/json.ts'
import { django, exception, type JsonObject } from '../event.fixture.ts'
import { isOneIssue, own, raised } from './grouping.fixture.ts'

const suppressed = (type: string) =>
  django({
    exception: [
      exception({ type, mechanism: { type: 'suppressed', exception_id: 1, parent_id: 0 } }),
      exception({ mechanism: { type: 'chained', exception_id: 0 } }),
    ],
  })
const logged = (text: string, name: string) => ({
  ...{ platform: 'java', level: 'error', message: text },
  threads: [{ id: 1, crashed: true, stacktrace: { frames: [own({ function: name })] } }],
})
/** KDE's DrKonqi sends no type, and the signal's description as the value. */
const signalled = (name: string) => ({
  ...{ platform: 'native', level: 'fatal', message: 'Signal 11 in till' },
  exception: exception(
    {
      type: null,
      value: 'Segmentation fault',
      mechanism: { type: 'drkonqi', handled: false, synthetic: true },
    },
    [{ function: name, filename: '/srv/till/basket.cpp' }],
  ),
})
const dotnet = (module: string, name: string) => ({
  platform: 'csharp',
  exception: exception({ type: 'E' }, [{ module, function: name, in_app: true }]),
})
const program = (value: string) => ({
  platform: 'csharp',
  exception: exception({ value }, [
    { filename: 'Program.cs', function: 'void Program.<Main>$(?)', in_app: true },
  ]),
})
const nsError = (code: number, value: string, frames: readonly Json[] = []) => ({
  platform: 'cocoa',
  exception: exception(
    {
      ...{ type: 'NSURLErrorDomain', value },
      mechanism: { type: 'NSError', meta: { ns_error: { domain: 'NSURLErrorDomain', code } } },
    },
    frames,
  ),
})
const nintendo = (build: string) => ({
  platform: 'nintendo-switch',
  exception: exception({ type: 'Exception' }, [
    { function: 'Basket::pay', module: build, filename: 'basket.cpp', in_app: true },
  ]),
})

describe('one issue, as each language tells of them', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'an NSError in another language',
      nsError(-1009, 'Code=-1009 Description=The Internet connection appears to be offline.'),
      nsError(-1009, 'Code=-1009 Description=La connexion Internet semble interrompue.'),
    ],
    [
      'a console’s error of another build',
      nintendo('792DEB574467EFAF89F8386B018D1357'),
      nintendo('0D570D257E61E339E740A6DB116D5442C1643083'),
    ],
    [
      'what waits in .NET, after another such function was written above it',
      dotnet('Shop.Orders+<Pay>d__5', 'MoveNext'),
      dotnet('Shop.Orders+<Pay>d__6', 'MoveNext'),
    ],
    [
      'a lambda in .NET, after another one was written above it',
      dotnet('Shop.Orders+<>c__DisplayClass5_0', '<Pay>b__0'),
      dotnet('Shop.Orders+<>c__DisplayClass6_0', '<Pay>b__1'),
    ],
    [
      '.NET’s functions within others',
      dotnet('Shop.Orders', '<Pay>g__Check|3_0'),
      dotnet('Shop.Orders', '<Pay>g__Check|5_1'),
    ],
    [
      'a message of Java, which calls its thread crashed, from two places',
      logged('Order 12 is late', 'pay'),
      logged('Order 13 is late', 'ship'),
    ],
    ['what Java suppressed beside it', raised({}), suppressed('CloseException')],
  ])('%s', (_, one, other) => {
    expect(isOneIssue(one, other)).toBe(true)
  })
})

describe('two issues, as each language tells of them', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['NSErrors of two codes', nsError(-1009, 'Code: -1009'), nsError(-1001, 'Code: -1001')],
    [
      'NSErrors of two codes from one function',
      nsError(-1009, 'Code: -1009', [own({ function: 'load' })]),
      nsError(-1001, 'Code: -1001', [own({ function: 'load' })]),
    ],
    [
      'messages of Java from one function, whose thread it calls crashed',
      logged('Order 12 is late', 'pay'),
      logged('Order 12 is lost', 'pay'),
    ],
    ['only the entry is ours', native('Fatal Error: no memory'), native('Fatal Error: stack overflow')],
    [
      'closures of PHP on two lines of a file',
      php("throw new Exception('No tea');"),
      php("throw new Exception('No milk');"),
    ],
    [
      '.NET’s functions within one other',
      dotnet('Shop.Orders', '<Pay>g__Check|3_0'),
      dotnet('Shop.Orders', '<Pay>g__Send|3_1'),
    ],
    ['errors of which only .NET’s entry is ours', program('No tea'), program('No milk')],
    ['crashes of two functions by one signal', signalled('Basket::pay'), signalled('Basket::total')],
    [
      'errors without a type, of one function',
      raised({ type: null, value: 'No tea' }),
      raised({ type: null }),
    ],
  ])('%s', (_, one, other) => {
    expect(isOneIssue(one, other)).toBe(false)
  })
})

function native(value: string): JsonObject {
  const frames = [
    { package: '/srv/shop', function: 'main' },
    { package: '/usr/lib/libc.so.6', function: 'abort' },
  ]
  return { platform: 'native', exception: exception({ type: null, value }, frames) }
}

function php(line: string): JsonObject {
  const frame = {
    filename: '/routes/web.php',
    function: 'Shop\\Routes::{closure}',
    context_line: line,
    in_app: true,
  }
  return { platform: 'php', exception: exception({}, [frame]) }
}
