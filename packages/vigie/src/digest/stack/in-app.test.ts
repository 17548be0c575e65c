import { expect, it } from 'vitest'
import { isNobodysOwn, isOurs } from './in-app.ts'

const nowhere = { module: null, file: null, absolutePath: null, package: null, function: null }

it.each([
  ['/srv/shop/shop/views.py', true],
  ['/srv/shop/venv/lib/python3.12/site-packages/django/views.py', false],
  ['/usr/lib/python3.12/json/decoder.py', false],
  ['C:\\Python312\\Lib\\json\\decoder.py', false],
  ['<frozen importlib._bootstrap>', false],
  ['https://shop.example/static/app.js', true],
  ['/app/node_modules/express/lib/router.js', false],
  ['app:///_next/server/chunks/node_modules_1568fd42._.js', false],
  ['app:///_next/server/chunks/ssr/node_modules_next_dist_9c1fe2a7._.js', false],
  ['app:///_next/server/chunks/[root-of-the-server]__0d32eaf8._.js', true],
  ['node:internal/process/task_queues', false],
  ['<anonymous>', false],
  ['/<anonymous>', false],
  ['chrome-extension://abc/content.js', false],
  ['WAServiceMainContext.js', false],
  ['https://usr/app-service.js', true],
  ['https://cdn.jsdelivr.net/npm/vue@3.5.0/dist/vue.js', false],
  ['https://cdn.shop.example/vue.js', true],
  ['https://deno.land/std@0.224.0/http/server.ts', false],
  ['https://deno.land/x/oak@v12.6.1/application.ts', false],
  ['https://jsr.io/@std/assert/1.0.0/assert.ts', false],
  ['https://code.jquery.com/jquery-3.7.1.min.js', false],
  ['https://code.jquery.com.shop.example/app.js', true],
  ['/usr/share/common-lisp/source/hunchentoot/acceptor.lisp', false],
  ['/home/ada/quicklisp/dists/quicklisp/software/dexador-2023/src/dexador.lisp', false],
  ['/home/ada/quicklisp/local-projects/shop/orders.lisp', true],
  ['/home/ada/.julia/packages/HTTP/abc/src/HTTP.jl', false],
  ['/home/ada/.local/share/racket/8.7/pkgs/http-easy-lib/main.rkt', false],
  ['/Users/ada/DD/SourcePackages/checkouts/Alamofire/Source/Session.swift', false],
  ['/Users/ada/Shop/Pods/AFNetworking/AFURLSessionManager.m', false],
  ['./Library/PackageCache/com.unity.ugui@1.0.0/Runtime/Button.cs', false],
  ['/home/ada/.nimble/pkgs2/jester-0.6.0/jester.nim', false],
  ['/home/ada/.opam/5.1.0/lib/lwt/lwt.ml', false],
  ['/srv/shop/_opam/lib/lwt/lwt.ml', false],
  ['/srv/shop/lua_modules/share/lua/5.1/pl/class.lua', false],
  ['/srv/shop/.yarn/cache/express-npm-4.18.2.zip/node/router.js', false],
  ['/srv/shop/.pnp.cjs', false],
  ['/usr/share/nginx/html/shop/index.php', true],
  ['https://shop.example/js/chunk-vendors.3f2b8c1e.js', false],
  ['https://shop.example/polyfills-es2015.js', false],
  ['https://shop.example/vendors-list.html', true],
  ['D:\\a\\_work\\1\\s\\src\\vctools\\crt\\vcstartup\\src\\startup\\exe_common.inl', false],
  ['/var/www/shop/src/Basket.php', true],
  ['/var/www/shop/vendor/laravel/framework/src/Foo.php', false],
  ['/srv/shop/app/models/basket.rb', true],
  ['/usr/local/bundle/gems/rack-3.0/lib/rack.rb', false],
  ['/home/ada/go/pkg/mod/github.com/gin-gonic/gin@v1.9/context.go', false],
  ['github.com/gin-gonic/gin@v1.9.1/context.go', false],
  ['/usr/local/go/src/net/http/server.go', false],
  ['/rustc/abc/library/std/src/panicking.rs', false],
  ['/home/ada/.cargo/registry/src/tokio/src/lib.rs', false],
  ['package:flutter/src/widgets/framework.dart', false],
  ['package:shop/basket.dart', true],
  ['package:sentry_dio/src/sentry_dio.dart', false],
  ['package:sentry_flutter_example/main.dart', true],
  ['/opt/flutter/packages/flutter/lib/src/widgets/framework.dart', false],
  ['/home/ada/.pub-cache/hosted/pub.dev/bloc-8.1.0/lib/src/bloc.dart', false],
  ['third_party/dart/sdk/lib/async/future.dart', false],
  ['lib/ui/hooks.dart', false],
  ['./array.jl', false],
  ['/srv/shop/orders.jl', true],
  ['/usr/share/racket/collects/racket/private/more-scheme.rkt', false],
  ['/srv/shop/orders.rkt', true],
  ['lib/ui/basket.dart', true],
  ['index 1', false],
  ['https://cdn.shop.example/LogRocket.min.js', false],
  ['https://js-agent.newrelic.com/nr-1118.min.js', false],
  ['/usr/lib/nim/system/fatal.nim', false],
  ['libraries/base/GHC/List.hs', false],
  ['application/libraries/Basket.php', true],
  ['libraries/Basket.php', true],
  ['/usr/src/app/shop/views.py', true],
  ['/usr/share/perl/5.36/Carp.pm', false],
  ['/usr/share/php/Symfony/Component/Console/Application.php', false],
  ['/usr/share/nodejs/express/lib/router.js', false],
  ['/usr/share/rubygems-integration/all/gems/rack/rack.rb', false],
  ['/usr/share/nginx/html/index.php', true],
  ['/usr/lib/x86_64-linux-gnu/perl5/5.36/DBI.pm', false],
  ['/usr/local/lib/site_perl/Plack/Util.pm', false],
  ['/srv/shop/lib/Shop/Basket.pm', true],
  ['[C]', false],
  ['/usr/share/lua/5.1/resty/http.lua', false],
  ['/usr/local/openresty/lualib/cjson.lua', false],
  ['/srv/shop/basket.lua', true],
])('path %s: %s', (absolutePath, expected) => {
  expect(isOurs({ ...nowhere, absolutePath }, 'other')).toBe(expected)
})

