import { describe, expect, it } from 'vitest'
import type { Frame } from '../../contract/event.ts'
import { fileKey } from './file-name.ts'
import { functionKey } from './function-name.ts'
import { typeName } from './type-name.ts'

const nowhere: Frame = {
  ...{
    file: null,
    absolutePath: null,
    module: null,
    function: null,
    package: null,
    line: null,
    column: null,
  },
  ...{ isInApp: true, before: [], source: null, after: [], locals: [], address: null },
}

describe('a function', () => {
  it.each([
    ['python', 'basket', 'basket'],
    ['python', 'Basket.total.<locals>.inner', 'Basket.total.inner'],
    ['python', '<lambda>', ''],
    ['python', '<listcomp>', null],
    ['javascript', 'Shop.buy', 'buy'],
    ['javascript', 'async Shop.buy', 'buy'],
    ['javascript', 'new Shop', 'Shop'],
    ['javascript', 'Object.<anonymous>', ''],
    ['javascript', 'HTMLButtonElement.<anonymous>', ''],
    ['javascript', 'buy/<', ''],
    ['javascript', 'Shop/this.buy', 'buy'],
    ['javascript', '?', ''],
    ['javascript', 't', ''],
    ['javascript', 'e.n', ''],
    ['javascript', 'Object.ro', ''],
    ['javascript', 'HTMLButtonElement.r', ''],
    ['javascript', 'Shop.go', 'go'],
    ['java', 'lambda$onCreate$2', 'onCreate'],
    ['erlang', '-charge/1-fun-3-/2', 'charge/1'],
    ['elixir', 'Shop."-charge/1-fun-3-"/2', 'charge/1'],
    ['cocoa', '(3) await resume partial function for Cart.pay()', 'Cart.pay()'],
    ['php', '__TwigTemplate_3f2b8c1e9a774f2b8c1e9a77deadbeef::doDisplay', '__TwigTemplate::doDisplay'],
    ['php', 'content_65a1b2c3d4e5f6_12345678', 'content'],
    ['erlang', '-charge/1-lc$^0/1-0-', 'charge/1'],
    ['other', '(FLET CHARGE IN "/srv/shop.lisp")', 'CHARGE'],
    ['other', '(LAMBDA (ID) IN CHARGE)', 'CHARGE'],
    ['other', '(LAMBDA () IN /srv/shop.lisp)', 'lambda'],
    ['java', 'access$000', 'access'],
    ['java', '<init>', '<init>'],
    ['java', 'invokeSuspend', 'invokeSuspend'],
    ['ruby', 'block (2 levels) in total', 'total'],
    ['ruby', 'rescue in block in total', 'total'],
    ['ruby', 'Basket#total', 'total'],
    ['ruby', '_app_views_a_html_erb___123456_7890', '_app_views_a_html_erb'],
    ['php', 'Shop\\Basket::total', 'Shop\\Basket::total'],
    ['php', 'Shop\\Basket::{closure}', ''],
    ['php', '{closure:Shop\\Basket::total():12}', 'Shop\\Basket::total'],
    ['php', 'class@anonymous\u0000/srv/a.php:3$0::total', 'class@anonymous::total'],
    ['go', '(*Basket).Total.func1', '(*Basket).Total'],
    ['go', 'Total.func2.1', 'Total'],
    ['native', 'shop::basket::total::h0123456789abcdef', 'shop::basket::total'],
    ['native', 'shop::basket::total::{{closure}}', 'shop::basket::total'],
    ['native', 'total.llvm.123456', 'total'],
    ['native', '<lambda_5db80dab47756d3e72c2dcd38b80b1dd>::operator()', '<lambda>::operator()'],
    ['cocoa', '__34-[Shop buy]_block_invoke_2', '__34-[Shop buy]_block_invoke'],
    ['csharp', '<Total>b__0', 'Total'],
    ['csharp', '<Total>d__5.MoveNext', 'Total'],
    ['csharp', 'async Task<int> Shop.Pay(int id)', 'Shop.Pay'],
    ['csharp', 'void Program.<Main>$(?)', 'Program.<Main>$'],
    ['dart', 'Basket.total.<anonymous closure>', 'Basket.total'],
  ])('of %s: %s is %j', (platform, name, expected) => {
    expect(functionKey({ ...nowhere, function: name }, platform)).toBe(expected)
  })
})

