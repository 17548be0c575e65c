import { afterEach, expect, it } from 'vitest'
import { gitRepository, removeTemporaryDirectories } from '../project/tree/git-repository.fixture.ts'
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
  expect(await without(third, '0'.repeat(40))).toBeNull()
})
