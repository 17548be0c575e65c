import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineSplitter } from './line-splitter.ts'

function linesOf(pieces: string[]): string[] {
  const lines: string[] = []
  const splitter = lineSplitter((line) => lines.push(line))
  for (const piece of pieces) splitter.push(piece)
  splitter.end()
  return lines
}

describe('lineSplitter', () => {
  it('hands on the same lines wherever the stream was cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '\n', '\r', ' ', '\t'), maxLength: 60 })
    fc.assert(
      fc.property(text, fc.array(fc.nat(60)), (whole, cuts) => {
        const points = [0, ...cuts.toSorted((a, b) => a - b), whole.length]
        const pieces = points.map((point, index) => whole.slice(point, points[index + 1] ?? point))
        expect(linesOf(pieces)).toEqual(linesOf([whole]))
      }),
    )
  })

  it('keeps the end of a line that never ends', () => {
    const [line, ...others] = linesOf([...Array(300).fill('x'.repeat(1000)), 'end'])
    expect(others).toEqual([])
    expect(line).toHaveLength(10_000)
    expect(line?.endsWith('xend')).toBe(true)
  })

  it('sends no control character to a terminal', () => {
    expect(linesOf(['\u001b[2J\u001b]0;title\u0007a\u0007b\tc\u009b31md\n'])).toEqual(['ab\tcd'])
  })
})
