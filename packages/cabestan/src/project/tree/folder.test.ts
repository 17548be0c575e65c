import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { gitRepository, removeTemporaryDirectories, temporaryDirectory } from './git-repository.fixture.ts'
import { readTree } from './read-tree.ts'

afterEach(removeTemporaryDirectories)

describe('a folder without git', () => {
  it('is read as it lies there, without what others wrote', async () => {
    const path = folder({
      'manage.py': 'run',
      'shop/models.py': 'models',
      'venv/pyvenv.cfg': '',
      'venv/lib/a.py': '',
      'node_modules/x/package.json': '{}',
      'db.sqlite3': 'SQLite format 3\0 and more',
    })
    chmodSync(join(path, 'manage.py'), 0o755)
    const tree = await readTree(path)
    expect(tree.paths).toEqual(['db.sqlite3', 'manage.py', 'shop/models.py'])
    expect(tree).toMatchObject({ commit: null, prefix: '', top: path })
    expect(tree.entry('manage.py')?.executable).toBe(true)
    expect(tree.text('shop/models.py')).toBe('models')
    expect(tree.entry('db.sqlite3')?.content).toBe('sqlite')
  })

  it('is never left through a link, nor waited for at a pipe', async () => {
    const path = folder({ 'a.py': 'here' })
    symlinkSync('/etc', join(path, 'etc'))
    symlinkSync('/etc/passwd', join(path, 'passwd.py'))
    symlinkSync('a.py', join(path, 'b.py'))
    execFileSync('mkfifo', [join(path, 'pipe.py')])
    const tree = await readTree(path)
    expect(tree.paths).toEqual(['a.py', 'b.py', 'etc', 'passwd.py'])
    expect(tree.text('etc/passwd')).toBeNull()
    expect(tree.text('passwd.py')).toBeNull()
    expect(tree.text('b.py')).toBe('here')
  })

  it('is what stands in for a repository that has no commit yet', async () => {
    const repository = gitRepository()
    repository.write('manage.py', 'first')
    const tree = await readTree(repository.path)
    expect(tree.commit).toBeNull()
    expect(tree.text('manage.py')).toBe('first')
  })

  it('has to be there', async () => {
    const nowhere = readTree(join(temporaryDirectory(), 'nowhere'))
    await expect(nowhere).rejects.toMatchObject({ failure: { code: 'project.missing' } })
  })
})

function folder(files: Readonly<Record<string, string>>): string {
  const path = temporaryDirectory()
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, file)), { recursive: true })
    writeFileSync(join(path, file), content)
  }
  return path
}
