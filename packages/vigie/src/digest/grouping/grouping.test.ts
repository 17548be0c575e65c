import { describe, expect, it } from 'vitest'
import type { Json } from '../../contract/json.ts'
import { digest } from '../digest.ts'
import { context, django, exception, type JsonObject, libraryFrame, ownFrame } from '../event.fixture.ts'

function hashes(event: JsonObject): readonly string[] {
  return digest(event, context).digested.grouping.hashes
}

/** As the store does it: an event joins the issue that knows any of its hashes. */
function isOneIssue(one: JsonObject, other: JsonObject): boolean {
  const known = new Set(hashes(one))
  return hashes(other).some((hash) => known.has(hash))
}

const raised = (change: JsonObject, frames?: readonly Json[]) =>
  django({ exception: { values: [exception(change, frames)] } })
const inFrames = (...frames: readonly Json[]) => raised({}, frames)
const own = (change: JsonObject) => ({ ...ownFrame, ...change })
const message = (text: string, more: JsonObject = {}) => ({ message: text, logger: 'shop', ...more })
const script = (frame: JsonObject) => ({
  platform: 'javascript',
  exception: exception({}, [{ function: 'buy', ...frame }]),
})
const said = (value: string, more: JsonObject = {}) => ({
  platform: 'node',
  exception: [exception({ value, mechanism: { type: 'generic', synthetic: true }, ...more }, [inLinesFrame])],
})
const printed = (value: string) => ({
  ...raised({ value }),
  fingerprint: ['{{ message }}', '{{ error.value }}'],
})
const suppressed = (type: string) =>
  django({
    exception: [
      exception({ type, mechanism: { type: 'suppressed', exception_id: 1, parent_id: 0 } }),
      exception({ mechanism: { type: 'chained', exception_id: 0 } }),
    ],
  })
