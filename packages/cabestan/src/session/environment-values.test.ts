import { EnvironmentValue } from '@cabestan/protocol/names'
import { describe, expect, it } from 'vitest'
import { voiceIn } from '../report/voice.ts'
import { keysTyped, problemOf } from './environment-values.ts'

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
