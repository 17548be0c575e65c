import { describe, expect, it } from 'vitest'
import { exception, type JsonObject } from '../event.fixture.ts'
import { isOneIssue, lines, own } from './grouping.fixture.ts'

const script = (frame: JsonObject) => ({
  platform: 'javascript',
  exception: exception({}, [{ function: 'buy', ...frame }]),
})
const said = (value: string, more: JsonObject = {}) => ({
  platform: 'node',
  exception: [exception({ value, mechanism: { type: 'generic', synthetic: true }, ...more }, [inLinesFrame])],
})
const ravenJs = (text: string) => ({
  ...{ platform: 'javascript', message: text, fingerprint: [text] },
  stacktrace: { frames: [{ function: 'buy', filename: 'https://shop.example/a.js', lineno: 1 }] },
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
const csp = (change: JsonObject) => ({
  csp: { 'effective-directive': 'script-src', 'blocked-uri': 'https://evil.example/a', ...change },
})
const crash = (reason: string): JsonObject => ({ security: { type: 'crash', reason } })
const deprecation = (id: string) => ({
  security: { type: 'deprecation', id, url: 'https://shop.example/a', message: `${id} is gone` },
})
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

describe('one issue of a browser or of JavaScript', () => {
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
      'a message of a browser with and without a stack',
      said('No tea', { type: null, mechanism: null }),
      { message: 'No tea' },
    ],
    ['a number in what was thrown, not being an error', said('Order 12'), said('Order 13')],
    ['a number in a message of raven-js', ravenJs('No tea for 12'), ravenJs('No tea for 13')],
    ['hosts', script({ abs_path: 'https://x/a.js' }), script({ abs_path: 'http://localhost:8000/a.js?v=3' })],
    ['reports of one directive from one host', csp({}), csp({ 'blocked-uri': 'https://evil.example/other' })],
  ])('%s', (_, one, other) => {
    expect(isOneIssue(one, other)).toBe(true)
  })
})

describe('two issues of a browser or of JavaScript', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['pages that the server rendered otherwise', inReact(mismatch, '/stock'), inReact(mismatch, '/basket')],
    [
      'pages whose bundles have one name, and one function',
      page('CHNh9lBx', '  const total = cart.total.toFixed(2)'),
      page('Cp7NeO18', '  return user.name.trim()'),
    ],
    ['messages of Node from one function', said('No tea', { type: null }), said('No milk', { type: null })],
    ['what one function threw, not being errors', said('No tea'), said('No milk')],
    ['reports from two hosts', csp({}), csp({ 'blocked-uri': 'https://other.example/' })],
    ['two reasons of a crash', crash('oom'), crash('unresponsive')],
    ['two deprecations', deprecation('UnloadHandler'), deprecation('WebSQL')],
    ['reports of two directives', csp({}), csp({ 'effective-directive': 'img-src' })],
  ])('%s', (_, one, other) => {
    expect(isOneIssue(one, other)).toBe(false)
  })
})
