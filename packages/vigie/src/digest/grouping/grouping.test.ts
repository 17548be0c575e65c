import { describe, expect, it } from 'vitest'
import type { Json } from '../../contract/json.ts'
import { django, exception, type JsonObject, libraryFrame } from '../event.fixture.ts'
import { chain, hashes, isOneIssue, lines, own, raised } from './grouping.fixture.ts'

const inFrames = (...frames: readonly Json[]) => raised({}, frames)
const inLines = (change: JsonObject) =>
  inFrames(
    own({
      pre_context: lines.slice(0, 2),
      context_line: lines[2] ?? '',
      post_context: lines.slice(3),
      ...change,
    }),
  )

describe('one issue', () => {
  it.each<[string, JsonObject, JsonObject]>([
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
    ['members of a group in another order', group('KeyError', 'ValueError'), group('ValueError', 'KeyError')],
    ['more of the same in a group', group('KeyError'), group('KeyError', 'KeyError')],
    ['retries', chain('Timeout'), chain('Timeout', 'Timeout', 'Timeout')],
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
    ['another type', django(), raised({ type: 'KeyError' })],
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
    ['errors of which only the type is known', bare('/a/'), bare('/b/')],
  ])('%s', (_, one, other) => {
    expect(isOneIssue(one, other)).toBe(false)
  })
})

it('makes short hashes that name their version, the best first', () => {
  const all = hashes(inLines({}))
  expect(all).toHaveLength(2)
  for (const hash of all) expect(hash).toMatch(/^1-[0-9a-f]{24}$/)
  expect(all[0]).toBe(hashes(inLines({ context_line: 'other', lineno: 1 }))[0])
})

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

function bare(transaction: string): JsonObject {
  return { transaction, exception: [{ type: 'Error' }] }
}
