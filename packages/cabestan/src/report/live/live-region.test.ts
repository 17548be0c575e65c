import { describe, expect, it } from 'vitest'
import { LiveRegion } from './live-region.ts'
import { FakeTerminal } from './terminal.fixture.ts'

describe('the live region', () => {
  it('redraws its lines in place, below what is said for good', () => {
    const terminal = new FakeTerminal()
    const region = new LiveRegion(terminal)
    region.draw(['a 1', 'b 1'])
    region.say(['done'])
    region.draw(['a 2'])
    expect(terminal.text).toBe('done\na 2')
    expect(terminal.cursorIsHidden).toBe(true)
  })

  it('writes nothing where nothing is new', () => {
    const terminal = new FakeTerminal()
    const region = new LiveRegion(terminal)
    region.draw(['a'])
    region.draw(['a'])
    expect(terminal.writes).toBe(1)
  })

  it('leaves nothing but what was said, with the cursor as it was', () => {
    const terminal = new FakeTerminal()
    const region = new LiveRegion(terminal)
    region.say(['kept'])
    region.draw(['gone', 'gone too'])
    region.close()
    expect(terminal.text).toBe('kept')
    expect(terminal.cursorIsHidden).toBe(false)
    expect(terminal.listeners).toBe(0)
  })

  it('finds its lines again when the terminal became narrower', () => {
    const terminal = new FakeTerminal()
    const region = new LiveRegion(terminal)
    region.say(['kept'])
    region.draw(['a'.repeat(60), 'b'.repeat(10)])
    terminal.resize(25)
    region.draw(['c'])
    expect(terminal.text).toBe('kept\nc')
  })
})
