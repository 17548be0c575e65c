import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeDirectory } from './make-directory.ts'

it('makes what leads there, and may be asked twice at once', async () => {
  const root = await mkdtemp(join(tmpdir(), 'cabestan-directory-'))
  const path = join(root, 'a/b/c')
  await Promise.all([makeDirectory(path, 0o700), makeDirectory(path, 0o700)])
  await makeDirectory(path)
  expect((await stat(path)).isDirectory()).toBe(true)
  await rm(root, { recursive: true })
})

it.skipIf(process.platform !== 'linux')('ends where nothing can be made', async () => {
  await expect(makeDirectory('/proc/.local/state/cabestan')).rejects.toThrow('/proc/.local')
})
