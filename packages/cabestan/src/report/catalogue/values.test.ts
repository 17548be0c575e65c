import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FailureCode, failureCodes } from '@cabestan/protocol/failures'
import { describe, expect, it } from 'vitest'
import { catalogueIn } from '../language.ts'
import { placeholdersOf } from '../text/sentence.ts'

/**
 * A failure is thrown in one place and told in another, and a sentence whose value nobody gives is silently left out.
 * So each value that a sentence names has to occur where the failure comes from.
 */
const packages = new URL('../../../../../packages/', import.meta.url).pathname
const sources = ['protocol', 'engine', 'cabestan'].flatMap((name) => filesIn(join(packages, name, 'src')))
const derived = new Set(['hostname', 'bracketed', 'target', 'time', 'space', 'needs'])

describe('the values that sentences name', () => {
  it('are given where their failure is thrown', () => {
    const missing = failureCodes.flatMap((code) => {
      const thrown = sources.filter((text) => text.includes(`'${code}'`)).join('\n')
      return valuesIn(code).flatMap((name) =>
        new RegExp(`\\b${name}\\b`).test(thrown) ? [] : `${code}: ${name}`,
      )
    })
    expect(missing).toEqual([])
  })
})

function valuesIn(code: FailureCode): string[] {
  const { title, next } = catalogueIn('en').failures[code]
  const [best = ''] = typeof title === 'string' ? [title] : title
  const names = [best, ...next].flatMap(placeholdersOf).map((each) => each.split('|')[0] ?? '')
  return names.filter((name) => !derived.has(name))
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('report/catalogue'),
    )
    .map((name) => readFileSync(join(directory, name), 'utf8'))
    .filter((text) => !text.includes('export const failureCodes'))
}
