import { CabestanError } from '@cabestan/protocol/failures'
import { EnvironmentKey, EnvironmentValue, givenVariables } from '@cabestan/protocol/names'
import { Secret } from '@cabestan/protocol/secret'
import type { Invocation } from '../invocation.ts'
import { fill } from '../report/text/sentence.ts'
import { isTerminal, standardInput } from './standard-input.ts'

/** Names of variables as they were typed. A value beside one is refused, and is not repeated anywhere. */
export function keysTyped(words: readonly string[], help: string): string[] {
  if (words.length === 0) throw new CabestanError('usage.argument-missing', { word: 'KEY', help })
  return words.map((word) => {
    const [key = ''] = word.split('=', 1)
    if (word.includes('=')) throw new CabestanError('usage.secret', { key: isKey(key) ? key : 'KEY' })
    if (!isKey(key)) throw new CabestanError('usage.value', { word: 'KEY', value: key, choices, help })
    return key
  })
}

/** The characters of a name. */
const choices = 'A–Z, a–z, 0–9, _'

/** If it were accepted silently, its owner would look for it in vain. */
export function assertOwn(keys: readonly string[]): void {
  const key = keys.find((each) => givenVariables.includes(each))
  if (key !== undefined) throw new CabestanError('environment.given', { key })
}

/** Read from the person, or from standard input where that is no terminal. */
export async function valuesFor(
  keys: readonly string[],
  invocation: Invocation,
): Promise<ReadonlyMap<string, Secret>> {
  const values = new Map<string, Secret>()
  if (isTerminal()) for (const key of keys) values.set(key, await askedValue(key, invocation))
  else values.set(keys[0] ?? '', await pipedValue(keys))
  return values
}

async function askedValue(key: string, { questions, report }: Invocation): Promise<Secret> {
  if (!questions.possible) throw new CabestanError('usage.input', { key, problem: 'terminal' })
  const { environment, failures } = report.voice.words
  const problems = failures['environment.value'].words?.['problem']
  const nothing = failures['usage.input'].words?.['problem']?.['empty']
  return questions.hidden(fill(environment.ask, { key }), (typed) =>
    typed === '' ? nothing : problems?.[problemOf(typed) ?? ''],
  )
}

async function pipedValue(keys: readonly string[]): Promise<Secret> {
  const [key = ''] = keys
  if (keys.length > 1) throw new CabestanError('usage.input', { key, problem: 'several' })
  const value = await standardInput()
  if (value === null) throw new CabestanError('environment.value', { key, problem: 'encoding' })
  if (value === '') throw new CabestanError('usage.input', { key, problem: 'empty' })
  const problem = problemOf(value)
  if (problem) throw new CabestanError('environment.value', { key, problem })
  return new Secret(value)
}

/** Values that an environment file cannot hold: see EnvironmentValue of the protocol. */
export function problemOf(value: string): string | null {
  if (EnvironmentValue.safeParse(value).success) return null
  if (/\p{Cc}/u.test(value)) return 'lines'
  if (value.includes('${')) return 'braces'
  return value.endsWith('\\') ? 'backslash' : 'quotes'
}

function isKey(word: string): boolean {
  return EnvironmentKey.safeParse(word).success
}
