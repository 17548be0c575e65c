import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import {
  gitRepository,
  removeTemporaryDirectories,
  temporaryDirectory,
} from '../project/tree/git-repository.fixture.ts'
import { leftOut } from './left-out.ts'

afterEach(removeTemporaryDirectories)

it('counts the commits of the live release that another commit is without', async () => {
  const repository = gitRepository()
  const [first, second, third] = ['a', 'b', 'c'].map((name) => repository.commit({ [name]: name }))
  const without = (commit = '', live = '') => leftOut(repository.path, commit, live)
  expect(await without(third, second)).toBeNull()
  expect(await without(third, third)).toBeNull()
  expect(await without(first, third)).toEqual({ commits: 2, isOlder: true })

  repository.git('checkout', '--quiet', '-b', 'other', second ?? '')
  const aside = repository.commit({ d: 'd' })
  expect(await without(aside, third)).toEqual({ commits: 1, isOlder: false })

  repository.git('checkout', '--quiet', '--orphan', 'anew')
  const anew = repository.commit({ e: 'e' })
  expect(await without(anew, third)).toBeNull()
})

it('says that a commit which is live was never seen here; a clone without history has not seen most', async () => {
  const repository = gitRepository()
  const commit = repository.commit({ a: 'a' })
  const unseen = '0'.repeat(40)
  expect(await leftOut(repository.path, commit, unseen)).toEqual({ commits: null, isOlder: false })
  repository.commit({ b: 'b' })
  const shallow = join(temporaryDirectory(), 'shallow')
  repository.git('clone', '--quiet', '--depth=1', `file://${repository.path}`, shallow)
  expect(await leftOut(shallow, 'HEAD', unseen)).toBeNull()
})
