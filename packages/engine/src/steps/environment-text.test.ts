import { EnvironmentValue } from '@cabestan/protocol/names'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignment, holds, valueIn, withValues } from './environment-text.ts'

describe('an environment file', () => {
  it('has each value in the plainest form that every reader understands', () => {
    expect(assignment('A', '')).toBe('A=')
    expect(assignment('A', 'redis://localhost:6379/0')).toBe('A=redis://localhost:6379/0')
    expect(assignment('A', 'two words # $HOME "quoted" \\n')).toBe(`A='two words # $HOME "quoted" \\n'`)
    expect(assignment('A', `it's a \\ "thing"`)).toBe(`A="it's a \\\\ \\"thing\\""`)
    expect(assignment('A', 'a\\\\b')).toBe('A="a\\\\\\\\b"')
  })

  it('gives back any value that it may hold, beside any other', () => {
    const value = fc
      .string({ unit: fc.constantFrom(...`aé'"\\$\`{} #=;!`.split('')), maxLength: 12 })
      .filter((each) => EnvironmentValue.safeParse(each).success)
    fc.assert(
      fc.property(value, value, (one, other) => {
        const text = withValues(
          '# head\nKEPT="x\ny"\n',
          new Map([
            ['A', one],
            ['B', other],
          ]),
        )
        expect([valueIn(text, 'A'), valueIn(text, 'B'), valueIn(text, 'KEPT')]).toEqual([one, other, 'x\ny'])
        expect(holds(text, 'A', one)).toBe(true)
        expect(withValues(text, new Map([['A', one]]))).toBe(text)
      }),
    )
  })

  it('keeps order, comments and what it does not know', () => {
    const text = `# mine\nexport OLD=1\n\nA=old # not a comment\nTEXT='A=1\nB=2'\n; other\nB`
    expect(
      withValues(
        text,
        new Map([
          ['A', 'new one'],
          ['C', '3'],
          ['OLD', '2'],
        ]),
      ),
    ).toBe(`# mine\nOLD=2\n\nA='new one'\nTEXT='A=1\nB=2'\n; other\nB\nC=3\n`)
  })

  it('goes by the last of several, as its readers do', () => {
    const text = 'A=1\nA=2\n'
    expect(valueIn(text, 'A')).toBe('2')
    expect(withValues(text, new Map([['A', '3']]))).toBe('A=1\nA=3\n')
  })

  it('reads other forms too', () => {
    expect(valueIn('A="a \\"b\\" \\\\ \\$c"\n', 'A')).toBe('a "b" \\ $c')
    expect(valueIn(`  export A='b'  \n`, 'A')).toBe('b')
    expect(valueIn(`A=' unclosed\nB=1\n`, 'B')).toBe('1')
    expect(valueIn('AB=1\n', 'A')).toBeUndefined()
  })

  it('cannot hold what its readers would not agree on', () => {
    for (const value of ['$' + '{HOME}', `it's $5`, '`a`\\\\b', 'C:\\dir\\', 'line\nline', 'tab\t']) {
      expect(EnvironmentValue.safeParse(value).success).toBe(false)
    }
    for (const value of ['$HOME', '`a`', `it's`, 'a\\b$c', '{}', '']) {
      expect(EnvironmentValue.safeParse(value).success).toBe(true)
    }
  })
})
