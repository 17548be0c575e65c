import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readCommit } from './commit.ts'
import { gitRepository, removeTemporaryDirectories, temporaryDirectory } from './git-repository.fixture.ts'
import { isThere, linkOutside } from './tree.ts'

afterEach(removeTemporaryDirectories)

const sqlite = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(200_000)])

describe('a commit', () => {
  it('is read as it was committed, not as the working copy is', async () => {
    const repository = gitRepository({ 'manage.py': 'committed' })
    repository.write('manage.py', 'changed')
    repository.write('local.py', 'new')
    const tree = await readCommit(repository.path)
    expect(tree.paths).toEqual(['manage.py'])
    expect(tree.text('manage.py')).toBe('committed')
  })

  it('is another one where a revision says so', async () => {
    const repository = gitRepository({ 'a.py': 'old' })
    repository.commit({ 'a.py': 'new' })
    expect((await readCommit(repository.path, 'HEAD~1')).text('a.py')).toBe('old')
    const unknown = readCommit(repository.path, 'nowhere')
    await expect(unknown).rejects.toMatchObject({ failure: { code: 'git.unknown-revision' } })
    const misspelt = readCommit(repository.path, 'mian')
    await expect(misspelt).rejects.toMatchObject({ failure: { values: { nearest: 'main' } } })
    await expect(misspelt).rejects.toMatchObject({ failure: { values: { deepen: '' } } })
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.path}`, 'shallow')
    const beyond = readCommit(join(repository.path, 'shallow'), 'HEAD~1')
    await expect(beyond).rejects.toMatchObject({ failure: { values: { deepen: 'git fetch --unshallow' } } })
    const option = readCommit(repository.path, '--upload-pack=touch')
    await expect(option).rejects.toMatchObject({ failure: { code: 'git.unknown-revision' } })
  })

  it('is not looked for where there are no files to work on', async () => {
    const repository = gitRepository({ 'a.py': '' })
    repository.git('clone', '--quiet', '--bare', '.', 'bare.git')
    for (const place of ['bare.git', '.git'])
      await expect(readCommit(join(repository.path, place))).rejects.toMatchObject({
        failure: { code: 'git.bare' },
      })
  })

  it('says which directory of the repository was meant', async () => {
    const repository = gitRepository({ 'apps/api/manage.py': '' })
    const tree = await readCommit(join(repository.path, 'apps', 'api'))
    expect(tree).toMatchObject({ top: repository.path, prefix: 'apps/api' })
    expect(tree.text('apps/api/manage.py')).toBe('')
  })

  it('gives every file that is named like a list of packages', async () => {
    const names = ['req.txt', 'reqs-prod.txt', 'deps.pip', 'server/deps/live.txt', 'requirements']
    const repository = gitRepository(Object.fromEntries(names.map((name) => [name, 'django==2.2'])))
    const tree = await readCommit(repository.path)
    expect(names.filter((name) => tree.text(name) === null)).toEqual([])
  })

  it('gives texts as people wrote them, in any encoding', async () => {
    const repository = gitRepository({
      'requirements.txt': Buffer.from('\ufeffDjango==1.11\r\n', 'utf16le'),
      'marked.py': '\ufeffDEBUG = True',
      'latin.py': Buffer.from('# réglages', 'latin1'),
      'cyrillic.py': Buffer.concat([Buffer.from('# coding: cp1251\n# '), Buffer.from([0xcf, 0xf0])]),
      'manage.py': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]),
      'data/photo.jpg': Buffer.alloc(10, 1),
    })
    const tree = await readCommit(repository.path)
    expect(tree.text('requirements.txt')).toBe('Django==1.11\r\n')
    expect(tree.text('marked.py')).toBe('DEBUG = True')
    expect(tree.text('latin.py')).toBe('# réglages')
    expect(tree.text('cyrillic.py')).toBe('# coding: cp1251\n# Пр')
    expect(tree.text('manage.py')).toBeNull()
    expect(tree.text('data/photo.jpg')).toBeNull()
    expect(tree.entry('data/photo.jpg')).toMatchObject({
      type: 'file',
      bytes: 10,
      executable: false,
      path: 'data/photo.jpg',
      object: expect.stringMatching(/^[0-9a-f]{40}$/),
    })
  })

  it('leaves out what is too large, and what others wrote', async () => {
    const repository = gitRepository({
      'settings.py': 'x = 1\n'.repeat(2_000_000),
      'env/pyvenv.cfg': 'home = /usr',
      'env/lib/django.py': 'import os',
      'lib/python3.8/site-packages/a.py': 'import os',
    })
    const tree = await readCommit(repository.path)
    expect(tree.paths).toHaveLength(4)
    for (const path of tree.paths) expect(tree.text(path)).toBeNull()
  })

  it('knows SQLite files and pointers of git-lfs by their first bytes', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`
    const repository = gitRepository({
      'db.sqlite3': sqlite,
      'code.db': 'not a database',
      '.gitattributes': '*.png filter=lfs',
      'logo.png': pointer,
    })
    const tree = await readCommit(repository.path)
    expect(tree.entry('db.sqlite3')?.content).toBe('sqlite')
    expect(tree.entry('code.db')?.content).toBeUndefined()
    expect(tree.entry('logo.png')?.content).toBe('lfs-pointer')
    expect(tree.text('logo.png')).toBeNull()
  })

  it('takes names of any bytes', async () => {
    const repository = gitRepository({ 'a\nb "c".py': 'newline' })
    writeFileSync(
      Buffer.concat([Buffer.from(`${repository.path}/caf`), Buffer.from([0xe9]), Buffer.from('.py')]),
      'latin',
    )
    repository.commit()
    const tree = await readCommit(repository.path)
    expect(tree.text('a\nb "c".py')).toBe('newline')
    expect(tree.text('caf\ufffd.py')).toBe('latin')
  })

  it('survives a directory deeper than anybody looks', async () => {
    const deep = `${'d/'.repeat(800)}end.py`
    const repository = gitRepository({ 'a.py': '' })
    const blob = repository.git('hash-object', '-w', 'a.py').trim()
    repository.git('update-index', '--add', '--cacheinfo', `100644,${blob},${deep}`)
    repository.git('commit', '--quiet', '-m', 'deep')
    expect((await readCommit(repository.path)).paths).toContain(deep)
  })
})

