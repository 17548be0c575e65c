import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type GitRepository,
  gitRepository,
  removeTemporaryDirectories,
  repositoryAt,
  temporaryDirectory,
} from '../project/tree/git-repository.fixture.ts'
import { commitDetails } from './commit-details.ts'
import { packSource, readSource, type SourceQuestion } from './source.ts'

afterEach(removeTemporaryDirectories)

let scratch: string
beforeEach(() => {
  scratch = temporaryDirectory()
})

/** Text that is long enough for git to send only a difference. */
const lines = Array.from({ length: 1000 }, (_, at) => sum(`${at}`)).join('\n')

const read = ({ path }: GitRepository, commit: string, more: Partial<SourceQuestion> = {}) =>
  readSource({ top: path, commit, directories: [], spare: [], repository: null, scratch, ...more })

async function pack(repository: GitRepository, commit: string, commits: readonly string[] = []) {
  return packSource(await read(repository, commit), { commits: [...commits], largeObjects: [] }, scratch)
}

/** A server's repository after it was sent these packs, one after the other. */
function receive(packs: readonly { path: string; commit: string }[]): GitRepository {
  const server = repositoryAt(temporaryDirectory())
  server.git('init', '--quiet', '--bare')
  for (const { path, commit } of packs) {
    const shallow = join(server.path, 'shallow')
    const before = existsSync(shallow) ? readFileSync(shallow, 'utf8') : ''
    writeFileSync(shallow, `${before}${commit}\n`)
    execFileSync('git', ['-C', server.path, 'index-pack', '--stdin', '--fix-thin', '--strict'], {
      input: readFileSync(path),
      stdio: 'pipe',
    })
    server.git('rev-list', '--objects', '--quiet', commit)
  }
  return server
}

describe('the source of a release', () => {
  it('is one commit without its history', async () => {
    const repository = gitRepository({ 'secret.py': 'of the past' })
    rmSync(join(repository.path, 'secret.py'))
    const commit = repository.commit({ 'a.py': lines })
    const local = await read(repository, commit, { directories: ['logs'] })
    expect(local.source).toEqual({
      parts: [{ path: '', commit }],
      large: [],
      directories: ['logs'],
      repository: null,
    })
    const [file, ...others] = await pack(repository, commit)
    expect(others).toEqual([])
    expect(file).toMatchObject({ file: `${commit}.pack`, bytes: readFileSync(file?.path ?? '').length })
    const server = receive([{ path: file?.path ?? '', commit }])
    expect(server.git('cat-file', '--batch-check', '--batch-all-objects').trim().split('\n')).toHaveLength(3)
  })

  it('is nothing where the server has it', async () => {
    const repository = gitRepository({ 'a.py': lines })
    const commit = repository.git('rev-parse', 'HEAD').trim()
    expect(await pack(repository, commit, [commit])).toEqual([])
  })

  it('is the difference to what the server has, however the histories stand', async () => {
    const repository = gitRepository({ 'a.py': lines })
    const first = repository.git('rev-parse', 'HEAD').trim()
    const [whole] = await pack(repository, first)
    for (let at = 0; at < 3; at += 1) repository.commit({ 'b.py': `${at}` })
    const later = repository.commit({ 'a.py': `${lines}\nlater` })
    repository.git('checkout', '--quiet', '--orphan', 'again')
    const again = repository.commit({ 'a.py': `${lines}\nagain` })
    for (const commit of [later, again]) {
      const [difference] = await pack(repository, commit, [first, '1'.repeat(40)])
      expect(difference?.bytes).toBeLessThan(1000)
      receive([
        { path: whole?.path ?? '', commit: first },
        { path: difference?.path ?? '', commit },
      ])
    }
  })

  it('goes back to a commit from before', async () => {
    const repository = gitRepository({ 'a.py': lines })
    const first = repository.git('rev-parse', 'HEAD').trim()
    const second = repository.commit({ 'a.py': `${lines}\nmore` })
    repository.git('commit-graph', 'write', '--reachable')
    const [whole] = await pack(repository, second)
    const [back] = await pack(repository, first, [second])
    expect(back?.bytes).toBeLessThan(1000)
    receive([
      { path: whole?.path ?? '', commit: second },
      { path: back?.path ?? '', commit: first },
    ])
  })

  it('comes from a shallow clone as well', async () => {
    const origin = gitRepository({ 'a.py': lines })
    const first = origin.git('rev-parse', 'HEAD').trim()
    const second = origin.commit({ 'a.py': `${lines}\nmore` })
    const clone = repositoryAt(join(temporaryDirectory(), 'clone'))
    origin.git('clone', '--quiet', '--depth', '1', `file://${origin.path}`, clone.path)
    const [file] = await pack(clone, second, [first])
    const server = receive([{ path: file?.path ?? '', commit: second }])
    expect(server.git('cat-file', '-t', second).trim()).toBe('commit')
  })

  it('comes whole from a clone that left out old contents', async () => {
    const origin = gitRepository({ 'a.py': lines })
    origin.git('config', 'uploadpack.allowFilter', 'true')
    const first = origin.git('rev-parse', 'HEAD').trim()
    const second = origin.commit({ 'a.py': `${lines}\nmore` })
    const clone = repositoryAt(join(temporaryDirectory(), 'clone'))
    origin.git('clone', '--quiet', '--filter=blob:none', `file://${origin.path}`, clone.path)
    const [file] = await pack(clone, second, [first, '1'.repeat(40)])
    const server = receive([{ path: file?.path ?? '', commit: second }])
    expect(server.git('cat-file', '-t', second).trim()).toBe('commit')
  })

  it('is told by subject, author and time', async () => {
    const repository = gitRepository({ 'a.py': '' })
    repository.git('commit', '--quiet', '--allow-empty', '-m', 'Été: first line\n\nMore')
    const id = repository.git('rev-parse', 'HEAD').trim()
    expect(await commitDetails(repository.path, id)).toEqual({
      id,
      subject: 'Été: first line',
      author: 'Anna',
      at: Date.UTC(2020, 0, 2, 3, 4, 5),
    })
  })
})

