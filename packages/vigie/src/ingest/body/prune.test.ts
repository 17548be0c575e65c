import { describe, expect, test } from 'vitest'
import { limits } from '../scrub/limits.ts'
import { prune } from './prune.ts'

const long = 'x'.repeat(64 * 1024)

function pruned(text: string): string {
  const bytes = Buffer.from(text)
  prune(bytes)
  return bytes.toString()
}

function depthOf(value: unknown): number {
  let depth = 0
  for (let inner = value; typeof inner === 'object' && inner !== null; depth += 1)
    inner = Object.values(inner)[0]
  return depth
}

describe('of a long text', () => {
  test.each([
    ['lists', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['both, with blanks and brackets in texts', `${'{"]}\\"": [ '.repeat(9000)}1${' ] }'.repeat(9000)}`],
  ])('%s in too many others are taken out, and what stands beside them stays', (_, deep) => {
    const { inner, after } = JSON.parse(pruned(`{"inner":${deep},"after":{"a":[1]}}`))
    expect(depthOf(inner)).toBe(limits.depth)
    expect(after).toEqual({ a: [1] })
  })

  test.each(['{}', '[]', '{"a":0}', '[[[]]]'])('of too many, %s is not read', (each) => {
    const list = JSON.parse(pruned(`[${Array(100_000).fill(each).join()}]`)) as unknown[]
    expect(list).toHaveLength(100_000)
    const rest = list.filter((value) => typeof value === 'object')
    expect(rest[0]).toEqual(JSON.parse(each))
    expect(rest.length).toBeLessThanOrEqual(limits.nodes)
    expect(list.at(-1)).toBe('')
  })

  test('nothing else is touched', () => {
    const event = JSON.stringify({ long, odd: '\\"[{', list: [[], {}, { a: ['}', ']]]]', '\\'] }] }, null, 1)
    expect(pruned(event)).toBe(event)
  })

  test('what does not end stays broken', () => {
    expect(() => JSON.parse(pruned('['.repeat(100_000)))).toThrow()
    expect(() => JSON.parse(pruned(`${'['.repeat(100_000)}"\\`))).toThrow()
    expect(pruned(`]}${long}"`)).toBe(`]}${long}"`)
  })
})

test('a short text is not looked at', () => {
  const text = '['.repeat(1000) + ']'.repeat(1000)
  expect(pruned(text)).toBe(text)
})