const ravenJs = (text: string) => ({
  ...{ platform: 'javascript', message: text, fingerprint: [text] },
  stacktrace: { frames: [{ function: 'buy', filename: 'https://shop.example/a.js', lineno: 1 }] },
})
const logged = (text: string, name: string) => ({
  ...{ platform: 'java', level: 'error', message: text },
  threads: [{ id: 1, crashed: true, stacktrace: { frames: [own({ function: name })] } }],
})
const rust = (value: string, name: string) => ({
  platform: 'native',
  exception: exception({ type: 'panic', value }, [{ function: name, filename: 'main.rs', in_app: true }]),
})
/** As KDE's DrKonqi tells it: no type, and the signal's description for a value. */
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
/** Text that was thrown, and the function that old clients say told of it. */
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
/** sentry-go hangs the stack of whoever told of it on the outermost, and nothing on what that wraps. */
const go = (...chain: readonly (readonly [type: string, value: string])[]) => ({
  platform: 'go',
  exception: chain.toReversed().map(([type, value], place) => {
    const isOutermost = place === chain.length - 1
    const frames = [{ module: 'main', function: 'report', abs_path: '/srv/shop/main.go', in_app: true }]
    return { type, value, ...(isOutermost ? { stacktrace: { frames } } : {}) }
  }),
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
const inReact = (value: string, page: string) => ({
  ...{ platform: 'javascript', transaction: page },
  exception: exception({ type: 'Error', value }, [
    { function: value.slice(0, 9), filename: '/node_modules/react-dom/index.js' },
  ]),
})
const lostChunk = (type: string, value: string, name: string) => ({
  platform: 'javascript',
  exception: exception({ type, value }, [{ function: name, filename: 'https://shop.example/a.js' }]),
})
const mismatch = 'Text content does not match server-rendered HTML.'
const nothingOwn = (value: string) => raised({ value }, [libraryFrame])
const csp = (change: JsonObject) => ({
  csp: { 'effective-directive': 'script-src', 'blocked-uri': 'https://evil.example/a', ...change },
})

const crash = (reason: string): JsonObject => ({ security: { type: 'crash', reason } })
const deprecation = (id: string) => ({
  security: { type: 'deprecation', id, url: 'https://shop.example/a', message: `${id} is gone` },
})

const lines = [
  'def basket(request, pk):',
  '    basket = Basket.objects.get(pk=pk)',
  '    total = basket.total / basket.count()',
  '    basket.price = total',
  '    return render(request, "basket.html")',
]
const inLines = (change: JsonObject) =>
  inFrames(
    own({
      pre_context: lines.slice(0, 2),
      context_line: lines[2] ?? '',
      post_context: lines.slice(3),
      ...change,
    }),
  )

const inLinesFrame = own({
  pre_context: lines.slice(0, 2),
  context_line: lines[2] ?? '',
  post_context: lines.slice(3),
})

const page = (hash: string, line: string) => ({
  platform: 'node',
  exception: exception({}, [
    { function: 'load', filename: `app:///_page.server.js-${hash}.js`, context_line: line },
  ]),
})

describe('one issue', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'chunks that are gone since a release',
      lostChunk('ChunkLoadError', 'Loading chunk 552 failed.', 'openBasket'),
      lostChunk('Error', 'ChunkLoadError: Loading chunk pages/a failed.', 'openStock'),
    ],
    [
      'a page that the server rendered otherwise',
      inReact(mismatch, '/stock'),
      inReact(
        'There was an error while hydrating. The entire root will switch to client rendering.',
        '/stock',
      ),
    ],
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
      'a line of a log in JSON, at another time',
      message('{"level":50,"time":1796029500123,"pid":7,"msg":"payment 12 failed"}'),
      message('{"level":50,"pid":8,"host":"web-2","msg":"payment 13 failed"}'),
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
    ['the same again', django(), django({ timestamp: '2026-11-28T03:00:00Z', user: { id: 7 } })],
    ['another value', django(), raised({ value: 'integer division by zero' })],
    ['another line number', django(), inFrames(libraryFrame, own({ lineno: 90 }))],
    ['another machine', django(), inFrames(libraryFrame, own({ abs_path: '/home/ada/shop/views.py' }))],
    ['other library frames', django(), inFrames({ ...libraryFrame, function: 'inner' }, own({}))],
    ['deeper recursion', inFrames(own({}), own({})), inFrames(...Array(50).fill(own({})))],
    [
      'mutual recursion',
      inFrames(own({}), own({ function: 'b' })),
      inFrames(own({}), own({ function: 'b' }), own({}), own({ function: 'b' })),
    ],
    ['a comprehension, before Python 3.12', django(), inFrames(own({}), own({ function: '<listcomp>' }))],
    ['a frame that is null', django(), inFrames(null, libraryFrame, own({}))],
    [
      'the release directory',
      inFrames(own({ module: null, filename: '/srv/releases/20260101120000/app/a.rb' })),
      inFrames(own({ module: null, filename: '/srv/releases/20261128030000/app/a.rb' })),
    ],
    ['a function renamed among the same lines', inLines({}), inLines({ function: 'show_basket' })],
    [
      'lines moved to another file',
      inLines({}),
      inLines({ module: 'shop.baskets.views', filename: 'shop/baskets/views.py' }),
    ],
    ['a message with numbers', message('Basket 17 is empty'), message('Basket 4242 is empty')],
    [
      'a message with an id',
      message('No basket 3f2b8c1e-8f0d-4f53-9d6c-0c6a2f0f9b11'),
      message('No basket 11111111-8f0d-4f53-9d6c-0c6a2f0f9b11'),
    ],
    [
      'a template',
      message('Basket of ada', { logentry: { message: 'Basket of %s', params: ['ada'] } }),
      message('Basket of bob', { logentry: { message: 'Basket of %s', params: ['bob'] } }),
    ],
    [
      'the value of an error where no frame is ours',
      nothingOwn("Invalid HTTP_HOST header: 'a.example'"),
      nothingOwn("Invalid HTTP_HOST header: 'b.example'"),
    ],
    [
      'builds of a bundle with the source of a page',
      page('CHNh9lBx', '  const total = cart.total.toFixed(2)'),
      page('Cp7NeO18', '  const total = cart.total.toFixed(2)'),
    ],
    [
      'builds of a bundle',
      script({ abs_path: 'https://x/static/main.3f2a1b9c.js' }),
      script({ abs_path: 'https://x/static/main.99aa1bce.js' }),
    ],
    [
      'builds of another bundler',
      script({ abs_path: 'https://x/assets/index-BkP3xZ_a.js' }),
      script({ abs_path: 'https://x/assets/index-D4nQw81s.js' }),
    ],
    [
      'browsers',
      script({ abs_path: 'https://x/a.js', function: 'Shop.buy [as onclick]' }),
      script({ abs_path: 'https://x/a.js', function: 'buy' }),
    ],
    ['a message of Node with and without a stack', said('No tea', { type: null }), { message: 'No tea' }],
    [
      'a message of Java, which calls its thread crashed, from two places',
      logged('Order 12 is late', 'pay'),
      logged('Order 13 is late', 'ship'),
    ],
    [
      'a message of a browser with and without a stack',
      said('No tea', { type: null, mechanism: null }),
      { message: 'No tea' },
    ],
    ['a number in what was thrown, not being an error', said('Order 12'), said('Order 13')],
    ['a number in what a fingerprint stands for', printed('Order 12'), printed('Order 13')],
    ['a number in a message of raven-js', ravenJs('No tea for 12'), ravenJs('No tea for 13')],
    [
      'a number in a fingerprint that says again what went wrong',
      django({ fingerprint: ['Order 12 is late', 'shop'], ...raised({ value: 'Order 12 is late' }) }),
      message('Order 13 is late', { fingerprint: ['Order 13 is late', 'shop'] }),
    ],
    ['hosts', script({ abs_path: 'https://x/a.js' }), script({ abs_path: 'http://localhost:8000/a.js?v=3' })],
    ['reports of one directive from one host', csp({}), csp({ 'blocked-uri': 'https://evil.example/other' })],
    ['members of a group in another order', group('KeyError', 'ValueError'), group('ValueError', 'KeyError')],
    ['more of the same in a group', group('KeyError'), group('KeyError', 'KeyError')],
    ['what Java suppressed beside it', raised({}), suppressed('CloseException')],
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
    ['retries', chain('Timeout'), chain('Timeout', 'Timeout', 'Timeout')],
    [
      'a fingerprint of numbers and its text',
      django({ fingerprint: [1, 'a'] }),
      message('x', { fingerprint: ['1', 'a'] }),
    ],
    ['a checksum', django({ checksum: 'abc' }), message('x', { checksum: 'abc' })],
    ['the default fingerprint and none', django(), django({ fingerprint: ['{{ default }}'] })],
    [
      'the default in two spellings',
      django({ fingerprint: ['{{default}}', 'a'] }),
      django({ fingerprint: ['{{ default }}', 'a'] }),
    ],
    [
      'old and new SDK',
      django(),
      { platform: 'python', 'sentry.interfaces.Exception': { values: [exception({ mechanism: null })] } },
    ],
  ])('%s', (_, one, other) => {
    expect(isOneIssue(one, other)).toBe(true)
  })
})