describe('where a frame lies', () => {
  it.each<[Partial<Frame>, string]>([
    [{ module: 'shop.views', file: 'shop/views.py' }, 'shop.views'],
    [{ module: '__main__', file: 'manage.py' }, 'manage.py'],
    [{ module: 'shop.Config$$EnhancerBySpringCGLIB$$1ebdddb0' }, 'shop.Config'],
    [{ module: 'shop.Config$$SpringCGLIB$$0' }, 'shop.Config'],
    [{ module: 'shop.Baz$$Lambda$40/1673859467' }, 'shop.Baz$$Lambda'],
    [{ module: 'shop.Basket$3' }, 'shop.Basket$'],
    [{ module: 'shop.basket$pay$fn__161' }, 'shop.basket$pay$fn'],
    [{ module: 'shop.basket$eval180$check_tea__181' }, 'shop.basket$eval$check_tea'],
    [{ module: 'shop.Basket_$$_jvst8ef_0' }, 'shop.Basket'],
    [{ module: 'shop.Basket$ByteBuddy$EtqoT8kA' }, 'shop.Basket$ByteBuddy'],
    [{ module: 'shop.Basket$MockitoMock$1sXkJ9aB' }, 'shop.Basket$MockitoMock'],
    [{ module: 'jdk.proxy2.$Proxy5' }, 'jdk.proxy.$Proxy'],
    [{ module: 'com.sun.proxy.$Proxy123' }, 'com.sun.proxy.$Proxy'],
    [
      { module: 'jdk.internal.reflect.GeneratedMethodAccessor12' },
      'jdk.internal.reflect.GeneratedMethodAccessor',
    ],
    [{ module: 'github.com/shop/basket' }, 'github.com/shop/basket'],
    [{ module: 'https://shop.example/a', file: 'a.js' }, 'a.js'],
    [{ file: '/srv/shop/releases/20260101120000/app/models/basket.rb' }, 'app/models/basket.rb'],
    [{ file: 'C:\\shop\\src\\Basket.cs' }, 'shop/src/Basket.cs'],
    [{ file: 'webpack:///./src/basket.ts' }, 'src/basket.ts'],
    [{ file: 'webpack-internal:///./src/basket.ts' }, 'src/basket.ts'],
    [{ file: 'app:///main.js' }, 'main.js'],
    [{ file: 'https://shop.example/static/js/main.3f2a1b9c.chunk.js?x=1' }, 'static/js/main.chunk.js'],
    [{ file: 'https://shop.example/assets/basket-page.js' }, 'assets/basket-page.js'],
    [{ file: 'https://shop.example/assets/index-BZpvCijZ.js' }, 'assets/index.js'],
    [{ file: 'https://shop.example/assets/index-userCart.js' }, 'assets/index-userCart.js'],
    [{ file: 'https://shop.example/main-KHLUBQJS.js' }, 'main.js'],
    [{ file: 'https://shop.example/_nuxt/nVCC20uT.js' }, '_nuxt/<hash>.js'],
    [{ file: 'https://shop.example/_app/immutable/chunks/CxQ0Jb8e.js' }, 'immutable/chunks/<hash>.js'],
    [{ file: 'https://shop.example/js/APIUtils.js' }, 'js/APIUtils.js'],
    [{ module: 'chunks:stock_Yv7r3MqM', file: '/srv/shop/chunks/stock_Yv7r3MqM.mjs' }, 'chunks:stock'],
    [{ module: 'server.chunks:stock-D3_z-12a', file: '/srv/a.mjs' }, 'server.chunks:stock'],
    [{ module: 'chunks:main.3f2a1b9c', file: '/srv/chunks/main.3f2a1b9c.js' }, 'chunks:main'],
    [{ module: 'src:user_profile', file: '/srv/src/user_profile.mjs' }, 'src:user_profile'],
    [{ file: 'blob:http://shop.example/7f7aaadf-a006-4217-9ed5-5fbf8585c6c0' }, '<hash>'],
    [{ file: '/srv/gems/rails-7.0.4/lib/rails.rb' }, 'rails/lib/rails.rb'],
    [{ file: '<ipython-input-3-4f2b8c1e9a77>' }, '<notebook>'],
    [{ file: '/tmp/ipykernel_1234/2871234.py' }, '<notebook>'],
    [{ file: '/tmp/_MEI12345/shop/cart.py' }, 'shop/cart.py'],
    [{ file: '/srv/var/cache/twig/3f/3f2b8c1e9a774f2b8c1e9a77deadbeef.php' }, 'var/cache/twig.php'],
    [
      { file: '/srv/templates_c/3f2b8c1e9a774f2b8c1e9a77deadbeef3f2b8c1e_0.file.cart.tpl.php' },
      'srv/templates_c/file.cart.tpl.php',
    ],
    [{ file: "/srv/shop/a.php(12) : eval()'d code" }, "srv/shop/a.php : eval()'d code"],
    [
      {
        module: '[root-of-the-server]__0d32eaf8._',
        file: 'app:///_next/server/chunks/[root-of-the-server]__0d32eaf8._.js',
      },
      '[root-of-the-server]',
    ],
    [{ module: '_0d32eaf8._', file: 'app:///_next/server/chunks/ssr/_0d32eaf8._.js' }, '<hash>'],
    [
      { file: 'https://s.example/_next/static/aBcDeFgHiJkLmNoPqRsTu/_buildManifest.js' },
      '_next/static/_buildManifest.js',
    ],
    [{ file: '<anonymous>', package: '/usr/lib/libshop.so' }, 'libshop.so'],
    [{ package: '/private/var/containers/Bundle/Application/4465496C/Shop.app/Shop' }, 'Shop'],
    [{}, ''],
  ])('%j is %s', (frame, expected) => {
    expect(fileKey({ ...nowhere, ...frame })).toBe(expected)
  })
})

it.each([
  ['KeyError', 'KeyError'],
  ['class@anonymous\u0000/srv/a.php:3$0', 'class@anonymous'],
  ['Variable obj_shop.price(100312, -4) not set', 'Variable obj_shop.price(<n>) not set'],
  ['ServerScriptService.Shop:12', 'ServerScriptService.Shop'],
  ['Map<String, List<int64, int32>>', 'Map<String, List<int64, int32>>'],
  ['Shop$1', 'Shop$'],
  ['Error at 0x7fff12', 'Error at <hex>'],
  [null, ''],
])('the type %j is %s', (type, expected) => {
  expect(typeName(type)).toBe(expected)
})
