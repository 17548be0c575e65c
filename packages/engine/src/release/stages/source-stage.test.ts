import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { toFailure } from '@cabestan/protocol/failures'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realHost } from '../../host/real.ts'
import { dyingHost, type GitWorld, gitWorld, removeWorlds, user } from '../source/git-world.fixture.ts'
import { commitsKnown, largeObjectsKnown } from '../source/known.ts'
import { sourceStage } from './source-stage.ts'

afterEach(removeWorlds)

let world: GitWorld
beforeEach(() => {
  world = gitWorld()
})

const known = () => commitsKnown(realHost(), world.places)
const uid = Number(execFileSync('id', ['-u', user]).toString())
/** Text that is long enough for git to send only a difference. */
const incompressible = Array.from({ length: 500 }, (_, at) => sum(`${at}`)).join('\n')
const incomplete = { failure: { code: 'source.incomplete' } }

describe('the source of a release', () => {
  it('is the files of the commit, for the application’s user alone', async () => {
    const repository = world.repository({ 'manage.py': 'first', 'shop/models.py': 'models' })
    chmodSync(join(repository.path, 'manage.py'), 0o755)
    symlinkSync('/etc', join(repository.path, 'away'))
    const commit = repository.commit({ 'manage.py': 'second' })
    repository.pack(commit)
    const context = world.context({ commit })
    expect(await sourceStage.run(context)).toBe('done')
    const { source, directory } = context.release
    expect(readdirSync(source).sort()).toEqual(['away', 'manage.py', 'shop'])
    expect(readFileSync(join(source, 'manage.py'), 'utf8')).toBe('second')
    expect(statSync(join(source, 'manage.py')).mode & 0o777).toBe(0o755)
    for (const path of [source, join(source, 'shop/models.py'), join(source, 'away')])
      expect(lstatSync(path).uid).toBe(uid)
    expect(statSync(source).mode & 0o7777).toBe(0o750)
    expect(statSync(directory)).toMatchObject({ uid: 0 })
    expect(readlinkSync(join(source, 'away'))).toBe('/etc')
    expect(statSync('/etc').uid).toBe(0)
    expect(world.notes).toEqual([['source.sent', { commit: commit.slice(0, 7), count: 3 }]])
  })

  it('comes without history, and is known afterwards', async () => {
    const repository = world.repository({ 'secret.py': 'of the past' })
    rmSync(join(repository.path, 'secret.py'))
    const commit = repository.commit({ 'a.py': '1' })
    repository.pack(commit)
    expect(await known()).toEqual([])
    await sourceStage.run(world.context({ commit }))
    expect(await known()).toEqual([commit])
    expect(inRepository('log', '--format=%H', commit)).toBe(commit)
    expect(inRepository('fsck', '--strict')).not.toContain('missing')
    expect(inRepository('cat-file', '--batch-check', '--batch-all-objects').split('\n')).toHaveLength(3)
    expect(statSync(world.places.repository).mode & 0o777).toBe(0o700)
  })

  it('needs only what is new, be the history another one', async () => {
    const repository = world.repository()
    const first = repository.commit({ 'large.txt': incompressible })
    repository.pack(first)
    await sourceStage.run(world.context({ commit: first }))
    repository.git('checkout', '--quiet', '--orphan', 'again')
    const second = repository.commit({ 'large.txt': `${incompressible}\nmore` })
    repository.pack(second, [first])
    expect(statSync(join(world.upload, `${second}.pack`)).size).toBeLessThan(1000)
    const context = world.context({ commit: second })
    await sourceStage.run(context)
    expect(readFileSync(join(context.release.source, 'large.txt'), 'utf8')).toBe(`${incompressible}\nmore`)
    expect((await known()).sort()).toEqual([first, second].sort())
  })

  it('has what archives leave out, and runs nothing that the repository names', async () => {
    const mark = join(world.root, 'ran')
    const repository = world.repository({
      '.gitattributes': 'tests export-ignore\n*.txt filter=trap text eol=crlf\n*.md filter=lfs\n',
      'tests/a.py': 'x',
      'a.md': 'x',
      'a.txt': 'line\n',
    })
    const commit = repository.git('rev-parse', 'HEAD')
    repository.pack(commit)
    await sourceStage.run(world.context({ commit }))
    const { repository: bare } = world.places
    mkdirSync(join(bare, 'hooks'))
    for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'pre-auto-gc'])
      writeFileSync(join(bare, 'hooks', hook), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 })
    const context = world.context({ commit })
    await sourceStage.run(context)
    expect(readFileSync(join(context.release.source, 'tests/a.py'), 'utf8')).toBe('x')
    // A fresh clone has these line ends too.
    expect(readFileSync(join(context.release.source, 'a.txt'), 'utf8')).toBe('line\r\n')
    expect(existsSync(mark)).toBe(false)
  })

  it('has the directories that git leaves out, made by the user itself', async () => {
    const repository = world.repository({ 'a.py': '' })
    symlinkSync(world.root, join(repository.path, 'out'))
    const commit = repository.commit()
    repository.pack(commit)
    const context = world.context({ commit, directories: ['static/css', 'logs'] })
    await sourceStage.run(context)
    expect(statSync(join(context.release.source, 'static/css'))).toMatchObject({ uid })
    const through = world.context({ commit, directories: ['out/made'] })
    await expect(sourceStage.run(through)).rejects.toMatchObject({ failure: { code: 'command.failed' } })
    expect(existsSync(join(world.root, 'made'))).toBe(false)
  })

  it('is taken back whole', async () => {
    const repository = world.repository({ 'a.py': '' })
    const commit = repository.git('rev-parse', 'HEAD')
    repository.pack(commit)
    const context = world.context({ commit })
    await sourceStage.run(context)
    await sourceStage.undo?.(context)
    expect(readdirSync(world.places.releases)).toEqual([])
    await sourceStage.run(context)
    await sourceStage.run(context)
    expect(readdirSync(context.release.source)).toEqual(['a.py'])
  })
})

