import { afterEach, expect, it, vi } from 'vitest'
import { git } from './git.ts'

afterEach(() => void vi.unstubAllEnvs())

it('keeps nobody waiting where there is no git', async () => {
  vi.stubEnv('PATH', '/nowhere')
  const timers = () => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length
  const before = timers()
  await expect(git('/', ['status'])).rejects.toMatchObject({ failure: { code: 'git.missing' } })
  expect(timers()).toBe(before)
})