describe('two issues', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['pages that the server rendered otherwise', inReact(mismatch, '/stock'), inReact(mismatch, '/basket')],
    ['NSErrors of two codes', nsError(-1009, 'Code: -1009'), nsError(-1001, 'Code: -1001')],
    [
      'NSErrors of two codes from one function',
      nsError(-1009, 'Code: -1009', [own({ function: 'load' })]),
      nsError(-1001, 'Code: -1001', [own({ function: 'load' })]),
    ],
    ['another type', django(), raised({ type: 'KeyError' })],
    [
      'lines of a log in JSON',
      message('{"level":50,"time":1796029500123,"msg":"payment failed"}'),
      message('{"level":50,"time":1796029500123,"msg":"stock is short"}'),
    ],
    ['another function', django(), inFrames(own({ function: 'pay' }))],
    ['another module', django(), inFrames(own({ module: 'shop.pay' }))],
    ['another caller of ours', django(), inFrames(own({ function: 'job', module: 'shop.tasks' }), own({}))],
    ['another cause', chain('Timeout', 'KeyError'), chain('Timeout', 'ValueError')],
    [
      'the same line among others',
      inLines({}),
      inLines({ function: 'other', pre_context: ['# something else altogether', 'if basket.is_paid:'] }),
    ],
    [
      'one short line in two functions',
      inFrames(own({ context_line: 'return 1 / 0' })),
      inFrames(own({ function: 'b', context_line: 'return 1 / 0' })),
    ],
    [
      'values where no frame is ours',
      nothingOwn('Invalid block tag'),
      nothingOwn('Could not parse the remainder'),
    ],
    [
      'names in values',
      nothingOwn("'NoneType' object has no attribute 'total'"),
      nothingOwn("'NoneType' object has no attribute 'price'"),
    ],
    [
      'pages whose bundles have one name, and one function',
      page('CHNh9lBx', '  const total = cart.total.toFixed(2)'),
      page('Cp7NeO18', '  return user.name.trim()'),
    ],
    ['words of a message', message('Basket is empty'), message('Basket is full')],
    ['a message of another logger', message('Failed'), message('Failed', { logger: 'mail' })],
    [
      'messages through a template of nothing',
      message('a', { logentry: { message: '%s', params: ['No tea'] } }),
      message('b', { logentry: { message: '%s', params: ['No milk'] } }),
    ],
    [
      'messages of Java from one function, whose thread it calls crashed',
      logged('Order 12 is late', 'pay'),
      logged('Order 12 is lost', 'pay'),
    ],
    ['messages of Node from one function', said('No tea', { type: null }), said('No milk', { type: null })],
    ['what one function threw, not being errors', said('No tea'), said('No milk')],
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
      'what a server answered',
      nothingOwn('Request failed with status code 404'),
      nothingOwn('Request failed with status code 500'),
    ],
    ['only the entry is ours', native('Fatal Error: no memory'), native('Fatal Error: stack overflow')],
    [
      'closures of PHP on two lines of a file',
      php("throw new Exception('No tea');"),
      php("throw new Exception('No milk');"),
    ],
    [
      'panics that only Rust’s entry is ours of',
      rust('No tea', 'shop::main::{{closure}}'),
      rust('No milk', 'shop::main'),
    ],
    ['errors of which only .NET’s entry is ours', program('No tea'), program('No milk')],
    ['fingerprints', django({ fingerprint: ['a'] }), django({ fingerprint: ['b'] })],
    [
      'a fingerprint in other parts',
      django({ fingerprint: ['a b', 'c'] }),
      django({ fingerprint: ['a', 'b c'] }),
    ],
    [
      'a number of a fingerprint that nothing else says',
      message('No tea for 12', { fingerprint: ['tea 12'] }),
      message('No tea for 12', { fingerprint: ['tea 13'] }),
    ],
    ['a fingerprint and none', django(), django({ fingerprint: ['a'] })],
    ['more than the default', django(), django({ fingerprint: ['{{ default }}', 'a'] })],
    [
      'the default of two errors',
      django({ fingerprint: ['{{ default }}', 'a'] }),
      raised({ type: 'KeyError' }),
    ],
    ['reports from two hosts', csp({}), csp({ 'blocked-uri': 'https://other.example/' })],
    ['crashes of two functions by one signal', signalled('Basket::pay'), signalled('Basket::total')],
    ['two reasons of a crash', crash('oom'), crash('unresponsive')],
    ['two deprecations', deprecation('UnloadHandler'), deprecation('WebSQL')],
    ['reports of two directives', csp({}), csp({ 'effective-directive': 'img-src' })],
    ['errors of which only the type is known', bare('/a/'), bare('/b/')],
    [
      'errors without a type, of one function',
      raised({ type: null, value: 'No tea' }),
      raised({ type: null }),
    ],
  ])('%s', (_, one, other) => {
    expect(isOneIssue(one, other)).toBe(false)
  })
})

