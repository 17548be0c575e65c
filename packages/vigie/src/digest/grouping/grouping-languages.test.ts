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
/** What a program of Dart hands on where nothing of its own stands in the stack. */
const dart = (value: string) => ({
  platform: 'dart',
  exception: exception({ type: 'SocketException', value }, [
    {
      function: '_NativeSocket.startConnect',
      absolute_path: 'dart:io-patch/socket_patch.dart',
      in_app: false,
    },
  ]),
})
const lookup = (host: string, said: string) => dart(`Failed host lookup: '${host}' (OS Error: ${said})`)
const hang = (type: string, value: string, frames: readonly Json[] = []) => ({
  platform: 'cocoa',
  exception: exception({ type, value, mechanism: { type: 'AppHang', handled: true } }, [
    { function: 'mach_msg_trap', package: '/usr/lib/system/libsystem_kernel.dylib', in_app: false },
    ...frames,
  ]),
})
const shown = (name: string) => ({ function: name, package: '/Shop.app/Shop', in_app: true })
const ruby = (value: string) => ({
  platform: 'ruby',
  exception: exception({ type: 'NoMethodError', value }, [
    { function: 'call', abs_path: '/usr/lib/ruby/gems/3.4.0/gems/rack-3.1/lib/rack/etag.rb', in_app: false },
  ]),
})
const wasm = (...numbers: readonly number[]) => ({
  platform: 'javascript',
  exception: exception(
    { type: 'RuntimeError', value: 'unreachable' },
    numbers.map((number) => ({
      function: `wasm-function[${number}]`,
      filename: `https://shop.example/till.wasm:wasm-function[${number}]:0x${number.toString(16)}`,
      in_app: true,
    })),
  ),
})
const module = (before: string) => ({
  platform: 'javascript',
  exception: exception({ type: 'RuntimeError', value: 'unreachable' }, [
    { function: 'charge', filename: 'https://shop.example/till.js', in_app: true },
    { function: `${before}wasm-function[12]`, filename: 'wasm://wasm/0003a7c2', in_app: true },
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
    [
      'Dart’s host that two systems do not find',
      lookup('api.example', 'No address associated with hostname, errno = 7'),
      lookup('api.example', 'nodename nor servname provided, or not known, errno = 8'),
    ],
    [
      'the same within what Dart’s http hands on',
      dart(
        "ClientException with SocketException: Failed host lookup: 'a' (OS Error: No such host is known., errno = 11001), uri=https://a/b",
      ),
      dart(
        "ClientException with SocketException: Failed host lookup: 'a' (OS Error: Name or service not known, errno = -2), uri=https://a/b",
      ),
    ],
    [
      'a connection that two systems refuse in Dart',
      dart('Connection refused (OS Error: Connection refused, errno = 111)'),
      dart('Connection refused (OS Error: Connection refused, errno = 61)'),
    ],
    [
      'a hang of two lengths, as two versions of the client tell it',
      hang('App Hanging', 'App hanging for at least 2000 ms.', [shown('Till.pay')]),
      hang('App Hang Fully Blocked', 'App hanging between 2.1 and 2.3 seconds.', [shown('Till.pay')]),
    ],
    [
      'a hang of which nothing is one’s own',
      hang('App Hanging', 'App hanging for at least 2000 ms.'),
      hang('App Hanging', 'App hanging between 2.1 and 2.3 seconds.'),
    ],
    [
      'a method that nil lacks, in Ruby up to 3.2 and 3.4',
      ruby("undefined method `total' for nil:NilClass"),
      ruby("undefined method 'total' for nil"),
    ],
    [
      'a method that nil lacks, in Ruby 3.3 and 3.4',
      ruby("undefined method `total' for nil"),
      ruby("undefined method 'total' for nil"),
    ],
    [
      'a method that an object lacks, in Ruby 3.2 and 3.4',
      ruby("undefined method `total' for #<Shop::Basket:0x00007f8b1c0a2b40>"),
      ruby("undefined method 'total' for an instance of Shop::Basket"),
    ],
    [
      'a method that a class lacks, in Ruby 3.2 and 3.4',
      ruby("undefined method `total' for Shop::Basket:Class"),
      ruby("undefined method 'total' for class Shop::Basket"),
    ],
    [
      'a method that nil lacks, as clients tell it since Ruby 3.2: with its type, and the line of source',
      ruby("undefined method `total' for nil:NilClass"),
      ruby("undefined method 'total' for nil (NoMethodError)\n\n    basket.total\n          ^^^^^^"),
    ],
    [
      'a method that an object lacks, with what may have been meant',
      ruby("undefined method 'totl' for an instance of Shop::Basket"),
      ruby("undefined method 'totl' for an instance of Shop::Basket (NoMethodError)\nDid you mean?  total"),
    ],
    ['functions of WebAssembly that another build has numbered', wasm(123, 45), wasm(130, 47)],
    ['numbered functions of WebAssembly in two browsers', module(''), module('till.wasm.')],
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
    [
      'hosts and connections that Dart does not find',
      lookup('api.example', 'Name or service not known, errno = -2'),
      dart('Connection refused (OS Error: Connection refused, errno = 111)'),
    ],
    [
      'hangs of two functions',
      hang('App Hanging', 'App hanging for at least 2000 ms.', [shown('Till.pay')]),
      hang('App Hanging', 'App hanging for at least 2000 ms.', [shown('Till.list')]),
    ],
    [
      'two methods that nil lacks',
      ruby("undefined method 'total' for nil"),
      ruby("undefined method 'count' for nil"),
    ],
    [
      'a method that nil lacks, and one that an object lacks',
      ruby("undefined method 'total' for nil"),
      ruby("undefined method 'total' for an instance of Shop::Basket"),
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