describe('a submodule', () => {
  it('stands at its path, submodules of its own included', async () => {
    const [innermost, inner, outer] = [{ 'c.py': 'c' }, { 'b.py': 'b' }, { 'a.py': 'a' }].map((files) =>
      world.repository(files),
    )
    if (!innermost || !inner || !outer) throw new Error('three were made')
    const link = (into: typeof inner, path: string, commit: string) => {
      into.git('update-index', '--add', '--cacheinfo', `160000,${commit},${path}`)
      into.git('commit', '--quiet', '--message=submodule')
      return into.git('rev-parse', 'HEAD')
    }
    const deepest = innermost.git('rev-parse', 'HEAD')
    const middle = link(inner, 'vendor/c', deepest)
    const commit = link(outer, 'libs/b', middle)
    for (const [repository, id] of [
      [innermost, deepest],
      [inner, middle],
      [outer, commit],
    ] as const)
      repository.pack(id)
    const parts = [
      { path: 'libs/b/vendor/c', commit: deepest },
      { path: '', commit },
      { path: 'libs/b', commit: middle },
    ]
    const context = world.context({ commit, parts })
    await sourceStage.run(context)
    const read = (path: string) => readFileSync(join(context.release.source, path), 'utf8')
    expect([read('a.py'), read('libs/b/b.py'), read('libs/b/vendor/c/c.py')]).toEqual(['a', 'b', 'c'])
    expect((await known()).sort()).toEqual([commit, middle, deepest].sort())
  })

  it('stands nowhere else', async () => {
    const inner = world.repository({ passwd: 'x' })
    const id = inner.git('rev-parse', 'HEAD')
    const outer = world.repository({ 'a.py': '' })
    symlinkSync(world.root, join(outer.path, 'link'))
    const commit = outer.commit()
    for (const [repository, each] of [
      [inner, id],
      [outer, commit],
    ] as const)
      repository.pack(each)
    for (const path of ['link', 'link/made', 'a.py', 'new']) {
      const context = world.context({
        commit,
        parts: [
          { path: '', commit },
          { path, commit: id },
        ],
      })
      await expect(sourceStage.run(context)).rejects.toMatchObject(incomplete)
    }
    expect(existsSync(join(world.root, 'passwd'))).toBe(false)
  })
})

