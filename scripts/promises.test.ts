import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** `docs/promises.md` may only name proofs that exist, as FILE › TITLE with the title as it stands in the file. */
const rows = readFileSync('docs/promises.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (-|promise )/.test(line))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))

describe('docs/promises.md', () => {
  it('has rows', () => expect(rows.length).toBeGreaterThan(10))

  it.each(rows)('%s %s', (_start, _promise, state = '', proof = '') => {
    expect(state).toMatch(/^(kept|open|bounded|untried)$/)
    if (state === 'open' || state === 'untried') return expect(proof).not.toBe('')
    if (state === 'bounded') return expect(proof).toContain('docs/results.md')
    const references = [...proof.matchAll(/`([^`]+)` › ([^;]+)/g)]
    expect(references.length, 'a promise that is kept names its proof').toBeGreaterThan(0)
    for (const [, file = '', title = ''] of references) {
      expect(readFileSync(file, 'utf8')).toContain(title.trim())
    }
  })
})
