import { describe, expect, it } from 'vitest'
import { django, exception, type JsonObject } from '../event.fixture.ts'
import { read } from './title.fixture.ts'

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

describe('the culprit, in the words of each language', () => {
  it.each<[string, JsonObject, string | null]>([
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
      'Turbopack’s bundles without their hash',
      {
        platform: 'node',
        stacktrace: {
          frames: [{ module: '[root-of-the-server]__0d32eaf8._', function: 'GET', in_app: true }],
        },
      },
      '[root-of-the-server] › GET',
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
  ])('%s', (_, event, culprit) => {
    expect(read(event).culprit).toBe(culprit)
  })
})
