import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Event, Frame, Named } from '../contract/event.ts'
import type { Json } from '../contract/json.ts'
import { digest } from './digest.ts'
import { context, django, exception, type JsonObject, ownFrame, receivedAt } from './event.fixture.ts'
import { normalise } from './normalise.ts'
import { bounds } from './reading/bounds.ts'

function read(event: Json) {
  return normalise(event, context)
}

describe('what the scrubber left out', () => {
  it('is remarked', () => {
    expect(read({ _vigie: { frames: 70, entries: 'x', forged: 1 } }).remarks).toEqual([
      { remark: 'shortened', field: 'frames' },
    ])
  })
})

describe('what is shown besides', () => {
  it.each<[string, JsonObject, Partial<Event>]>([
    ['modules as a dict', { modules: { django: '5.1' } }, { modules: [['django', '5.1']] }],
    [
      'modules as a list',
      { modules: [{ name: 'django', version: '5.1' }, ['celery', '5.4'], null] },
      {
        modules: [
          ['django', '5.1'],
          ['celery', '5.4'],
        ],
      },
    ],
    ['extra', { extra: { argv: ['manage.py'] } }, { extra: [{ name: 'argv', value: ['manage.py'] }] }],
    ['extra as a list', { extra: ['a'] }, { extra: [{ name: '0', value: 'a' }] }],
    ['extra as text', { extra: 'a' }, { extra: [{ name: '', value: 'a' }] }],
    [
      'contexts',
      { contexts: { os: { name: 'Linux' }, unity: {}, app: null } },
      { contexts: [{ name: 'os', value: { name: 'Linux' } }] },
    ],
    [
      'feature flags',
      { contexts: { flags: { values: [{ flag: 'new-basket', result: true }, null, { flag: 'blue' }] } } },
      { contexts: [{ name: 'flags', value: { 'new-basket': true, blue: null } }] },
    ],
    [
      'a broken template',
      { template: { filename: 'a.html' } },
      { contexts: [{ name: 'template', value: { filename: 'a.html' } }] },
    ],
    [
      'the SDK',
      { sdk: { name: 'sentry.python', version: '2.20.0' } },
      { sdk: { name: 'sentry.python', version: '2.20.0' } },
    ],
    ['the SDK as text', { sdk: 'raven-python/6.10.0' }, { sdk: { name: 'raven-python', version: '6.10.0' } }],
    ['a release as an object', { release: { version: '1.4' } }, { release: '1.4' }],
    [
      'names as numbers',
      { release: 14, environment: 7, dist: 3 },
      { release: '14', environment: '7', dist: '3' },
    ],
    [
      'empty names',
      { release: '', environment: ' ', logger: null },
      { release: null, environment: null, logger: null },
    ],
  ])('%s', (_, event, expected) => {
    expect(read(event)).toMatchObject(expected)
  })

  it.each<[string, Json, object[]]>([
    [
      'values',
      { values: [{ timestamp: receivedAt / 1000, category: 'query', message: 'SELECT 1' }] },
      [{ at: receivedAt, category: 'query', message: 'SELECT 1' }],
    ],
    [
      'a list',
      [{ type: 'http', level: 'warn', data: { status: 500 } }],
      [{ type: 'http', level: 'warning', data: [{ name: 'status', value: 500 }] }],
    ],
    ['text', ['a', null, 7], [{ message: 'a' }]],
    ['colours of a terminal', ['\u001b[31m\u001b[1mno\u001b[0m tea'], [{ message: 'no tea' }]],
    ['data that is no object', [{ data: 'x' }], [{ data: [{ name: '', value: 'x' }] }]],
  ])('breadcrumbs as %s', (_, breadcrumbs, expected) => {
    expect(read({ breadcrumbs }).breadcrumbs).toMatchObject(expected)
  })

  it('keeps the latest breadcrumbs', () => {
    const { breadcrumbs } = read({
      breadcrumbs: Array.from({ length: 500 }, (_, n) => ({ message: `${n}` })),
    })
    expect(breadcrumbs).toHaveLength(bounds.breadcrumbs)
    expect(breadcrumbs.at(-1)?.message).toBe('499')
  })

  it('puts the times of breadcrumbs right by the drift of the clock', () => {
    const hour = 3600
    const sent = {
      timestamp: receivedAt / 1000 - 2 * hour,
      breadcrumbs: [{ timestamp: receivedAt / 1000 - 2 * hour - 3 }],
    }
    const event = normalise(sent, { ...context, sentAt: receivedAt - 2 * hour * 1000 })
    expect(event.happenedAt).toBe(receivedAt)
    expect(event.breadcrumbs[0]?.at).toBe(receivedAt - 3000)
  })

  it('remarks on what the client itself took out', () => {
    const meta = { extra: { token: { '': { rem: [['@password', 's']] } } }, user: 'x' }
    expect(read({ _meta: meta }).remarks).toEqual([{ remark: 'client', field: 'extra.token' }])
  })
})