it.each([
  ['com.example.shop.Basket', true],
  ['java.util.ArrayList', false],
  ['javax.servlet.Filter', false],
  ['org.springframework.web.Servlet', false],
  ['io.ktor.server.engine.Pipeline', false],
  ['io.sentry.spring.SentryFilter', false],
  ['io.sentry.samples.Shop', true],
  ['Microsoft.AspNetCore.Mvc.Controller', false],
  ['Shop.Controllers.BasketController', true],
  ['django.core.handlers.base', false],
  ['djangoshop.views', true],
  ['runtime', false],
  ['runtimes.shop', true],
  ['Carp', false],
  ['Carpentry::Table', true],
  ['Plack::Middleware', false],
  ['Elixir.GenServer', false],
  ['Elixir.Phoenix.Router', false],
  ['Elixir.Shop.Basket', true],
  ['lists', true],
  ['@babel/runtime/helpers/asyncToGenerator', false],
  ['core-js/modules/es.promise', false],
  ['ErrorHandler.php:Raven_ErrorHandler', false],
  ['Till.php:Ravenna_Till', true],
  ['core-shop/basket', true],
  ['com.microsoft.identity.Client', false],
])('module %s: %s', (module, expected) => {
  expect(isOurs({ ...nowhere, module }, 'other')).toBe(expected)
})

it.each([
  ['/System/Library/Frameworks/UIKit.framework/UIKit', false],
  ['/usr/lib/libobjc.A.dylib', false],
  ['CoreFoundation', false],
  ['/private/var/containers/Bundle/Application/A/Shop.app/Shop', true],
  ['C:\\Windows\\System32\\ntdll.dll', false],
  ['C:\\Program Files\\Shop\\shop.exe', true],
  ['C:\\Qt\\6.8.2\\msvc2022_64\\bin\\Qt6Core.dll', false],
  ['/usr/local/shop/libQt5Widgets.so.5', false],
  ['/data/app/com.shop/lib/arm64/libshop.so', true],
  ['/apex/com.android.runtime/lib64/bionic/libc.so', false],
  ['/var/containers/Bundle/Application/A/Shop.app/Frameworks/Sentry.framework/Sentry', false],
  ['/var/containers/Bundle/Application/A/Shop.app/Frameworks/Flutter.framework/Flutter', false],
  ['/var/containers/Bundle/Application/A/Shop.app/Frameworks/libswiftCore.dylib', false],
  ['/var/containers/Bundle/Application/A/Shop.app/Frameworks/Basket.framework/Basket', true],
  ['kernel32', false],
  ['nnSdk', false],
  ['/app0/sce_module/libSceLibcInternal.prx', false],
  ['/app0/eboot.bin', true],
])('package %s: %s', (container, expected) => {
  expect(isOurs({ ...nowhere, package: container }, 'native')).toBe(expected)
})

