import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from './exec.ts'
import { withLock } from './lock.ts'

let directory = ''
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lock-'))
})
afterAll(() => rm(directory, { recursive: true }))

test.runIf(process.platform === 'linux')(
  'only one is inside at a time, also after the file was removed',
  async () => {
    const path = join(directory, 'removed')
    let inside = 0
    let most = 0
    const visit = async (index: number) => {
      await withLock(path, async (lock) => {
        inside += 1
        most = Math.max(most, inside)
        await sleep(5)
        if (index % 2 === 0) await lock.remove()
        inside -= 1
      })
    }
    await Promise.all(Array.from({ length: 12 }, (_, index) => visit(index)))
    expect(most).toBe(1)
  },
)

test.runIf(process.platform === 'linux')('another process sees it held, then free', async () => {
  const path = join(directory, 'held')
  const attempt = () => run(['flock', '--nonblock', '--exclusive', path, 'true'])
  await withLock(path, async () => expect((await attempt()).code).toBe(1))
  expect((await attempt()).code).toBe(0)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})
