import { existsSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import {
  type GitRepository,
  gitRepository,
  removeTemporaryDirectories,
  repositoryAt,
  temporaryDirectory,
} from '../tree/git-repository.fixture.ts'
import { readTree } from '../tree/read-tree.ts'
import { readRepository } from './read-repository.ts'

afterEach(removeTemporaryDirectories)

const read = async ({ path }: { path: string }) => readRepository(await readTree(path))

describe('the working copy', () => {
  it('may hold work that is in no commit', async () => {
    const repository = gitRepository({ 'a.py': '1', 'b.py': '2', '.gitignore': '*.log' })
    repository.write('a.py', 'changed')
    repository.write('new/models.py', '')
    repository.write('x.log', '')
    expect(await read(repository)).toMatchObject({
      state: 'commit',
      branch: 'main',
      changed: ['a.py'],
      untracked: ['new/models.py'],
      remotes: [],
      unpushed: null,
      shallow: false,
    })
  })

  it('holds the work and the history of its submodules', async () => {
    const inner = gitRepository({ 'settings.py': `SECRET_KEY = '${'k3y'.repeat(12)}'\n`, 'b.py': '' })
    inner.commit({ 'settings.py': '' })
    const remote = gitRepository({ 'a.py': '' })
    remote.git('submodule', '--quiet', 'add', inner.path, 'vendor/shop')
    remote.commit()
    const outer = repositoryAt(join(temporaryDirectory(), 'clone'))
    remote.git('clone', '--quiet', '--recurse-submodules', remote.path, outer.path)
    const shop = repositoryAt(join(outer.path, 'vendor/shop'))
    shop.commit({ 'b.py': 'mended' })
    outer.commit()
    shop.write('b.py', 'changed')
    shop.write('new.py', '')
    const { changed, untracked, unpushed, history } = await read(outer)
    expect({ changed, untracked, unpushed }).toEqual({
      ...{ changed: ['vendor/shop/b.py'], untracked: ['vendor/shop/new.py'] },
      unpushed: 2,
    })
    expect(history.secrets).toMatchObject([{ file: 'vendor/shop/settings.py', present: false }])
  })

  it('knows what its remote does not have', async () => {
    const origin = gitRepository({ 'a.py': '1' })
    const path = join(temporaryDirectory(), 'clone')
    origin.git('clone', '--quiet', origin.path, path)
    const clone = repositoryAt(path)
    expect(await read(clone)).toMatchObject({ remotes: ['origin'], unpushed: 0 })
    clone.commit({ 'a.py': '2' })
    expect(await read(clone)).toMatchObject({ unpushed: 1 })
    clone.git('checkout', '--quiet', '--detach')
    expect(await read(clone)).toMatchObject({ branch: null })
  })

  it('may be no repository, or one without a commit', async () => {
    expect(await read({ path: temporaryDirectory() })).toMatchObject({ state: 'not-git' })
    expect(await read(gitRepository())).toMatchObject({ state: 'no-commits' })
  })
})

describe('a repository that means harm', () => {
  it('runs nothing', async () => {
    const repository = trapped()
    const mark = join(temporaryDirectory(), 'ran')
    setTraps(repository, mark)
    const { changed } = await read(repository)
    expect(existsSync(mark)).toBe(false)
    expect(changed).toEqual(['a.py'])
    // Proves that the traps are real, because git by itself falls into them.
    repository.git('status')
    expect(existsSync(mark)).toBe(true)
  })

  it('is not compared with the working copy where a trap cannot be named', async () => {
    const repository = trapped()
    repository.git('config', 'filter.a=b.clean', 'touch /nonexistent')
    expect(await read(repository)).toMatchObject({ changed: null, untracked: [] })
  })
})

/** A repository with a file that git must read in order to know whether it changed. */
function trapped(): GitRepository {
  const attributes = '*.py filter=trap diff=trap'
  const repository = gitRepository({
    'a.py': 'one\n',
    'settings.py': 'x = 1\n',
    '.gitattributes': attributes,
  })
  repository.write('a.py', 'two\n')
  utimesSync(join(repository.path, 'a.py'), new Date(0), new Date(0))
  return repository
}

function setTraps(repository: GitRepository, mark: string): void {
  const trap = `touch ${mark}; cat`
  repository.git('config', 'log.showSignature', 'true')
  for (const key of [
    'filter.trap.clean',
    'filter.trap.process',
    'diff.trap.textconv',
    'diff.trap.command',
    'diff.external',
    'core.fsmonitor',
    'gpg.program',
  ])
    repository.git('config', key, trap)
}

describe('the history', () => {
  it('tells which secret was once committed, where, and whether it is still there', async () => {
    const repository = gitRepository({ 'shop/settings.py': `EMAIL_HOST_PASSWORD = 'tr0ub4dor-3'\n` })
    const first = repository.git('rev-parse', 'HEAD').trim()
    repository.commit({
      'shop/settings.py': `import os\nEMAIL_HOST_PASSWORD = os.environ['MAIL']\nSTRIPE = '${stripe}'\n`,
    })
    const second = repository.commit({ 'shop/settings.py': `# moved\n\nSTRIPE = '${stripe}'\n`, 'b.py': '' })
    const { history } = await read(repository)
    const date = '2020-01-02'
    const file = 'shop/settings.py'
    expect(history).toEqual({
      complete: true,
      secrets: [
        expect.objectContaining({ kind: 'stripe', file, line: 3, present: true, date }),
        {
          kind: 'mail-password',
          name: 'EMAIL_HOST_PASSWORD',
          file,
          line: 1,
          present: false,
          commit: first,
          date,
        },
      ],
    })
    expect(history.secrets[0]?.commit).not.toBe(second)
    expect(JSON.stringify(history)).not.toContain('tr0ub4dor')
  })

  it('knows that a file still has it which nothing else of a project is read from', async () => {
    const repository = gitRepository({ 'nginx/ssl/nginx.key': key })
    repository.commit({ 'a.py': '' })
    const [secret] = (await read(repository)).history.secrets
    expect(secret).toMatchObject({ kind: 'private-key', file: 'nginx/ssl/nginx.key', present: true })
  })

  it('is not known whole in a shallow clone', async () => {
    const origin = gitRepository({ 'a.py': '1' })
    origin.commit({ 'a.py': '2' })
    const path = join(temporaryDirectory(), 'clone')
    origin.git('clone', '--quiet', '--depth', '1', `file://${origin.path}`, path)
    expect(await read({ path })).toMatchObject({ shallow: true })
  })
})

// Written in two parts, so that no scanner of secrets takes it for a real key.
const key = `-----BEGIN ${'PRIVATE'} KEY-----\nMIIEugIBADANBgkqhkiG9w0BAQEFAASCBKQwggSg\n`
const stripe = `sk_${'live'}_4eC39HqLyjWDarjtT1zdp7dc`
