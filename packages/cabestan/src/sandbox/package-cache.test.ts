import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { checkName } from './name.ts'
import { offerPackages, sharePackages } from './package-cache.ts'
import { machinePaths, packagesDirectory } from './paths.ts'

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'packages-'))
  vi.stubEnv('CABESTAN_SANDBOX_DIR', directory)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(directory, { recursive: true })
})

const caching = (name: string) => ({ name: checkName(name), suite: 'bookworm', packageCache: true }) as const
const archives = (name: string) => join(machinePaths(checkName(name)).upper, 'var/cache/apt/archives')

test('what one sandbox fetched lies in the next, once, however often it is shared', async () => {
  await mkdir(archives('one'), { recursive: true })
  for (const file of ['hello.deb', 'lock']) await writeFile(join(archives('one'), file), '')
  for (const _ of [1, 2]) {
    await sharePackages(caching('one'))
    await offerPackages(caching('two'))
  }
  expect(await readdir(packagesDirectory('bookworm'))).toEqual(['hello.deb'])
  expect(await readdir(archives('two'))).toEqual(['hello.deb'])
})