describe('a file that git-lfs keeps', () => {
  const content = 'x'.repeat(5000)
  const object = sum(content)
  const pointer = pointerOf(content)
  const large = (path: string) => [{ path, object, bytes: 5000 }]

  it('has its content, and its mode', async () => {
    const repository = world.repository({ 'img/logo.png': pointer, tool: pointer })
    chmodSync(join(repository.path, 'tool'), 0o755)
    const commit = repository.commit()
    repository.pack(commit)
    writeFileSync(join(world.upload, `${object}.lfs`), content)
    const context = world.context({ commit, large: [...large('img/logo.png'), ...large('tool')] })
    await sourceStage.run(context)
    const { source } = context.release
    expect(readFileSync(join(source, 'img/logo.png'), 'utf8')).toBe(content)
    expect(statSync(join(source, 'img/logo.png'))).toMatchObject({ uid })
    expect(statSync(join(source, 'img/logo.png')).mode & 0o777).toBe(0o644)
    expect(statSync(join(source, 'tool')).mode & 0o777).toBe(0o755)
    expect(await largeObjectsKnown(realHost(), world.places)).toEqual([object])
    // A further upload of it sends nothing.
    expect(existsSync(join(world.upload, `${object}.lfs`))).toBe(false)
    await sourceStage.run(world.context({ commit, large: large('tool') }))
  })

  it('is not taken for what it is not', async () => {
    const repository = world.repository({ 'logo.png': pointer })
    const commit = repository.git('rev-parse', 'HEAD')
    repository.pack(commit)
    const context = world.context({ commit, large: large('logo.png') })
    const missing = { failure: { code: 'source.incomplete', values: { path: 'logo.png' } } }
    await expect(sourceStage.run(context)).rejects.toMatchObject(missing)
    writeFileSync(join(world.upload, `${object}.lfs`), 'y'.repeat(5000))
    await expect(sourceStage.run(context)).rejects.toMatchObject(missing)
    expect(await largeObjectsKnown(realHost(), world.places)).toEqual([])
  })

  it('is never written behind a link', async () => {
    const repository = world.repository({ 'a.py': '' })
    symlinkSync(world.root, join(repository.path, 'link'))
    const commit = repository.commit()
    repository.pack(commit)
    writeFileSync(join(world.upload, `${object}.lfs`), content)
    for (const path of ['link', 'link/made', 'new'])
      await expect(sourceStage.run(world.context({ commit, large: large(path) }))).rejects.toMatchObject(
        incomplete,
      )
    expect(existsSync(join(world.root, 'made'))).toBe(false)
  })
})

