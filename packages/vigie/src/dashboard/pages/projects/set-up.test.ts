import { describe, expect, it } from 'vitest'
import { kindOf, kinds, snippets } from './set-up.ts'

describe('the set-up of a project', () => {
  it.each(kinds)('for %s names the DSN exactly once, quoted for its language', (kind) => {
    const text = snippets(kind, 'https://key@vigie.example/3')
      .map((snippet) => snippet.text)
      .join('\n')
    expect(text.split('"https://key@vigie.example/3"')).toHaveLength(2)
  })

  it.each(kinds)('for %s ends with what sends a first event', (kind) => {
    const last = snippets(kind, 'https://key@vigie.example/3').at(-1)?.text ?? ''
    expect(last).toMatch(/Hello from|1 \/ 0|tasks\.fail|raven test/)
  })

  it('starts in each process of Celery, its beat too, which sends no word of workers', () => {
    const [, { text } = { text: '' }] = snippets('celery', 'https://key@vigie.example/3')
    expect(text).toContain('@signals.celeryd_init.connect\n@signals.beat_init.connect\ndef ')
  })

  it('gives old clients of other languages the secret that they ask for', () => {
    const [first] = snippets('raven', 'https://key@vigie.example/3')
    expect(first?.text).toBe('https://key:unused@vigie.example/3')
  })

  it('is the one that the platform asks for', () => {
    expect(kindOf('django')).toBe('django')
    expect(kindOf('python-django')).toBe('django')
    expect(kindOf('javascript-react')).toBe('browser')
    expect(kindOf('node-express')).toBe('node')
    expect(kindOf('rust')).toBe('python')
  })
})
