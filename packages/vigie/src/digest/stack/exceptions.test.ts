import { describe, expect, it } from 'vitest'
import type { Json } from '../../contract/json.ts'
import { context, exception, type JsonObject, ownFrame } from '../event.fixture.ts'
import { normalise } from '../normalise.ts'
import { bounds } from '../reading/bounds.ts'

function read(sent: Json, more: JsonObject = {}) {
  return normalise({ platform: 'python', exception: sent, ...more }, context)
}

const types = (sent: Json) => read(sent).exceptions.map(({ type }) => type)
const typed = (type: string, mechanism: Json = null) => exception({ type, mechanism })

describe('exceptions', () => {
  it.each<[string, Json, (string | null)[]]>([
    ['come with the last raised last', { values: [typed('Cause'), typed('Raised')] }, ['Raised', 'Cause']],
    ['a list alone', [typed('A')], ['A']],
    ['one alone', typed('A'), ['A']],
    ['gaps', { values: [null, typed('A'), {}] }, ['A']],
    ['text', { values: ['it broke'] }, [null]],
    ['text alone', 'it broke', [null]],
    ['numbered', { values: { 0: typed('Cause'), 3: typed('Raised') } }, ['Raised', 'Cause']],
    ['nothing', { values: null }, []],
    ['a number', 7, []],
  ])('%s', (_, sent, expected) => {
    expect(types(sent)).toEqual(expected)
  })

  it.each([
    ['0.5.5', ['Cause', 'Raised']],
    ['0.7.10', ['Cause', 'Raised']],
    ['0.7.11', ['Raised', 'Cause']],
    ['2.75.0', ['Raised', 'Cause']],
  ])('came the other way round from sentry-sdk before 0.7.11: %s', (version, expected) => {
    const sent = [typed('Cause'), typed('Raised')]
    const { exceptions } = read(sent, { sdk: { name: 'sentry.python', version } })
    expect(exceptions.map(({ type }) => type)).toEqual(expected)
  })

  it('are found under the name that raven gave them', () => {
    const event = normalise({ 'sentry.interfaces.Exception': { values: [typed('A')] } }, context)
    expect(event.exceptions[0]?.type).toBe('A')
  })

  it('of Go, each of which an old client calls a group of what it was wrapped in, stay as they came', () => {
    const of = (type: string, id: number) =>
      typed(type, {
        type: 'generic',
        exception_id: id,
        is_exception_group: true,
        ...(id > 0 && { parent_id: id - 1 }),
      })
    const { exceptions } = read([of('*shop.OutOfStock', 0), of('*fmt.wrapError', 1)])
    expect(exceptions.map(({ type, mechanism }) => [type, mechanism?.isGroup, mechanism?.id])).toEqual([
      ['*fmt.wrapError', false, null],
      ['*shop.OutOfStock', false, null],
    ])
  })

  it.each([
    ['divided by 0 (ZeroDivisionError)', 'divided by 0'],
    ['divided by 0 (ZeroDivisionError)\n\n    1 / 0\n      ^', 'divided by 0\n\n    1 / 0\n      ^'],
    ['divided by 0 (Zero)', 'divided by 0 (Zero)'],
    ['ZeroDivisionError', 'ZeroDivisionError'],
  ])('of Ruby do not say their type twice: %j', (value, expected) => {
    const sent = exception({ type: 'ZeroDivisionError', value })
    expect(read(sent, { platform: 'ruby' }).exceptions[0]?.value).toBe(expected)
    expect(read(sent).exceptions[0]?.value).toBe(value)
  })

  it('stand as they are numbered', () => {
    const numbered = (type: string, id: number) => typed(type, { type: 'chained', exception_id: id })
    expect(types([numbered('Root', 0), numbered('Child', 1), numbered('Grandchild', 2)])).toEqual([
      'Root',
      'Child',
      'Grandchild',
    ])
    expect(types([numbered('Grandchild', 2), numbered('Child', 1), numbered('Root', 0)])).toEqual([
      'Root',
      'Child',
      'Grandchild',
    ])
  })

  it('keep what the SDK says of how they came', () => {
    const mechanism = {
      type: 'onerror',
      handled: false,
      synthetic: true,
      data: { a: 1 },
      meta: { signal: { number: 11 } },
    }
    expect(read([exception({ mechanism })]).exceptions[0]?.mechanism).toMatchObject({
      type: 'onerror',
      isHandled: false,
      isSynthetic: true,
      data: [
        { name: 'a', value: 1 },
        { name: 'signal', value: { number: 11 } },
      ],
    })
  })

  it('keep the last raised of too many', () => {
    const event = read(Array.from({ length: 300 }, (_, n) => typed(`E${n}`)))
    expect(event.exceptions).toHaveLength(bounds.exceptions)
    expect(event.exceptions[0]?.type).toBe('E299')
  })
})

describe('stacks that came apart', () => {
  const stacktrace = { frames: [ownFrame] }
  const bare = exception({ stacktrace: null, thread_id: 2 })
  const frames = (event: JsonObject) =>
    normalise(event, context).exceptions.map(({ frames: of }) => of.length)

  it.each<[string, JsonObject, number[]]>([
    [
      'of the thread that is named',
      {
        threads: [
          { id: 1, stacktrace: { frames: [{}, {}] } },
          { id: 2, stacktrace },
        ],
      },
      [1],
    ],
    ['of the thread that crashed', { threads: [{ id: 7, crashed: true, stacktrace }] }, [1]],
    ['of the current thread', { threads: { values: [{ id: '7', current: true, stacktrace }] } }, [1]],
    ['alone', { stacktrace }, [1]],
    ['alone, as raven sends it', { 'sentry.interfaces.Stacktrace': stacktrace }, [1]],
    ['of no thread that has to do with it', { threads: [{ id: 7, stacktrace }] }, [0]],
  ])('are joined with the exception: %s', (_, more, expected) => {
    expect(frames({ exception: [bare], ...more })).toEqual(expected)
  })

  it('are not shown twice', () => {
    const event = read([exception()], { stacktrace })
    expect(event.threads).toEqual([])
  })

  it('are threads where there is no exception', () => {
    const event = normalise({ message: 'Out of tea', stacktrace }, context)
    expect(event.threads).toMatchObject([{ id: null, frames: [{ function: 'basket' }] }])
  })

  it('are shown with what is known of their threads', () => {
    const threads = [{ id: 1, name: 'main', crashed: true, current: true, state: 'RUNNABLE' }, null, 'x']
    expect(normalise({ threads }, context).threads).toEqual([
      { id: '1', name: 'main', isCrashed: true, isCurrent: true, state: 'RUNNABLE', frames: [] },
    ])
  })
})

describe('an SDK that was not told what is the application’s', () => {
  const frame = (module: string, isInApp: boolean) => ({ module, function: 'f', in_app: isInApp })
  const own = (frames: Json[]) =>
    read([exception({}, frames)], { platform: 'java' }).exceptions[0]?.frames.map(({ isInApp }) => isInApp)

  it('is not believed that nothing is', () => {
    expect(own([frame('java.lang.Thread', false), frame('shop.Basket', false)])).toEqual([true, false])
  })

  it('is believed when it found something', () => {
    expect(own([frame('shop.lib.Money', false), frame('shop.Basket', true)])).toEqual([true, false])
  })
})