describe('what did not arrive whole', () => {
  it('is refused, and the next time all is right', async () => {
    const repository = world.repository({ 'a.py': 'x'.repeat(1000), 'b.py': 'y' })
    const commit = repository.git('rev-parse', 'HEAD')
    const pack = join(world.upload, `${commit}.pack`)
    await expect(sourceStage.run(world.context({ commit }))).rejects.toMatchObject(incomplete)
    repository.pack(commit)
    truncateSync(pack, 100)
    await expect(sourceStage.run(world.context({ commit }))).rejects.toMatchObject(incomplete)
    writeFileSync(pack, 'nonsense')
    await expect(sourceStage.run(world.context({ commit }))).rejects.toMatchObject(incomplete)
    // The files of another commit do not count.
    const other = repository.commit({ 'b.py': 'z' })
    repository.pack(other)
    writeFileSync(pack, readFileSync(join(world.upload, `${other}.pack`)))
    await expect(sourceStage.run(world.context({ commit }))).rejects.toMatchObject({
      failure: { code: 'source.incomplete', values: { commit: commit.slice(0, 7) } },
    })
    expect(await known()).toEqual([])
    repository.pack(commit)
    await sourceStage.run(world.context({ commit }))
    expect(await known()).toEqual([commit])
  })

  it('is no longer counted on where the disk lost it', async () => {
    const repository = world.repository({ 'a.py': incompressible })
    const first = repository.git('rev-parse', 'HEAD')
    repository.pack(first)
    await sourceStage.run(world.context({ commit: first }))
    const objects = join(world.places.repository, 'objects')
    rmSync(join(objects, 'pack'), { recursive: true })
    mkdirSync(join(objects, 'pack'))
    const loose = join(first.slice(0, 2), first.slice(2))
    mkdirSync(join(objects, first.slice(0, 2)), { recursive: true })
    writeFileSync(join(objects, loose), readFileSync(join(repository.path, '.git/objects', loose)))
    expect(await known()).toEqual([first])
    const second = repository.commit({ 'a.py': `${incompressible}more` })
    repository.pack(second, [first])
    await expect(sourceStage.run(world.context({ commit: second }))).rejects.toMatchObject(incomplete)
    expect(await known()).toEqual([])
    repository.pack(second)
    await sourceStage.run(world.context({ commit: second }))
    expect(await known()).toEqual([second])
  })

  it('is told apart from a disk that is full, at each step', async () => {
    const repository = world.repository({ 'a.py': incompressible, 'logo.png': pointerOf(incompressible) })
    const commit = repository.git('rev-parse', 'HEAD')
    const object = sum(incompressible)
    const large = [{ path: 'logo.png', object, bytes: incompressible.length }]
    const { home } = world.places
    const pack = join(world.upload, `${commit}.pack`)
    repository.pack(commit)
    const packed = readFileSync(pack)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', home])
    try {
      const filler = join(home, 'filler')
      const codes = new Set<string>()
      for (let free = 0; free <= 320; free += 4) {
        writeFileSync(pack, packed)
        writeFileSync(join(world.upload, `${object}.lfs`), incompressible)
        rmSync(filler, { force: true })
        rmSync(world.places.repository, { recursive: true, force: true })
        rmSync(world.places.largeFiles, { recursive: true, force: true })
        writeFileSync(filler, Buffer.alloc(1024 * (1000 - free)))
        const context = world.context({ commit, large })
        const failure = await sourceStage.run(context).then(
          () => 'none',
          (thrown) => toFailure(thrown).code,
        )
        codes.add(failure)
        await sourceStage.undo?.(context)
      }
      expect([...codes]).toEqual(['disk.full', 'none'])
    } finally {
      execFileSync('umount', [home])
    }
    // Eighty releases, each with several calls of git, take time.
  }, 240_000)

  it('may have been cut off by a kill that left locks', async () => {
    const repository = world.repository({ 'a.py': '' })
    const first = repository.git('rev-parse', 'HEAD')
    repository.pack(first)
    await sourceStage.run(world.context({ commit: first }))
    const second = repository.commit({ 'a.py': 'x' })
    repository.pack(second, [first])
    for (const name of ['release-index', 'shallow', `refs/commits/${second}`, 'packed-refs', 'config'])
      writeFileSync(join(world.places.repository, `${name}.lock`), '')
    await sourceStage.run(world.context({ commit: second }))
    expect((await known()).sort()).toEqual([first, second].sort())
  })

  it('may have been cut off by a kill at any moment', async () => {
    const repository = world.repository({ 'a.py': incompressible, 'logo.png': pointerOf(incompressible) })
    const commit = repository.git('rev-parse', 'HEAD')
    const object = sum(incompressible)
    const large = [{ path: 'logo.png', object, bytes: incompressible.length }]
    let killed = 0
    for (let finished = false; !finished; killed += 3) {
      rmSync(world.places.home, { recursive: true })
      mkdirSync(world.places.home)
      repository.pack(commit)
      writeFileSync(join(world.upload, `${object}.lfs`), incompressible)
      const context = world.context({ commit, large })
      finished = await sourceStage.run({ ...context, host: dyingHost(killed) }).then(
        () => true,
        () => false,
      )
      // A commit that the server says it has is not sent again.
      if ((await known()).includes(commit)) rmSync(join(world.upload, `${commit}.pack`))
      if ((await largeObjectsKnown(realHost(), world.places)).includes(object))
        rmSync(join(world.upload, `${object}.lfs`), { force: true })
      else writeFileSync(join(world.upload, `${object}.lfs`), incompressible)
      await sourceStage.run(context)
      expect(readFileSync(join(context.release.source, 'logo.png'), 'utf8')).toBe(incompressible)
      expect(await known()).toEqual([commit])
    }
    expect(killed).toBeGreaterThan(20)
  })

  it('may be a repository that was being made', async () => {
    mkdirSync(join(world.places.repository, 'objects'), { recursive: true })
    mkdirSync(`${world.places.repository}.new/refs`, { recursive: true })
    const repository = world.repository({ 'a.py': '' })
    const commit = repository.git('rev-parse', 'HEAD')
    repository.pack(commit)
    await sourceStage.run(world.context({ commit }))
    expect(await known()).toEqual([commit])
  })
})

