import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { Declined, questionsFor } from './questions.ts'
import { voiceIn } from './voice.ts'

let drawn = ''
// The prompt draws on the same terminal as vitest.
beforeEach(() => {
  drawn = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    drawn += text
    return true
  })
})
afterEach(() => void vi.restoreAllMocks())

const questionsIn = (language: 'en' | 'fr') =>
  questionsFor({
    voice: voiceIn(language),
    possible: true,
    pausedFor: (question) => question(),
    note: () => {},
  })

async function answered(language: 'en' | 'fr', typed: string): Promise<boolean> {
  const questions = questionsIn(language)
  const before = process.stdin.listenerCount('keypress')
  const answer = questions.agree('Make it so?')
  // The prompt's library has to be loaded first.
  await expect.poll(() => process.stdin.listenerCount('keypress')).toBeGreaterThan(before + 1)
  for (const letter of typed) process.stdin.emit('keypress', letter, { name: letter })
  process.stdin.emit('keypress', '\r', { name: 'return' })
  return answer
}

it.each([
  ['en', 'y', true],
  ['en', 'n', false],
  ['en', '', false],
  ['fr', 'o', true],
  // Neither word is an answer, and neither may become a yes, although the prompt takes some of their letters for vi's
  // arrows.
  ['en', 'what', false],
  ['fr', 'hé', false],
] as const)('in %s, “%s” and Enter is %s', async (language, typed, meant) => {
  expect(await answered(language, typed)).toBe(meant)
})

it('Ctrl-D leaves every question as Ctrl-C does', async () => {
  const questions = questionsIn('en')
  const ask = [
    () => questions.agree('Make it so?'),
    () => questions.hidden('Value?', () => 'it is empty'),
    () => questions.text({ sentence: 'Which?', hint: '', refuse: () => 'it is empty' }),
    () => questions.choose('Which?', [{ value: 'a', label: 'a' }]),
  ]
  for (const question of ask) {
    const before = process.stdin.listenerCount('keypress')
    const answer = question().catch((thrown) => thrown)
    await expect.poll(() => process.stdin.listenerCount('keypress')).toBeGreaterThan(before)
    await expect.poll(() => drawn).not.toBe('')
    process.stdin.emit('keypress', '\x04', { name: 'd', ctrl: true, sequence: '\x04' })
    expect(await answer).toBeInstanceOf(Declined)
    drawn = ''
  }
})

it('a hint that is wider than the terminal stands behind the bar, whole', async () => {
  const { columns } = process.stderr
  onTestFinished(() => void Object.assign(process.stderr, { columns }))
  Object.assign(process.stderr, { columns: 40 })
  const hint = 'root@203.0.113.10, or sandbox:test to try; leave empty to decide later'
  const before = process.stdin.listenerCount('keypress')
  const answer = questionsIn('en').text({ sentence: 'Which server?', hint, refuse: () => undefined })
  await expect.poll(() => process.stdin.listenerCount('keypress')).toBeGreaterThan(before)
  process.stdin.emit('keypress', '\r', { name: 'return' })
  expect(await answer).toBe('')
  const lines = stripVTControlCharacters(drawn).split('\n')
  expect(lines).toContain('│  root@203.0.113.10, or sandbox:test')
  expect(lines).toContain('│  to try; leave empty to decide later')
})
