import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { watchMark } from './fallen.ts'

const mark = '/run/started-web-blue'

async function watched(texts: readonly string[], pids: readonly string[] = ['21', '22']): Promise<boolean> {
  const host = new MemoryHost()
  for (const pid of pids) host.files.seed(`/proc/${pid}`, '')
  const process = watchMark(host, mark)
  let fallen = false
  for (const text of texts) {
    host.files.seed(mark, text)
    fallen = await process.hasFallen()
  }
  return fallen
}

it('has fallen where another process took its place, or it is gone', async () => {
  expect(await watched(['21\n1\n', '21\n1\n'])).toBe(false)
  expect(await watched(['21\n1\n', '22\n2\n'])).toBe(true)
  expect(await watched(['21\n1\n'], [])).toBe(true)
})

it('has not fallen where its mark was read while it was being written', async () => {
  expect(await watched(['', '21\n1\n'])).toBe(false)
  expect(await watched(['21\n1\n', '', '21\n1\n'])).toBe(false)
})