describe('links', () => {
  it('lead to their targets in the tree', async () => {
    const repository = gitRepository({ 'real/settings.py': 'here' })
    symlinkSync('real/settings.py', join(repository.path, 'settings.py'))
    symlinkSync('real', join(repository.path, 'config'))
    symlinkSync('../settings.py', join(repository.path, 'real', 'again.py'))
    repository.commit()
    const tree = await readCommit(repository.path)
    expect(tree.text('settings.py')).toBe('here')
    expect(tree.text('config/settings.py')).toBe('here')
    expect(tree.text('config/again.py')).toBe('here')
    expect(tree.entry('settings.py')?.type).toBe('link')
    expect(tree.entry('config/settings.py')?.type).toBe('file')
  })

  it('never lead out, nor round for ever', async () => {
    const repository = gitRepository({ 'a.py': '' })
    for (const [name, target] of [
      ['passwd.py', '/etc/passwd'],
      ['up.py', '../../../../etc/passwd'],
      ['self.py', 'self.py'],
      ['one.py', 'two.py'],
      ['two.py', 'one.py'],
      ['top', '.'],
    ] as const)
      symlinkSync(target, join(repository.path, name))
    repository.commit()
    const tree = await readCommit(repository.path)
    for (const path of ['passwd.py', 'up.py', 'self.py', 'one.py', 'two.py', 'top'])
      expect(tree.text(path)).toBeNull()
    expect(tree.text('top/top/a.py')).toBe('')
    for (const path of ['passwd.py', 'up.py', 'self.py', 'one.py', 'two.py'])
      expect(isThere(tree, path)).toBe(false)
    expect(isThere(tree, 'top')).toBe(true)
    expect(linkOutside(tree, 'up.py/settings.py')).toBe('up.py')
  })
})

