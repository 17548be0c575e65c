import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { FrontEnd } from '../project/front-end/reading.ts'
import {
  gitRepository,
  removeTemporaryDirectories,
  temporaryDirectory,
} from '../project/tree/git-repository.fixture.ts'
import { writeArchive } from './archive.ts'
import { buildHere } from './build-here.ts'

afterEach(removeTemporaryDirectories)

const frontEnd: FrontEnd = {
  directory: 'assets',
  manager: 'npm',
  scripts: ['build'],
  tools: [],
  committed: false,
  node: null,
  places: [],
}

const script = `const fs = require('fs')
fs.mkdirSync('dist', { recursive: true })
fs.mkdirSync('node_modules/.cache', { recursive: true })
fs.writeFileSync('node_modules/.cache/x', '')
fs.writeFileSync('dist/app.js', 'built by ' + process.env.NODE_ENV)
fs.writeFileSync('version.txt', '2')
console.log('built')
`

function project(build = script) {
  return gitRepository({
    'manage.py': '',
    '.gitignore': 'dist\nnode_modules\n',
    'assets/package.json': JSON.stringify({ scripts: { build: 'node build.js' } }),
    'assets/build.js': build,
    'assets/version.txt': '1',
    'assets/style.css': 'body {}',
  })
}

describe('a front end that is built here', () => {
  it('yields what is new or changed, of the commit alone', async () => {
    const repository = project()
    const commit = repository.git('rev-parse', 'HEAD').trim()
    repository.write('assets/build.js', 'throw new Error("not committed")')
    const archive = join(temporaryDirectory(), 'built.tar')
    const lines: string[] = []
    const onLine = (line: string) => lines.push(line)
    await buildHere({ top: repository.path, commit, frontEnd, onLine }, archive)
    const there = unpacked(archive)
    expect(there.list).toEqual(['assets/dist/app.js', 'assets/package-lock.json', 'assets/version.txt'])
    expect(there.text('assets/dist/app.js')).toBe('built by production')
    expect(lines).toContain('built')
    expect(existsSync(join(repository.path, 'assets/dist'))).toBe(false)
    expect(repository.git('worktree', 'list').trim().split('\n')).toHaveLength(1)
  })

  it('has what it is built with installed, which pnpm and yarn leave out for production', async () => {
    const repository = project()
    const noted = `require('fs').writeFileSync('mode.txt', String(process.env.NODE_ENV))`
    const commit = repository.commit({
      'assets/note.js': noted,
      'assets/package.json': JSON.stringify({
        scripts: { build: 'node build.js', postinstall: 'node note.js' },
      }),
    })
    const archive = join(temporaryDirectory(), 'built.tar')
    await buildHere({ top: repository.path, commit, frontEnd, onLine: () => {} }, archive)
    expect(unpacked(archive).text('assets/mode.txt')).toBe('development')
    expect(unpacked(archive).text('assets/dist/app.js')).toBe('built by production')
  })

  it('is built of the files as they were committed, where git writes other line ends', async () => {
    // Git for Windows has this setting after its installation.
    const settings = temporaryDirectory()
    mkdirSync(join(settings, 'git'))
    writeFileSync(join(settings, 'git/config'), '[core]\n\tautocrlf = true\n')
    const { XDG_CONFIG_HOME, HOME } = process.env
    Object.assign(process.env, { XDG_CONFIG_HOME: settings, HOME: settings })
    try {
      const copy = `const fs = require('fs')\nfs.mkdirSync('dist')\nfs.copyFileSync('lines.css', 'dist/lines.css')\n`
      const repository = project(copy)
      const commit = repository.commit({ 'assets/lines.css': 'a {}\nb {}\n' })
      const archive = join(temporaryDirectory(), 'built.tar')
      await buildHere({ top: repository.path, commit, frontEnd, onLine: () => {} }, archive)
      expect(unpacked(archive).text('assets/dist/lines.css')).toBe('a {}\nb {}\n')
    } finally {
      Object.assign(process.env, { HOME })
      if (XDG_CONFIG_HOME === undefined) delete process.env['XDG_CONFIG_HOME']
      else process.env['XDG_CONFIG_HOME'] = XDG_CONFIG_HOME
    }
  })

  it('says which script failed, and of what', async () => {
    const repository = project('throw new TypeError("no such style")')
    const commit = repository.git('rev-parse', 'HEAD').trim()
    const archive = join(temporaryDirectory(), 'built.tar')
    const work = buildHere({ top: repository.path, commit, frontEnd, onLine: () => {} }, archive)
    await expect(work).rejects.toMatchObject({
      failure: { code: 'build.front-end', values: { script: 'build', error: 'TypeError: no such style' } },
    })
  })

  it('says which program is not on this computer', async () => {
    const repository = project()
    const commit = repository.git('rev-parse', 'HEAD').trim()
    const archive = join(temporaryDirectory(), 'built.tar')
    const withBun = { ...frontEnd, manager: 'bun' as const }
    const { PATH } = process.env
    // Only git can be found in this directory.
    const programs = temporaryDirectory()
    symlinkSync(execFileSync('which', ['git'], { encoding: 'utf8' }).trim(), join(programs, 'git'))
    process.env['PATH'] = programs
    try {
      const work = buildHere({ top: repository.path, commit, frontEnd: withBun, onLine: () => {} }, archive)
      await expect(work).rejects.toMatchObject({
        failure: { code: 'build.manager', values: { manager: 'bun' } },
      })
    } finally {
      process.env['PATH'] = PATH
    }
  })
})

describe('the archive', () => {
  it('is read by tar, with long and foreign names, links, and what may be executed', async () => {
    const directory = temporaryDirectory()
    const long = `${'very-'.repeat(30)}long`
    mkdirSync(join(directory, long))
    const files = {
      [`${long}/a.js`]: 'x'.repeat(513),
      'été.css': 'body',
      empty: '',
      'whole.bin': 'y'.repeat(1024),
    }
    for (const [path, content] of Object.entries(files)) writeFileSync(join(directory, path), content)
    writeFileSync(join(directory, 'run'), '#!/bin/sh\n', { mode: 0o755 })
    symlinkSync('empty', join(directory, 'link'))
    const archive = join(temporaryDirectory(), 'built.tar')
    await writeArchive(archive, directory, [...Object.keys(files), 'run', 'link', 'gone'])
    const there = unpacked(archive)
    for (const [path, content] of Object.entries(files)) expect(there.text(path)).toBe(content)
    expect(execFileSync('tar', ['--list', '--verbose', '--file', archive], { encoding: 'utf8' })).toMatch(
      /^-rwxr-xr-x.* run\nlrw.* link -> empty$/m,
    )
  })
})

function unpacked(archive: string) {
  const directory = temporaryDirectory()
  execFileSync('tar', ['--extract', '--file', archive, '--directory', directory])
  const list = execFileSync('tar', ['--list', '--file', archive], { encoding: 'utf8' })
  return {
    list: list.trim().split('\n'),
    text: (path: string) => execFileSync('cat', [join(directory, path)], { encoding: 'utf8' }),
  }
}
