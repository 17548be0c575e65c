import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Heartbeat } from './heartbeat.ts'
import { Patience } from './patience.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('asks an engine that is silent while something is awaited, and gives it up', () => {
  const pulse = { isWaiting: vi.fn(() => false), ask: vi.fn(), lost: vi.fn() }
  const heartbeat = new Heartbeat(pulse)
  vi.advanceTimersByTime(600_000)
  expect(pulse.ask).not.toHaveBeenCalled()

  pulse.isWaiting.mockReturnValue(true)
  for (let minute = 0; minute < 10; minute += 1) {
    vi.advanceTimersByTime(60_000)
    heartbeat.heard()
  }
  expect(pulse.lost).not.toHaveBeenCalled()
  expect(pulse.ask).toHaveBeenCalledTimes(10)

  vi.advanceTimersByTime(120_000)
  expect(pulse.lost).toHaveBeenCalledTimes(1)
  heartbeat.stop()
})

it('has no limit for a person who thinks', async () => {
  const onEnd = vi.fn()
  const patience = new Patience(1000, onEnd)
  let answer: (text: string) => void = () => {}
  const asked = patience.during(new Promise<string>((resolve) => (answer = resolve)))
  vi.advanceTimersByTime(60_000)
  expect(onEnd).not.toHaveBeenCalled()
  answer('yes')
  await asked
  vi.advanceTimersByTime(1000)
  expect(onEnd).toHaveBeenCalledTimes(1)
})
