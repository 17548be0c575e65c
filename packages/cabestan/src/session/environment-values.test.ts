import { EnvironmentValue } from '@cabestan/protocol/names'
import { Secret } from '@cabestan/protocol/secret'
import { describe, expect, it } from 'vitest'
import type { Invocation } from '../invocation.ts'
import { voiceIn } from '../report/voice.ts'
import { assertOwn, keysTyped, problemOf, valuesFor } from './environment-values.ts'

const typed = (...words: string[]) => {
  try {
    return keysTyped(words, 'help')
  } catch (thrown) {
    return (thrown as { failure: object }).failure
  }
}

describe('names of variables', () => {
  it('are taken as they are', () => expect(typed('STRIPE_KEY', '_x1')).toEqual(['STRIPE_KEY', '_x1']))

  it('have no value beside them, and the refusal does not repeat it', () => {
    const failure = typed('STRIPE_KEY=sk_live_1')
    expect(failure).toMatchObject({ code: 'usage.secret', values: { key: 'STRIPE_KEY' } })
    expect(JSON.stringify(failure)).not.toContain('sk_live')
    expect(JSON.stringify(typed('1-x=hunter2'))).not.toContain('hunter2')
  })

  it.each([[[]], [['1X']], [['A-B']], [['']]])('%j are none', (words) => {
    expect(typed(...words)).toMatchObject({ code: /usage\./ })
  })
})

describe('a value', () => {
  it.each([
    ['one\ntwo', 'lines'],
    ['a\u0000', 'lines'],
    ['$' + '{HOME}', 'braces'],
    ['end\\', 'backslash'],
    ["it's $5", 'quotes'],
    ["it's fine", null],
    ['', null],
  ])('%j has the problem %j, for which there are words', (value, problem) => {
    expect(problemOf(value)).toBe(problem)
    expect(EnvironmentValue.safeParse(value).success).toBe(problem === null)
    const words = voiceIn('fr').words.failures['environment.value'].words?.['problem']
    if (problem) expect(words).toHaveProperty(problem)
  })
})

it('of a variable that a release gives itself is refused', () => {
  expect(() => assertOwn(['SITE_NAME', 'PATH'])).toThrow(
    expect.objectContaining({
      failure: expect.objectContaining({ code: 'environment.given', values: { key: 'PATH' } }),
    }),
  )
  expect(() => assertOwn(['SITE_NAME'])).not.toThrow()
})

it('that is nothing is asked for again: whoever leans on Enter has set no variable', async () => {
  const before = process.stdin.isTTY
  process.stdin.isTTY = true
  const said: unknown[] = []
  const hidden = async (_: string, refuse: (typed: string) => string | undefined) => {
    said.push(refuse(''), refuse('a\nb'), refuse('sk_live'))
    return new Secret('sk_live')
  }
  const report = { voice: voiceIn('en') }
  await valuesFor(['KEY'], { questions: { possible: true, hidden }, report } as unknown as Invocation)
  process.stdin.isTTY = before
  expect(said).toEqual(['it is empty', 'it has several lines, or control characters', undefined])
})
