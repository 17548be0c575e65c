import { afterEach, expect, it, vi } from 'vitest'
import { candidatesFor } from './candidates.ts'
import {
  gitRepository,
  removeTemporaryDirectories,
  temporaryDirectory,
} from './project/tree/git-repository.fixture.ts'

afterEach(() => {
  vi.restoreAllMocks()
  removeTemporaryDirectories()
})

it('offers branches and tags to what takes a commit', async () => {
  const repository = gitRepository({ 'a.py': '' })
  repository.git('branch', 'search-page')
  repository.git('tag', 'v1.2')
  vi.spyOn(process, 'cwd').mockReturnValue(repository.path)
  for (const command of ['deploy', 'plan']) {
    const { ref = [] } = await candidatesFor([command, ''])
    expect(ref.toSorted()).toEqual(['main', 'search-page', 'v1.2'])
  }
})

it('offers nothing, and says nothing, where there is no repository', async () => {
  vi.spyOn(process, 'cwd').mockReturnValue(temporaryDirectory())
  expect(await candidatesFor(['deploy', ''])).toEqual({ ref: [] })
})
