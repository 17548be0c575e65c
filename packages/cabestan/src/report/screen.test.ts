import { describe, expect, it } from 'vitest'
import { screenOf, wantsColour } from './screen.ts'

const terminal = { isTTY: true, columns: 80, rows: 24, write: () => true }
const pipe = { write: () => true }

describe('colour', () => {
  it.each([
    [terminal, {}, true],
    [terminal, { NO_COLOR: '1' }, false],
    [terminal, { NO_COLOR: '' }, true],
    [terminal, { TERM: 'dumb' }, false],
    [terminal, { FORCE_COLOR: '0' }, false],
    [pipe, {}, false],
    [pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ])('%#', (stream, environment, colour) => expect(wantsColour(stream, environment)).toBe(colour))

  it('marks what is typed, or leaves its backticks', () => {
    expect(screenOf(terminal, {}).paint.sentence('run `ls`')).toBe('run \u001b[36mls\u001b[39m')
    expect(screenOf(pipe, {}).paint.sentence('run `ls`')).toBe('run `ls`')
  })
})

describe('the live view', () => {
  it.each([
    [terminal, {}, true],
    [terminal, { CI: 'true' }, false],
    [terminal, { TERM: 'dumb' }, false],
    [terminal, { NO_COLOR: '1' }, true],
    [pipe, { FORCE_COLOR: '1' }, false],
  ])('%#', (stream, environment, live) => expect(screenOf(stream, environment).live).toBe(live))
})