describe('a commit that means harm', () => {
  it.each([
    ['a hook', '.git'],
    ['a hook in other letters', '.GIT'],
    ['a way out', '..'],
  ])('with %s is not let in', async (_what, name) => {
    const repository = world.repository({ 'a.py': '' })
    const inner = repository.git('rev-parse', 'HEAD^{tree}')
    const entry = Buffer.concat([Buffer.from(`40000 ${name}\0`), Buffer.from(inner, 'hex')])
    writeFileSync(join(repository.path, 'tree'), entry)
    const tree = repository.git('hash-object', '-t', 'tree', '-w', '--literally', 'tree')
    const commit = repository.git('commit-tree', tree, '-m', 'harm')
    repository.pack(commit)
    await expect(sourceStage.run(world.context({ commit }))).rejects.toMatchObject(incomplete)
    expect(await known()).toEqual([])
  })

  it('with a link and a directory of one name is not let in', async () => {
    const repository = world.repository({ passwd: 'x' })
    const inner = repository.git('rev-parse', 'HEAD^{tree}')
    writeFileSync(join(repository.path, 'target'), world.root)
    const target = repository.git('hash-object', '-w', 'target')
    const entry = (mode: string, object: string) =>
      Buffer.concat([Buffer.from(`${mode} a\0`), Buffer.from(object, 'hex')])
    writeFileSync(
      join(repository.path, 'tree'),
      Buffer.concat([entry('120000', target), entry('40000', inner)]),
    )
    const tree = repository.git('hash-object', '-t', 'tree', '-w', '--literally', 'tree')
    const commit = repository.git('commit-tree', tree, '-m', 'harm')
    repository.pack(commit)
    await expect(sourceStage.run(world.context({ commit }))).rejects.toMatchObject(incomplete)
    expect(existsSync(join(world.root, 'passwd'))).toBe(false)
  })

  it('of an old tool, whose modes have a nought too many, is let in', async () => {
    const repository = world.repository({ 'a/b.py': 'x' })
    const inner = repository.git('rev-parse', 'HEAD:a')
    const entry = Buffer.concat([Buffer.from('040000 a\0'), Buffer.from(inner, 'hex')])
    writeFileSync(join(repository.path, 'tree'), entry)
    const tree = repository.git('hash-object', '-t', 'tree', '-w', '--literally', 'tree')
    const commit = repository.git('commit-tree', tree, '-m', 'old')
    repository.pack(commit)
    const context = world.context({ commit })
    await sourceStage.run(context)
    expect(readFileSync(join(context.release.source, 'a/b.py'), 'utf8')).toBe('x')
  })
})

function inRepository(...argv: string[]): string {
  return execFileSync('git', [`--git-dir=${world.places.repository}`, ...argv], { stdio: 'pipe' })
    .toString()
    .trim()
}

function pointerOf(text: string): string {
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${sum(text)}\nsize ${text.length}\n`
}

function sum(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
