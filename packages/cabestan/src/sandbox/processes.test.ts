import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { directoryArgument, isKept, supervisorName } from './processes.ts'

it('knows whether a sandbox is kept alive, also by another process than before', async () => {
  const root = '/nowhere/of-this-test'
  const keeper = async () => {
    const words = ['-c', 'read _; exit', supervisorName, directoryArgument(root)]
    const child = spawn('sh', words, { stdio: ['pipe', 'ignore', 'ignore'] })
    await once(child, 'spawn')
    return async () => {
      child.stdin.end()
      await once(child, 'exit')
    }
  }
  expect(isKept(root)).toBe(false)
  const endFirst = await keeper()
  expect(isKept(root)).toBe(true)
  const endSecond = await keeper()
  await endFirst()
  expect(isKept(root)).toBe(true)
  await endSecond()
  expect(isKept(root)).toBe(false)
})
