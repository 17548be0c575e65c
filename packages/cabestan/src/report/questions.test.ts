import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { questionsFor } from './questions.ts'
import { voiceIn } from './voice.ts'

// It draws where vitest tells its own.
beforeEach(() => void vi.spyOn(process.stderr, 'write').mockReturnValue(true))
afterEach(() => void vi.restoreAllMocks())

async function answered(language: 'en' | 'fr', typed: string): Promise<boolean> {
  const questions = questionsFor({
    voice: voiceIn(language),
    possible: true,
    pausedFor: (question) => question(),
    note: () => {},
  })
  const before = process.stdin.listenerCount('keypress')
  const answer = questions.agree('Make it so?')
  // The prompt is loaded first.
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
  // Neither is an answer, and neither may become a yes: letters that vi takes for arrows are in them.
  ['en', 'what', false],
  ['fr', 'hé', false],
] as const)('in %s, “%s” and Enter is %s', async (language, typed, meant) => {
  expect(await answered(language, typed)).toBe(meant)
})
