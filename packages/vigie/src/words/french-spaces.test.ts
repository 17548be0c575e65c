import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const here = import.meta.dirname

describe('French words', () => {
  it('are never broken before their marks', () => {
    const catalogues = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /(?:^|[\\/])fr(?:[\\/]|\.ts$)/.test(path.endsWith('.ts') ? path : ''),
    )
    const texts = catalogues.flatMap((path) => textsIn(readFileSync(join(here, path), 'utf8')))
    expect(texts.length).toBeGreaterThan(300)
    expect(texts.filter((text) => / [:;!?»%](?!\w)|« /.test(text))).toEqual([])
  })

  it('are found within what is filled in, and around it', () => {
    const source = [
      '// a ? b : c\n',
      "const a = (b) => (b ? 'un ?' : `$",
      "{b < 2 ? 'deux ?' : ''} trois ?`)",
    ]
    expect(textsIn(source.join(''))).toEqual(['un ?', '', 'deux ?', '', ' trois ?'])
  })
})

interface Place {
  readonly texts: readonly string[]
  /** Innermost last: code, or the mark that ends a text. */
  readonly within: readonly string[]
  readonly text: string
}

/** What stands between quotes in TypeScript, cut where values are filled in. */
function textsIn(source: string): readonly string[] {
  const tokens = source.match(/\/\/[^\n]*|\/\*.*?\*\/|\\.|\$\{|./gs) ?? []
  return tokens.reduce(next, { texts: [], within: ['}'], text: '' } as Place).texts
}

function next({ texts, within, text }: Place, token: string): Place {
  const inner = within.at(-1)
  if (inner === '}') return { texts, within: inCode(within, token), text: '' }
  if (token === inner) return { texts: [...texts, text], within: within.slice(0, -1), text: '' }
  if (token === '${' && inner === '`') return { texts: [...texts, text], within: [...within, '}'], text: '' }
  return { texts, within, text: text + token }
}

function inCode(within: readonly string[], token: string): readonly string[] {
  if (token === '}') return within.slice(0, -1)
  if (token === '{') return [...within, '}']
  return /^['"`]$/.test(token) ? [...within, token] : within
}