it.each<[string, Json]>([
  ['lists', []],
  ['objects', {}],
  ['text', ''],
])('takes empty %s as if they had not been sent', (_, nothing) => {
  const names = ['user', 'request', 'extra', 'contexts', 'breadcrumbs', 'modules', 'tags', 'message', 'level']
  const others = ['release', 'logger', 'timestamp', 'fingerprint', 'exception', 'threads', 'platform', 'sdk']
  const event = read(Object.fromEntries([...names, ...others].map((name) => [name, nothing])))
  expect(event).toEqual(read({}))
})

describe('addresses alone', () => {
  const images = [
    { type: 'elf', image_addr: '0x7000', image_size: 4096, code_file: '/usr/lib/libc.so.6' },
    { type: 'elf', image_addr: 0x400000, image_size: '0x2000', debug_file: '/srv/shop/shop' },
  ]
  const crash = {
    platform: 'native',
    debug_meta: { images },
    exception: {
      type: 'SIGSEGV',
      stacktrace: { frames: [{ instruction_addr: '0x4012ab' }, { instruction_addr: '0x7010' }, {}] },
    },
  }

  it('are named by what lay there, and how far within one’s own program', () => {
    expect(read(crash).exceptions[0]?.frames.slice(1)).toMatchObject([
      { package: '/usr/lib/libc.so.6', function: null, isInApp: false },
      { package: '/srv/shop/shop', function: '+0x12ab', isInApp: true },
    ])
  })
})

