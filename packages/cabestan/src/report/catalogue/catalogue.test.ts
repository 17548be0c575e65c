import { failureCodes } from '@cabestan/protocol/failures'
import { describe, expect, it } from 'vitest'
import { commandList, everywhere, optionFlags } from '../../command-list.ts'
import { catalogueIn } from '../language.ts'
import { placeholdersOf } from '../text/sentence.ts'
import type { FailureWords } from './catalogue.ts'

const english = catalogueIn('en')
const french = catalogueIn('fr')

describe('every sentence', () => {
  it('has the same values in both languages', () => {
    const others = new Map(sentences(french))
    const different = sentences(english).filter(
      ([path, text]) => valuesOf(text) !== valuesOf(others.get(path) ?? ''),
    )
    expect(different).toEqual([])
  })

  it('is typeset in French', () => {
    const wrong = sentences(french).filter(
      ([path, text]) => !path.endsWith('/command') && /'|"| [:;!?»]|« /.test(prose(text)),
    )
    expect(wrong).toEqual([])
  })

  it('spells in French what git does in one way', () => {
    const other = sentences(french).filter(([, text]) => /\bcommit(?:er|ez|e|é)/i.test(prose(text)))
    expect(other).toEqual([])
  })

  it('agrees with every number, where it is one sentence for all of them', () => {
    const all = [
      ...sentences(english.notices, 'en'),
      ...sentences(french.notices, 'fr'),
      ...sentences(french.arrival.lost, 'lost'),
    ]
    expect(all.filter(([, text]) => /\{(?:count|errors|requests|lost)\} \p{L}+s\b/u.test(text))).toEqual([])
  })

  it('closes what it opens', () => {
    const open = [...sentences(english), ...sentences(french)].filter(
      ([, text]) => text.split('`').length % 2 === 0,
    )
    expect(open).toEqual([])
  })
})

describe('a command that is advised', () => {
  it('exists, with its options', () => {
    const wrong = [...sentences(english), ...sentences(french)].flatMap(([path, text]) =>
      isTyped(path) ? commandsIn(text).filter((typed) => !exists(typed)) : [],
    )
    expect(wrong).toEqual([])
  })
})

describe('a failure', () => {
  it('can be told without any value', () => {
    const mute = failureCodes.filter((code) => {
      const { title }: FailureWords = english.failures[code]
      const last = typeof title === 'string' ? title : title.at(-1)
      return placeholdersOf(last ?? '{}').length > 0
    })
    expect(mute).toEqual([])
  })
})

function valuesOf(text: string): string {
  return placeholdersOf(text).sort().join()
}

function prose(text: string): string {
  return text
    .split('`')
    .filter((_piece, index) => index % 2 === 0)
    .join('')
}

function commandsIn(text: string): string[] {
  const found = [...text.matchAll(/cabestan ((?:[a-z]+|--?[a-z-]+|\{\w+\}|[A-Z]+| )+)/g)]
  return found.map((match) => match[1] ?? '').filter((typed) => !/^(--help|\{)/.test(typed))
}

function exists(typed: string): boolean {
  const words = typed.split(' -- ')[0]?.trim().split(' ') ?? []
  const command = commandList.find(({ name }) => `${words.join(' ')} `.startsWith(`${name} `)) ?? group(words)
  const flags = [...(command?.options ?? []), ...everywhere]
    .map((name) => optionFlags[name as 'yes'])
    .join(' ')
  return command !== undefined && words.every((word) => !word.startsWith('-') || flags.includes(word))
}

function sentences(words: unknown, path = ''): [path: string, text: string][] {
  if (typeof words === 'string') return [[path, words]]
  if (typeof words !== 'object' || words === null) return []
  return Object.entries(words).flatMap(([key, value]) => sentences(value, `${path}/${key}`))
}

/** Prose may say “cabestan” too; commands stand in examples and between backticks. */
function isTyped(path: string): boolean {
  return /examples|failures|next/.test(path)
}

function group(words: readonly string[]) {
  return commandList.find(({ name }) => name.startsWith(`${words[0]} `))
}