describe('submodules', () => {
  it('are part of the tree where they are checked out', async () => {
    const inner = gitRepository({ 'shop/models.py': 'inner' })
    const outer = gitRepository({ 'manage.py': '' })
    outer.git('submodule', '--quiet', 'add', inner.path, 'vendor/shop')
    outer.commit()
    const tree = await readCommit(outer.path)
    expect(tree.text('vendor/shop/shop/models.py')).toBe('inner')
    expect(tree.unreadSubmodules).toEqual([])
    rmSync(join(outer.path, 'vendor/shop'), { recursive: true })
    mkdirSync(join(outer.path, 'vendor/shop'))
    const missing = { unreadSubmodules: ['vendor/shop'], missingSubmodules: ['vendor/shop'] }
    expect(await readCommit(outer.path)).toMatchObject(missing)
    outer.git('rm', '--quiet', '-f', '--cached', '.gitmodules')
    outer.git('commit', '--quiet', '-m', 'forgotten')
    expect(await readCommit(outer.path)).toMatchObject({ ...missing, missingSubmodules: [] })
  })

  it('do not lead to a repository beside the parent', async () => {
    const secret = gitRepository({ 'secret.py': 'secret' })
    const commit = secret.git('rev-parse', 'HEAD').trim()
    for (const trap of ['link', 'gitfile'] as const) {
      const outer = gitRepository({ 'manage.py': '' })
      outer.git('update-index', '--add', '--cacheinfo', `160000,${commit},trap`)
      outer.git('commit', '--quiet', '-m', 'trap')
      const place = join(outer.path, 'trap')
      if (trap === 'link') symlinkSync(secret.path, place)
      else {
        mkdirSync(place)
        writeFileSync(join(place, '.git'), `gitdir: ${secret.path}/.git\n`)
      }
      const tree = await readCommit(outer.path)
      expect(tree.paths).toEqual(['manage.py', 'trap'])
      expect(tree.unreadSubmodules).toEqual(['trap'])
    }
  })
})

describe('a repository that means harm', () => {
  it('runs nothing', async () => {
    const repository = gitRepository({ 'a.py': 'x', '.gitattributes': '*.py diff=trap filter=trap' })
    const mark = join(temporaryDirectory(), 'ran')
    const trap = `touch ${mark};`
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'core.sshCommand',
      'diff.external',
      'diff.trap.textconv',
      'filter.trap.clean',
      'filter.trap.smudge',
      'filter.trap.process',
      'alias.ls-tree',
    ])
      repository.git('config', key, key.startsWith('alias') ? `!${trap}` : trap)
    await readCommit(repository.path)
    expect(existsSync(mark)).toBe(false)
  })

  it('cannot send us elsewhere', async () => {
    const repository = gitRepository({ 'a.py': 'x' })
    repository.git('config', 'core.worktree', temporaryDirectory())
    await expect(readCommit(repository.path)).rejects.toMatchObject({
      failure: { code: 'git.not-a-repository' },
    })
  })

  it('fails in words where it is broken', async () => {
    const repository = gitRepository({ 'a.py': 'x' })
    rmSync(join(repository.path, '.git/objects'), { recursive: true })
    mkdirSync(join(repository.path, '.git/objects'))
    await expect(readCommit(repository.path)).rejects.toMatchObject({
      failure: { code: expect.stringMatching(/^git\.(failed|unknown-revision)$/) },
    })
  })
})

describe('what a person has set for git', () => {
  it('is not meant for us', async () => {
    const other = gitRepository({ 'other.py': '' })
    const repository = gitRepository({ 'a.py': 'x' })
    process.env['GIT_DIR'] = join(other.path, '.git')
    try {
      expect((await readCommit(repository.path)).paths).toEqual(['a.py'])
    } finally {
      delete process.env['GIT_DIR']
    }
  })

  it('is missed in words where there is no git', async () => {
    const { PATH } = process.env
    process.env['PATH'] = temporaryDirectory()
    try {
      await expect(readCommit(temporaryDirectory())).rejects.toMatchObject({
        failure: { code: 'git.missing' },
      })
    } finally {
      process.env['PATH'] = PATH
    }
  })

  it('may be that a folder of somebody else is not to be trusted', async () => {
    const repository = gitRepository({ 'a.py': 'x' })
    if (process.getuid?.() !== 0) return
    execFileSync('chown', ['-R', '65534', repository.path])
    const { HOME } = process.env
    process.env['HOME'] = temporaryDirectory()
    try {
      await expect(readCommit(repository.path)).rejects.toMatchObject({ failure: { code: 'git.owner' } })
    } finally {
      process.env['HOME'] = HOME
    }
  })
})