describe('whatever comes', () => {
  /** Objects that look like events, with anything at every place. */
  const names = [
    ...[
      'exception',
      'values',
      'type',
      'value',
      'mechanism',
      'stacktrace',
      'frames',
      'filename',
      'function',
      'in_app',
    ],
    ...[
      'vars',
      'pre_context',
      'logentry',
      'message',
      'params',
      'formatted',
      'tags',
      'request',
      'headers',
      'cookies',
    ],
    ...[
      'query_string',
      'url',
      'data',
      'user',
      'id',
      'level',
      'timestamp',
      'breadcrumbs',
      'threads',
      'contexts',
      'os',
    ],
    ...[
      'name',
      'csp',
      'blocked-uri',
      'fingerprint',
      '_meta',
      '',
      '__proto__',
      'toString',
      'valueOf',
      'toJSON',
      'release',
      'sdk',
      'modules',
      'extra',
    ],
  ]
  const { anything } = fc.letrec<{ anything: Json }>((tie) => ({
    anything: fc.oneof(
      { maxDepth: 7, withCrossShrink: true },
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
      ),
      fc.dictionary(fc.constantFrom(...names), tie('anything'), { maxKeys: 8 }) as fc.Arbitrary<Json>,
      fc.array(tie('anything'), { maxLength: 5 }) as fc.Arbitrary<Json>,
    ),
  }))

  it('is an event within its bounds', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(anything, (raw) => expectBounds(read(raw))),
      { numRuns: 20000, interruptAfterTimeLimit: 110_000 },
    )
    fc.assert(
      fc.property(anything, (part) =>
        expectBounds(read(django({ exception: part, request: part, tags: part }))),
      ),
      { numRuns: 200 },
    )
  })

  it('is counted by the same things that are shown', () => {
    fc.assert(
      fc.property(anything, (raw) => {
        const { digested, event } = digest(raw, context)
        expect(digested.title).not.toBe('')
        expect(digested.grouping.hashes.length).toBeGreaterThan(0)
        expect(digested).toMatchObject({ level: event.level, tags: event.tags, happenedAt: event.happenedAt })
      }),
      { numRuns: 200 },
    )
  })

  it.each<[string, JsonObject]>([
    ['a hundred thousand levels', { extra: JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) }],
    [
      'a hundred thousand levels for a text',
      { message: JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`) },
    ],
    [
      'a hundred thousand levels of values',
      { exception: JSON.parse(`${'{"values":'.repeat(100_000)}1${'}'.repeat(100_000)}`) },
    ],
    [
      'a hundred thousand levels of fingerprints',
      { fingerprint: JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) },
    ],
    [
      'a hundred thousand levels of remarks',
      { _meta: JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`) },
    ],
    [
      'a hundred thousand tags',
      { tags: Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`t${n}`, n])) },
    ],
    [
      'a million frames',
      {
        exception: exception(
          {},
          Array.from({ length: 1_000_000 }, () => ownFrame),
        ),
      },
    ],
    [
      'ten thousand threads of a thousand frames',
      { threads: Array(10_000).fill({ id: 1, stacktrace: { frames: Array(1000).fill(ownFrame) } }) },
    ],
    [
      'a megabyte for a name',
      {
        message: 'a1 '.repeat(350_000),
        transaction: '/'.repeat(1_000_000),
        exception: exception({ value: "'".repeat(1_000_000) }),
      },
    ],
  ])('%s', (_, raw) => {
    expectBounds(read(raw))
    expect(digest(raw, context).digested.tags.length).toBeLessThanOrEqual(bounds.tags + 10)
  })

  it('holds nothing that ends a text early, turns it round or is half a character', () => {
    const nasty = 'a\u0000b\u001b[2Jc\u202ed\ud800e'
    const event = read(
      django({ message: nasty, transaction: nasty, tags: { [nasty]: nasty }, extra: { [nasty]: [nasty] } }),
    )
    expect(JSON.stringify(event)).not.toMatch(/\\u0000|\\u001b|\u202e|\\ud800/)
  })
})

function expectBounds(event: Event): void {
  const stacks = [...event.exceptions, ...event.threads].map(({ frames }) => frames)
  const lengths = {
    exceptions: event.exceptions.length <= bounds.exceptions,
    threads: event.threads.length <= bounds.threads + 1,
    breadcrumbs: event.breadcrumbs.length <= bounds.breadcrumbs,
    tags: event.tags.length <= bounds.tags + 10,
    tag: event.tags.every(([key, value]) => key.length <= bounds.short && value.length <= bounds.path),
    remarks: event.remarks.length <= bounds.remarks,
    frames: stacks.flat().length <= bounds.allFrames,
    frame: stacks.flat().every(isBoundFrame),
    shown: [...event.extra, ...event.contexts].every(isBoundValue),
    happenedAt: Number.isSafeInteger(event.happenedAt),
  }
  expect(Object.entries(lengths).flatMap(([name, isWithin]) => (isWithin ? [] : [name]))).toEqual([])
}

function isBoundFrame({ file, function: name, before, after, locals }: Frame): boolean {
  const isShort = (file ?? '').length <= bounds.path && (name ?? '').length <= bounds.line
  return isShort && before.length + after.length <= 2 * bounds.sourceLines && locals.every(isBoundValue)
}

function isBoundValue({ name, value }: Named): boolean {
  return name.length <= bounds.short && JSON.stringify(value).length <= 20 * bounds.text
}