it.each([
  ['python', 'core.views', true],
  ['python', 'log.models', true],
  ['python', 'django.views', false],
  ['java', 'core.Basket', true],
  ['java', 'java.util.List', false],
  ['rust', 'core.panicking', false],
])('knows whose modules they can be: %s %s: %s', (platform, module, expected) => {
  expect(isOurs({ ...nowhere, module }, platform)).toBe(expected)
})

it('knows the modules of Erlang where Erlang runs', () => {
  const judged = ['lists', 'gen_server', 'shop_basket'].map((module) =>
    isOurs({ ...nowhere, module }, 'elixir'),
  )
  expect(judged).toEqual([false, false, true])
})

it('knows what every native crash passes through by name', () => {
  const frame = { ...nowhere, package: '/srv/shop/shop' }
  expect(isOurs({ ...frame, function: 'std::panicking::begin_panic' }, 'native')).toBe(false)
  expect(isOurs({ ...frame, function: '__rustc::rust_begin_unwind' }, 'native')).toBe(false)
  expect(isOurs({ ...frame, function: '<E as anyhow::context::StdError>::ext_context' }, 'native')).toBe(
    false,
  )
  expect(isOurs({ ...frame, function: '<&T as core::fmt::Debug>::fmt' }, 'native')).toBe(false)
  expect(isOurs({ ...frame, function: '<shop::Basket as core::fmt::Debug>::fmt' }, 'native')).toBe(true)
  expect(isOurs({ ...frame, function: 'sentry__unwind_stack_psunwind' }, 'native')).toBe(false)
  expect(isOurs({ ...frame, function: 'shop::basket::total' }, 'native')).toBe(true)
})

it.each([
  ['_CxxThrowException', false],
  ['RaiseException', false],
  ['_NSRaiseError', false],
  ['FDebug::CheckVerifyFailedImpl2(char const*)', false],
  ['UE::Assert::Private::ExecCheckImplInternal', false],
  ['UE::Shop::Basket', true],
  ['DispatchCheckVerify<void>', false],
  ['stub InvokeDartCode', false],
  ['sentrycrashcm_handleException', false],
  ['kscm_notifyFatalException', false],
  ['-[SentryClient captureEvent:]', false],
  ['__47-[SentryBreadcrumbTracker swizzle]_block_invoke_2', false],
  ['-[RNSentry captureEnvelope:]', false],
  ['static SentrySDK.capture(error:)', false],
  ['-[Shop sentryGun:]', true],
])('knows by name what crashes pass through, and the client: %s: %s', (name, expected) => {
  expect(isOurs({ ...nowhere, package: '/srv/shop/shop', function: name }, 'cocoa')).toBe(expected)
})

it.each([
  ['Raven2.captureMessage', false],
  ['Object.captureException', false],
  ['asyncGeneratorStep', false],
  ['_callSuper', false],
  ['captureBasket', true],
  ['HTMLButtonElement.sentryWrapped', false],
  ['HTMLButtonElement.buy', true],
])('browser’s function %s: %s', (name, expected) => {
  const frame = { ...nowhere, file: 'https://shop.example/static/app.js', function: name }
  expect(isOurs(frame, 'javascript')).toBe(expected)
})

it.each([
  ['ext:core/01_core.js', false],
  ['native', false],
  ['native:7:39', false],
  ['native-shop.js', true],
  ['/srv/shop/wp-includes/plugin.php', false],
  ['/srv/shop/wp-content/plugins/shop/pay.php', true],
])('knows what runtimes and WordPress bring: %s: %s', (file, expected) => {
  expect(isOurs({ ...nowhere, file }, 'node')).toBe(expected)
})

it('calls nothing ours of which nothing is known', () => {
  expect(isOurs(nowhere, 'other')).toBe(false)
})

it.each([
  ['UnityEngine.EventSystems.StandaloneInputModule', true],
  ['UnityEditor.BuildPipeline', true],
  ['UnityEngineShop.Basket', false],
  ['BugFarmButtons', false],
])('module %s is nobody’s own, whatever its SDK says: %s', (module, expected) => {
  expect(isNobodysOwn({ ...nowhere, module })).toBe(expected)
})

it.each([
  ['UnityEngine.Events.UnityAction.Invoke ()', false],
  ['System.Linq.Enumerable.First[T] (System.Collections.Generic.IEnumerable`1[T] source)', false],
  ['SampleScript.ThrowNull ()', true],
  ['SystemShop.Pay ()', true],
])('.NET’s %s, which has no module beside it: %s', (name, expected) => {
  const file = '<00000000000000000000000000000000>'
  expect(isOurs({ ...nowhere, file, function: name }, 'csharp')).toBe(expected)
})