describe('a submodule', () => {
  const nested = () => {
    const innermost = gitRepository({ 'c.py': 'c' })
    const inner = gitRepository({ 'b.py': 'b' })
    inner.git('submodule', '--quiet', 'add', innermost.path, 'vendor/c')
    const middle = inner.commit()
    const outer = gitRepository({ 'a.py': 'a' })
    outer.git('submodule', '--quiet', 'add', inner.path, 'libs/b')
    outer.git('submodule', '--quiet', 'update', '--init', '--recursive')
    return { outer, commit: outer.commit(), middle, deepest: innermost.git('rev-parse', 'HEAD').trim() }
  }

  it('is one more commit at its path, those inside of it included', async () => {
    const { outer, commit, middle, deepest } = nested()
    const { source } = await read(outer, commit)
    expect(source.parts).toEqual([
      { path: '', commit },
      { path: 'libs/b', commit: middle },
      { path: 'libs/b/vendor/c', commit: deepest },
    ])
    const files = await pack(outer, commit, [middle])
    expect(files.map(({ file }) => file)).toEqual([`${commit}.pack`, `${deepest}.pack`])
  })

  it('has to be on this computer, unless the server fetches it', async () => {
    const { outer, commit } = nested()
    rmSync(join(outer.path, 'libs/b/vendor/c'), { recursive: true })
    mkdirSync(join(outer.path, 'libs/b/vendor/c'))
    await expect(read(outer, commit)).rejects.toMatchObject({
      failure: { code: 'source.submodule', values: { path: 'libs/b/vendor/c' } },
    })
    const spared = await read(outer, commit, { spare: ['libs/b/vendor/c'] })
    expect(spared.source.parts.map(({ path }) => path)).toEqual(['', 'libs/b'])
    const repository = 'git@git.example:anna/site.git'
    const fetched = await read(outer, commit, { repository })
    expect(fetched.source.repository).toBe(repository)
    expect(fetched.source.parts).toHaveLength(2)
    expect(await packSource(fetched, { commits: [], largeObjects: [] }, scratch)).toEqual([])
  })

  it('that nobody can fetch is an empty directory for everybody', async () => {
    const outer = gitRepository({ 'a.py': '' })
    outer.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},forgotten`)
    outer.git('commit', '--quiet', '-m', 'a repository in a repository')
    const commit = outer.git('rev-parse', 'HEAD').trim()
    expect((await read(outer, commit)).source.parts).toEqual([{ path: '', commit }])
  })
})

describe('a file that git-lfs keeps', () => {
  const content = 'x'.repeat(5000)
  const object = sum(content)
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${object}\nsize 5000\n`
  const project = () =>
    gitRepository({ '.gitattributes': 'img/** filter=lfs\n', 'img/a.png': pointer, 'docs/lfs.md': pointer })
  const stored = ({ path }: GitRepository) =>
    join(path, '.git/lfs/objects', object.slice(0, 2), object.slice(2, 4), object)
  const store = (repository: GitRepository, text = content) => {
    mkdirSync(dirname(stored(repository)), { recursive: true })
    writeFileSync(stored(repository), text)
  }

  it('travels with its content, once', async () => {
    const repository = project()
    const commit = repository.commit({ 'img/b.png': pointer })
    store(repository)
    const local = await read(repository, commit)
    expect(local.source.large).toEqual([
      { path: 'img/a.png', object, bytes: 5000 },
      { path: 'img/b.png', object, bytes: 5000 },
    ])
    const files = await packSource(local, { commits: [commit], largeObjects: [] }, scratch)
    expect(files).toEqual([{ file: `${object}.lfs`, path: stored(repository), bytes: 5000 }])
    expect(await packSource(local, { commits: [commit], largeObjects: [object] }, scratch)).toEqual([])
  })

  it('may lie in a submodule', async () => {
    const inner = project()
    const outer = gitRepository({ 'a.py': '' })
    outer.git('submodule', '--quiet', 'add', inner.path, 'libs/b')
    const commit = outer.commit()
    const own = join(outer.path, '.git/modules/libs/b/lfs/objects', object.slice(0, 2), object.slice(2, 4))
    mkdirSync(own, { recursive: true })
    writeFileSync(join(own, object), content)
    expect((await read(outer, commit)).source.large).toEqual([
      { path: 'libs/b/img/a.png', object, bytes: 5000 },
    ])
  })

  it('is missed by its name', async () => {
    const repository = project()
    const commit = repository.git('rev-parse', 'HEAD').trim()
    const missing = { failure: { code: 'source.large-file', values: { path: 'img/a.png' } } }
    await expect(read(repository, commit)).rejects.toMatchObject(missing)
    store(repository, 'half')
    await expect(read(repository, commit)).rejects.toMatchObject(missing)
  })

  it('is fetched where git-lfs is and a remote to ask', async () => {
    const repository = project()
    const commit = repository.git('rev-parse', 'HEAD').trim()
    repository.git('remote', 'add', 'origin', 'https://git.example/anna/site.git')
    const programs = temporaryDirectory()
    const source = join(programs, 'content')
    writeFileSync(source, content)
    // Does what git-lfs would do if it knew a server.
    const script = [
      '#!/bin/sh',
      `[ "$*" = "fetch origin ${commit}" ] || exit 1`,
      `mkdir -p '${dirname(stored(repository))}' && cp '${source}' '${stored(repository)}'`,
    ]
    writeFileSync(join(programs, 'git-lfs'), script.join('\n'), { mode: 0o755 })
    const { PATH } = process.env
    process.env['PATH'] = `${programs}:${PATH}`
    try {
      expect((await read(repository, commit)).source.large).toHaveLength(1)
    } finally {
      process.env['PATH'] = PATH
    }
  })

  it('leaves the index of the working copy alone', async () => {
    const repository = project()
    const commit = repository.git('rev-parse', 'HEAD').trim()
    store(repository)
    repository.write('staged.py', 'x')
    repository.git('add', 'staged.py')
    await read(repository, commit)
    expect(repository.git('diff', '--cached', '--name-only').trim()).toBe('staged.py')
  })
})

function sum(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
