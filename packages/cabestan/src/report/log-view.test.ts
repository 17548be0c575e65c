import { describe, expect, it } from 'vitest'
import { LogView } from './log-view.ts'
import { voice } from './release-view.fixture.ts'
import { paintFor } from './screen.ts'
import { voiceIn } from './voice.ts'

describe('lines of logs', () => {
  const line = (process: string, text: string) => ({ type: 'log', at: 0, process, line: text }) as const

  it('stand behind the name of their process, in its own colour each time', () => {
    const view = new LogView(voiceIn('en', paintFor(true)))
    const [first, second] = ['one', 'two'].map((text) => view.line('web1', line('worker', text), false))
    expect(first?.slice(0, 10)).toBe(second?.slice(0, 10))
    expect(first).not.toContain('web1')
  })

  it('keep their column, and do no harm to the terminal', () => {
    const view = new LogView(voice)
    expect(view.line('web1', line('web', 'a\u001b[2Jb\u0007\tc'), false)).toBe('web    | ab  c')
    expect(view.line('web1', line('schedule-night', 'x'), true)).toBe('web1 schedule-night | x')
    expect(view.line('web1', line('web', 'x'), false)).toBe('web            | x')
  })
})
