import { describe, expect, it } from 'vitest'
import { django, exception, type JsonObject } from '../event.fixture.ts'
import { read } from './title.fixture.ts'

describe('the culprit', () => {
  it.each<[string, JsonObject, string | null]>([
    ['module and function', django({ transaction: '/basket/' }), 'shop.views › basket'],
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
      'the module once, where the function repeats it',
      django({ exception: exception({}, [{ module: 'Shop::Basket', function: 'Shop::Basket::pay' }]) }),
      'Shop::Basket › pay',
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
