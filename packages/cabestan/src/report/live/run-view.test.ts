import type { Event } from '@cabestan/protocol/events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { voiceIn } from '../voice.ts'
import { runLines } from './run-lines.ts'
import { beginning } from './run-state.ts'
import { RunView } from './run-view.ts'
import { FakeTerminal } from './terminal.fixture.ts'

const voice = voiceIn('en')
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const started: Event = { type: 'step-started', at: 0, id: 'package:nginx', index: 0, total: 45 }
const output: Event = { type: 'output', at: 0, id: 'package:nginx', line: 'Unpacking nginx' }
const done: Event = {
  type: 'step-done',
  at: 0,
  id: 'package:nginx',
  outcome: 'changed',
  milliseconds: 12_300,
}

describe('in a terminal', () => {
  it('shows what is happening now, for how long, and the end of its output', () => {
    const { terminal, view } = start()
    view.happened('web1', started)
    view.happened('web1', output)
    vi.advanceTimersByTime(12_000)
    expect(terminal.text).toMatch(/^\S Packages nginx 1[12] s \(1 of 45\)\n {2}Unpacking nginx$/)
  })

  it('keeps a line for what was changed, none for what was right already', () => {
    const { terminal, view } = start()
    view.happened('web1', done)
    view.happened('web1', { ...done, id: 'group:disquaire', outcome: 'unchanged' })
    view.close()
    expect(terminal.text).toBe('✓ Packages nginx 12 s')
  })

  it('breaks no word when it says a last thing in a narrow terminal', () => {
    const { terminal, view } = start()
    view.done('web1')
    view.say('web1', [
      'The release is live, and nobody asked for anything while it was switched, which is good',
    ])
    const words = terminal.text.split(/\s+/)
    expect(words).toContain('which')
    expect(Math.max(...terminal.text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(
      terminal.columns(),
    )
  })

  it('gives each of several servers its own lines', () => {
    const { terminal, view } = start()
    view.many = true
    view.happened('web1', started)
    view.doing('web22', 'connecting')
    view.happened('web22', done)
    vi.advanceTimersByTime(1000)
    expect(terminal.text).toMatch(
      /^web22 ✓ Packages nginx 12 s\n\S web1 {2}Packages nginx .*\n\S web22 connecting/,
    )
  })

  it('draws nothing over a question, and says afterwards what happened meanwhile', async () => {
    const { terminal, view } = start()
    view.happened('web1', started)
    vi.advanceTimersByTime(1000)
    await view.pausedFor(async () => {
      view.happened('web1', done)
      vi.advanceTimersByTime(5000)
      expect(terminal.text).toBe('')
      terminal.write('Password:\n')
    })
    expect(terminal.text).toBe('Password:\n✓ Packages nginx 12 s')
  })

  it('breaks what is said for good between words, where the terminal is narrow', () => {
    const { terminal, view } = start(new FakeTerminal({ columns: 40 }))
    view.happened('web1', started)
    view.happened('web1', {
      type: 'notice',
      at: 0,
      stage: 'drain',
      code: 'migrations.ahead',
      values: { names: 'shop.0004' },
    })
    view.close()
    expect(terminal.text.split('\n')).toEqual([
      '  the database has had migrations that',
      '  this commit does not know: shop.0004',
    ])
  })

  it('marks what nothing stops for and somebody should look at', () => {
    const { terminal, view } = start()
    view.happened('web1', {
      type: 'notice',
      at: 0,
      stage: 'prune',
      code: 'process.fallen',
      values: { process: 'worker' },
    })
    view.close()
    expect(terminal.text).toMatch(/^! worker starts, falls over, /)
  })

  it('leaves the terminal as it was when it closes', () => {
    const { terminal, view } = start()
    view.happened('web1', started)
    vi.advanceTimersByTime(1000)
    view.close()
    view.happened('web1', done)
    vi.advanceTimersByTime(1000)
    expect(terminal.text).toBe('')
    expect(terminal.cursorIsHidden).toBe(false)
  })
})

describe('without a terminal', () => {
  it('writes plain lines, and says now and then that long work goes on', () => {
    const { terminal, view } = start(new FakeTerminal({ live: false }))
    view.happened('web1', started)
    view.happened('web1', output)
    vi.advanceTimersByTime(130_000)
    view.happened('web1', done)
    view.close()
    expect(terminal.text.split('\n')).toEqual([
      'still at it: Packages nginx, 10 s',
      'still at it: Packages nginx, 40 s',
      'still at it: Packages nginx, 1 min 40 s',
      '✓ Packages nginx 12 s',
    ])
  })

  it('does not say that something goes on which has just ended', () => {
    const { terminal, view } = start(new FakeTerminal({ live: false }))
    view.happened('web1', started)
    vi.advanceTimersByTime(9999)
    view.happened('web1', done)
    vi.advanceTimersByTime(9000)
    view.close()
    expect(terminal.text).toBe('✓ Packages nginx 12 s')
  })

  it.each([
    ['deploy', 'starting the new release'],
    ['rollback', 'starting the former release again'],
    ['restart', 'starting the web process anew, beside the one that serves'],
  ] as const)('names what a %s starts', (task, says) => {
    const { terminal, view } = start(new FakeTerminal({ live: false }))
    const run = { run: '20261128-170315-51bd', app: 'shop', environment: 'production', by: 'léa', steps: 0 }
    view.happened('web1', { type: 'run-started', at: 0, ...run, task })
    view.happened('web1', { type: 'stage-started', at: 0, stage: 'start' })
    view.happened('web1', { type: 'stage-done', at: 0, stage: 'start', skipped: false, milliseconds: 20 })
    view.close()
    expect(terminal.text).toBe(`✓ ${says}`)
  })

  it('shows everything when it shall be verbose', () => {
    const { terminal, view } = start(new FakeTerminal({ live: false }), true)
    view.happened('web1', output)
    view.happened('web1', { ...done, id: 'group:disquaire', outcome: 'unchanged' })
    expect(terminal.text).toBe('  Unpacking nginx\n· Group disquaire')
  })
})

describe('lines', () => {
  it('are cut, never wider than the screen nor more than its rows', () => {
    const state = { ...beginning('x'.repeat(200), 0), place: '1 of 45', output: ['y'.repeat(200)] }
    const states = new Map(Array.from({ length: 30 }, (_, index) => [`web${index}`, state]))
    const lines = runLines(states, { now: 0, columns: 40, rows: 10, named: true }, voice)
    expect(lines).toHaveLength(9)
    expect(lines.every((line) => line.length <= 40)).toBe(true)
  })
})

function start(terminal = new FakeTerminal(), verbose = false) {
  return { terminal, view: new RunView({ screen: terminal, voice, verbose }) }
}
