import { describe, expect, it } from 'vitest'
import { digest } from '../digest.ts'
import { context, django, exception, type JsonObject, ownFrame } from '../event.fixture.ts'

function read(event: JsonObject) {
  return digest(event, context).digested
}

const go = (...frames: readonly JsonObject[]) => ({
  platform: 'go',
  exception: [
    {
      type: 'E',
      stacktrace: {
        frames: frames.map((frame) => ({ abs_path: '/srv/shop/main.go', in_app: true, ...frame })),
      },
    },
  ],
})

const typed = (type: string, value: string) => ({ type, value })

const script = (change: JsonObject) => ({
  platform: 'node',
  exception: { values: [{ stacktrace: { frames: [ownFrame] }, ...change }] },
})

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
    [
      'a signal without a type',
      {
        platform: 'native',
        exception: exception(
          { type: null, value: 'Aborted', mechanism: { type: 'drkonqi', handled: false, synthetic: true } },
          [{ function: 'Basket::pay', filename: '/srv/till/basket.cpp' }],
        ),
      },
      'Basket::pay',
      'Aborted',
    ],
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
    [
      'made up by the SDK',
      django({
        exception: exception({
          type: 'SIGSEGV',
          value: 'Segfault',
          mechanism: { type: 'signal', synthetic: true },
        }),
      }),
      'basket',
      'Segfault',
    ],
    [
      'a message with the stack of where it was sent',
      script({ value: 'Out of tea', mechanism: { synthetic: true } }),
      'Out of tea',
      null,
    ],
    [
      'what was thrown in a browser without being an error',
      script({ type: 'Error', value: 'Object with keys: code', mechanism: { synthetic: true } }),
      'Error',
      'Object with keys: code',
    ],
    [
      'nothing that was thrown in Node, where one’s own function has no name',
      {
        platform: 'node',
        exception: exception({ type: 'Error', value: '', mechanism: { synthetic: true } }, [
          { function: 'Module._compile', module: 'loader', filename: 'node:internal/loader' },
          { function: '?', module: 'shop', filename: '/srv/shop.js', in_app: true },
        ]),
      },
      'Error',
      null,
    ],
    [
      'what was logged in Rust, with its cause',
      {
        ...script({
          type: 'tracing::error!',
          value: 'while paying',
          mechanism: { type: 'tracing', synthetic: true },
        }),
        platform: 'native',
      },
      'while paying',
      null,
    ],
    [
      'a crash of which only where its thread began has a name',
      {
        platform: 'native',
        exception: exception({ type: 'SIGSEGV', value: null, mechanism: { type: 'x', synthetic: true } }, [
          { function: 'thread_start', package: '/usr/lib/libpthread.so' },
          { function: '+0x12ab', package: '/srv/shop/shop' },
        ]),
      },
      'SIGSEGV',
      null,
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
      'a crash without words',
      { threads: [{ crashed: true, stacktrace: { frames: [ownFrame] } }] },
      'basket',
      null,
    ],
    [
      'a crash in which only the runtime has names',
      {
        platform: 'native',
        exception: {
          type: 'SIGSEGV',
          value: 'Segfault',
          mechanism: { type: 'signalhandler', synthetic: true, handled: false },
          stacktrace: { frames: [{ function: '__libc_start_main', package: '/usr/lib/libc.so.6' }] },
        },
      },
      'SIGSEGV',
      'Segfault',
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

describe('reports of browsers', () => {
  it.each<[JsonObject, string]>([
    [
      { csp: { 'effective-directive': 'script-src', 'blocked-uri': 'https://evil.example/a.js' } },
      'Blocked script-src from evil.example',
    ],
    [{ csp: { 'violated-directive': "img-src 'self'", 'blocked-uri': 'data' } }, 'Blocked img-src from data'],
    [
      { csp: { effectiveDirective: 'script-src-elem', blockedURL: 'inline' } },
      'Blocked script-src-elem from inline',
    ],
    [{ csp: { effective_directive: 'style-src', blocked_uri: '' } }, 'Blocked style-src'],
    [
      { csp: { 'effective-directive': "script-src 'report-sample' 'nonce-r4nd0m'", 'blocked-uri': 'data' } },
      'Blocked script-src from data',
    ],
    [{ 'sentry.interfaces.Csp': { effective_directive: 'style-src' } }, 'Blocked style-src'],
    [{ expectct: { hostname: 'shop.example' } }, 'Expect-CT failed for shop.example'],
    [{ expectstaple: { hostname: 'shop.example' } }, 'Expect-Staple failed for shop.example'],
    [{ hpkp: { hostname: 'shop.example' } }, 'Public key pinning validation failed for shop.example'],
    [
      { nel: { type: 'tcp.timed_out', url: 'https://shop.example/a' } },
      'Network error tcp.timed_out for shop.example',
    ],
    [{ security: { type: 'deprecation', message: 'unload is gone' } }, 'unload is gone'],
    [{ security: { type: 'intervention' } }, 'Browser report: intervention'],
    [{ security: { type: 'crash', reason: 'oom' } }, 'Browser report: crash (oom)'],
    [
      { security: { type: 'integrity-violation', blockedURL: 'https://cdn.example/x.js' } },
      'Browser report: integrity-violation (cdn.example)',
    ],
    [
      { security: { type: 'document-policy-violation', policyId: 'sync-xhr' } },
      'Browser report: document-policy-violation (sync-xhr)',
    ],
  ])('%j', (event, title) => {
    expect(read(event).title).toBe(title)
  })

  it('happened on the page that it names', () => {
    expect(read({ csp: { 'document-uri': 'https://shop.example/' } }).culprit).toBe('https://shop.example/')
    expect(read({ security: { type: 'coop', url: 'https://shop.example/a' } }).culprit).toBe(
      'https://shop.example/a',
    )
  })
})

describe('the culprit', () => {
  it.each<[string, JsonObject, string | null]>([
    ['module and function', django({ transaction: '/basket/' }), 'shop.views › basket'],
    [
      'a class that Spring made on the way, by the one in the source',
      {
        platform: 'java',
        exception: exception({}, [
          { module: 'com.shop.Orders$$EnhancerBySpringCGLIB$$a240dd2a', function: 'pay', in_app: true },
        ]),
      },
      'com.shop.Orders › pay',
    ],
    [
      'the program where C++’s client told of it',
      {
        platform: 'c',
        exception: exception({}, [
          ...['_start', '__libc_start_main', 'shop::pay(int)'].map((name) => ({ function: name })),
          { function: 'nlohmann::crow::capture_exception' },
        ]),
      },
      'shop::pay(int)',
    ],
    [
      'the file where there is no module',
      django({ exception: exception({}, [{ filename: 'app.js', function: 'buy', in_app: true }]) }),
      'app.js › buy',
    ],
    [
      'the file alone',
      django({ exception: exception({}, [{ filename: 'app.js?v=3', function: '?', in_app: true }]) }),
      'app.js',
    ],
    [
      'the function that called one without lines of its own, as PHP and Ruby show theirs',
      django({
        platform: 'php',
        exception: exception({}, [
          { filename: '/index.php', function: 'OrderController::warn', lineno: 16, in_app: true },
          { filename: '/index.php', function: 'HandleExceptions::handleError', lineno: 16, in_app: true },
        ]),
      }),
      '/index.php › OrderController::warn',
    ],
    [
      'the function of a class without a name, less where that class stands',
      django({
        platform: 'php',
        exception: exception({}, [
          {
            ...{ filename: '/app.php', lineno: 3, in_app: true },
            function: 'Command@anonymous\u0000/srv/app.php:22$0::execute',
          },
        ]),
      }),
      '/app.php › Command@anonymous::execute',
    ],
    [
      'a template, which Rails compiles into a function',
      django({
        platform: 'ruby',
        exception: exception({}, [
          {
            ...{ filename: 'app/views/stock/index.html.erb', lineno: 3, in_app: true },
            function: '_app_views_stock_index_html_erb__3327151541118998292_70361296749460',
          },
        ]),
      }),
      'app/views/stock/index.html.erb',
    ],
    [
      'the function that calls itself',
      django({
        platform: 'ruby',
        exception: exception({}, [
          { filename: 'shop.rb', function: '<main>', lineno: 3, in_app: true },
          { filename: 'shop.rb', function: 'total', lineno: 3, in_app: true },
          { filename: 'shop.rb', function: 'total', lineno: 3, in_app: true },
        ]),
      }),
      'shop.rb › total',
    ],
    [
      'the innermost of two on the one line of a bundle',
      django({
        platform: 'node',
        exception: exception({}, [
          { filename: 'app.js', function: 'checkout', lineno: 1, colno: 700, in_app: true },
          { filename: 'app.js', function: 'total', lineno: 1, colno: 20, in_app: true },
        ]),
      }),
      'app.js › total',
    ],
    [
      'the library by its name',
      django({
        platform: 'cocoa',
        exception: exception({}, [{ package: '/private/var/A/Shop.app/Shop', function: 'buy' }]),
      }),
      'Shop › buy',
    ],
    [
      'what was done, where no frame is ours',
      django({
        transaction: '/basket/',
        exception: exception({}, [{ module: 'django.db', function: 'q', in_app: false }]),
      }),
      '/basket/',
    ],
    [
      'a cause’s, where the server wrapped it in an error of its own',
      django({
        transaction: '/basket/',
        exception: [exception(), exception({}, [{ module: 'django.db', function: 'q', in_app: false }])],
      }),
      'shop.views › basket',
    ],
    [
      'the innermost frame, where nothing else is known',
      django({ exception: exception({}, [{ module: 'django.db', function: 'q', in_app: false }]) }),
      'django.db › q',
    ],
    [
      'the method, not which block of it',
      django({
        exception: exception({}, [{ filename: 'a.rb', function: 'rescue in block (2 levels) in pay' }]),
      }),
      'a.rb › pay',
    ],
    [
      'the file alone where Node knows only on what it was called',
      django({ exception: exception({}, [{ filename: 'app.js', function: 'null.<anonymous>' }]) }),
      'app.js',
    ],
    [
      'the file alone where a listener of Node has no name',
      django({ exception: exception({}, [{ filename: 'app.js', function: 'Server.?' }]) }),
      'app.js',
    ],
    [
      'the module once, where the function repeats it',
      django({ exception: exception({}, [{ module: 'Shop::Basket', function: 'Shop::Basket::pay' }]) }),
      'Shop::Basket › pay',
    ],
    [
      'a module of Elixir as people write it',
      django({ exception: exception({}, [{ module: 'Elixir.Shop.Basket', function: 'Shop.Basket.pay/2' }]) }),
      'Shop.Basket › pay/2',
    ],
    [
      'Java’s numbered functions',
      django({ exception: exception({}, [{ module: 'shop.Basket', function: 'lambda$pay$57' }]) }),
      'shop.Basket › pay',
    ],
    [
      'Java’s numbered functions of old, within another one of them',
      django({ exception: exception({}, [{ module: 'shop.Basket', function: 'lambda$null$3' }]) }),
      'shop.Basket › lambda$null$3',
    ],
    [
      'Kotlin’s numbered functions',
      django({ exception: exception({}, [{ module: 'shop.BasketKt', function: 'pay$lambda$5$lambda$4' }]) }),
      'shop.BasketKt › pay',
    ],
    [
      'Rust’s functions within it, which all that waits is',
      django({
        exception: exception({}, [{ filename: 'main.rs', function: 'shop::pay::{{closure}}::{closure#0}' }]),
      }),
      'main.rs › shop::pay',
    ],
    ['Go’s numbered functions', go({ module: 'main', function: '1' }), 'main › main.go'],
    [
      'Go’s function that told of a panic, of old',
      go(
        { module: 'main', function: 'pay', abs_path: '/srv/pay.go' },
        { module: 'main', function: 'func1', abs_path: '/srv/pay.go' },
      ),
      'main › pay',
    ],
    ['Go’s numbered functions of old', go({ module: 'main.main', function: 'func1' }), 'main.main › main.go'],
    [
      'Go’s functions within methods',
      go({ module: 'shop', function: '(*Basket).Pay.func1.2' }),
      'shop › (*Basket).Pay',
    ],
    [
      '.NET’s signatures',
      {
        exception: [
          {
            type: 'E',
            stacktrace: { frames: [{ module: 'Shop.Orders', function: 'async Task<int> Pay(int id)' }] },
          },
        ],
      },
      'Shop.Orders › Pay',
    ],
    [
      'what was being done, where a minifier took the name',
      {
        ...{ platform: 'javascript', transaction: 'POST /api/pay' },
        stacktrace: { frames: [{ filename: 'app:///_next/page.js', function: 'e', colno: 1204 }] },
      },
      'POST /api/pay',
    ],
    [
      'the file, where a minifier took the name',
      {
        platform: 'javascript',
        stacktrace: { frames: [{ filename: 'app:///_next/page.js', function: 'e', colno: 1204 }] },
      },
      'app:///_next/page.js',
    ],
    [
      '.NET’s programs without a class',
      {
        platform: 'csharp',
        stacktrace: { frames: [{ filename: 'Program.cs', function: 'void Program.<Main>$(?)' }] },
      },
      'Program.cs › Program.<Main>$',
    ],
    [
      'what a panic came from, where nothing in it is ours',
      {
        platform: 'native',
        exception: exception({ type: 'panic' }, [
          { function: 'serde_json::de::from_str', in_app: false },
          { function: 'core::result::unwrap_failed', in_app: false },
          { function: 'sentry_panic::panic_handler', package: 'shop', in_app: false },
        ]),
      },
      'serde_json::de::from_str',
    ],
    [
      'the library, where the file is one that a compiler made up',
      django({
        platform: 'native',
        exception: exception({}, [{ function: 'shop::pay', filename: '<log macros>', package: '/srv/shop' }]),
      }),
      'shop › pay',
    ],
    ['as raven said', { culprit: 'shop.views.basket', message: 'Out of tea' }, 'shop.views.basket'],
    [
      'the address, where nothing else is known',
      { message: 'Out of tea', request: { url: 'https://shop.example/basket/?x=1' } },
      'https://shop.example/basket/',
    ],
    [
      'nothing, where the address is all that the title says',
      { request: { url: 'https://shop.example/' } },
      null,
    ],
    ['nothing', { message: 'Out of tea' }, null],
  ])('%s', (_, event, culprit) => {
    expect(read(event).culprit).toBe(culprit)
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