it.each([
  ['{{ type }}', 'ZeroDivisionError'],
  ['{{ error.value }}', 'division by zero'],
  ['{{ transaction }}', '/basket/'],
  ['{{ function }}', 'basket'],
  ['{{ stack.module }}', 'shop.views'],
  ['{{ tags.queue }}', 'mail'],
  ['{{ level }}', 'error'],
  ['{{ constructor }}', '{{ constructor }}'],
])('the fingerprint %s stands for %s', (variable, value) => {
  const event = { transaction: '/basket/', tags: { queue: 'mail' } }
  expect(hashes(django({ ...event, fingerprint: [variable] }))).toEqual(
    hashes(django({ ...event, fingerprint: [value] })),
  )
})

it('makes short hashes that name their version, the best first', () => {
  const all = hashes(inLines({}))
  expect(all).toHaveLength(2)
  for (const hash of all) expect(hash).toMatch(/^1-[0-9a-f]{24}$/)
  expect(all[0]).toBe(hashes(inLines({ context_line: 'other', lineno: 1 }))[0])
})

function chain(...types: readonly string[]): JsonObject {
  return django({ exception: types.map((type) => exception({ type, value: `${Math.random()}` })) })
}

function group(...types: readonly string[]): JsonObject {
  const root = exception({
    type: 'ExceptionGroup',
    mechanism: { type: 'x', exception_id: 0, is_exception_group: true },
  })
  const members = types.map((type, n) =>
    exception({ type, mechanism: { type: 'x', exception_id: n + 1, parent_id: 0 } }),
  )
  return django({ exception: [...members.toReversed(), root] })
}

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

function bare(transaction: string): JsonObject {
  return { transaction, exception: [{ type: 'Error' }] }
}
