import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import {
  gitRepository,
  removeTemporaryDirectories,
  temporaryDirectory,
} from '../tree/git-repository.fixture.ts'
import { readTree } from '../tree/read-tree.ts'
import { judgeRepository } from './judge-repository.ts'
import { readRepository } from './read-repository.ts'

afterEach(removeTemporaryDirectories)

async function judged(
  path: string,
  wanted: readonly string[] = [],
  { isFetched = false, home = null }: { isFetched?: boolean; home?: string | null } = {},
) {
  const tree = await readTree(path)
  return judgeRepository({ tree, repository: await readRepository(tree), wanted, isFetched, home })
}

async function codes(path: string): Promise<string[]> {
  return (await judged(path)).map(({ code }) => code)
}

describe('a submodule that is not checked out', () => {
  it('is an error as it is for a release, unless the server fetches it or nobody could', async () => {
    const outer = gitRepository({ 'manage.py': '' })
    outer.git('submodule', '--quiet', 'add', gitRepository({ 'a.py': '' }).path, 'vendor/shop')
    outer.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},forgotten`)
    outer.git('commit', '--quiet', '-m', 'two submodules')
    rmSync(join(outer.path, 'vendor/shop'), { recursive: true })
    mkdirSync(join(outer.path, 'vendor/shop'))
    const about = async (isFetched: boolean) =>
      (await judged(outer.path, [], { isFetched }))
        .filter(({ code }) => code === 'repository.submodule-unread')
        .map(({ severity, values }) => [severity, values['files']])
    expect(await about(false)).toEqual([
      ['error', 'vendor/shop'],
      ['warning', 'forgotten'],
    ])
    expect(await about(true)).toEqual([['warning', 'forgotten, vendor/shop']])
  })
})

describe('a submodule that only some may have', () => {
  const spared = async (name: string, settings: string) => {
    const outer = gitRepository({ 'shop/settings.py': settings })
    outer.git('submodule', '--quiet', 'add', gitRepository({ 'a.env': '' }).path, name)
    outer.git('commit', '--quiet', '-m', 'with keys of a company')
    rmSync(join(outer.path, name), { recursive: true })
    mkdirSync(join(outer.path, name))
    const found = (await judged(outer.path)).filter(({ code }) => code.startsWith('repository.submodule'))
    return found.map(({ code, severity }) => `${severity} ${code}`)
  }
  const told = ['warning repository.submodule-spare']
  const refused = ['error repository.submodule-unread']

  it('is left out where it is called like no part of a site, and no code asks for it', async () => {
    expect(await spared('secrets', 'import secrets\n')).toEqual(told)
    expect(await spared('docs', "urlpatterns = [path('docs/', docs)]\n")).toEqual(told)
    expect(await spared('secrets', "KEYS = BASE_DIR / 'secrets' / 'keys.json'\n")).toEqual(refused)
    expect(await spared('private', 'from private.pricing import price\n')).toEqual(refused)
    expect(await spared('themes', '')).toEqual(refused)
  })
})

describe('the repository', () => {
  it('must be one', async () => {
    const [finding] = await judged(temporaryDirectory())
    expect(finding).toMatchObject({ code: 'repository.not-git', severity: 'error', wants: 'change' })
    expect(await codes(gitRepository().path)).toEqual(['repository.no-commits'])
  })

  it('that is in order leaves little to say', async () => {
    expect(await codes(gitRepository({ 'manage.py': '' }).path)).toEqual(['repository.no-remote'])
  })

  it('must hold what the settings need', async () => {
    const repository = gitRepository({ 'manage.py': '' })
    repository.write('config/settings/production.py', '')
    repository.write('notes.txt', '')
    const findings = await judged(repository.path, ['config/settings/production.py', 'config/other.py'])
    expect(findings.find(({ code }) => code === 'repository.untracked-needed')).toMatchObject({
      severity: 'error',
      wants: 'change',
      values: { files: 'config/settings/production.py' },
    })
    expect(findings.find(({ code }) => code === 'repository.untracked')?.values).toEqual({
      count: '1',
      files: 'notes.txt',
    })
  })

  it('may lack the configuration, which counts as it lies there', async () => {
    const repository = gitRepository({ 'cabestan.yaml': 'app: shop\n', 'manage.py': '' })
    repository.write('cabestan.yaml', 'app: store\n')
    repository.write('apps/api/cabestan.yaml', '')
    expect(await codes(repository.path)).toEqual(['repository.no-remote'])
    repository.write('manage.py', 'pass\n')
    expect(await codes(repository.path)).toEqual(['repository.uncommitted', 'repository.no-remote'])
  })

  it('is told what should not be in it', async () => {
    const repository = gitRepository({
      'deploy.sh': '#!/bin/sh\r\necho\r\n',
      'manage.py': '#!/usr/bin/env python\r\n',
      'views.py': 'pass\r\n',
      'venv/pyvenv.cfg': '',
      'shop/__pycache__/a.pyc': '',
      'Static/a.css': '',
      'static/b.css': '',
    })
    const findings = await judged(repository.path)
    const files = Object.fromEntries(findings.map(({ code, values }) => [code, values['files']]))
    expect(files).toMatchObject({
      'repository.line-endings': 'deploy.sh, manage.py',
      'repository.installed': 'venv',
      'repository.compiled': 'shop/__pycache__',
      'repository.case-clash': 'Static, static',
    })
  })

  it('hears of names that only Windows understands', async () => {
    const { path } = gitRepository({
      'shop/views.py': "def index(request):\n    return render(request, 'shop\\index.html', {})\n",
      'shop/lists.py': "class All(ListView):\n    template_name = 'shop\\\\all.html'\n",
      'shop/right.py': "# render(request, 'shop\\old.html')\nrender(request, 'shop/index.html')\n",
      'shop/dot.py': "return render(request, 'shop/index.html.')\n",
      'shop/disk.py': "open('reports\\last.html')\n",
    })
    const found = (await judged(path)).find(({ code }) => code === 'repository.windows-names')
    expect(found?.values['files']).toBe('shop/dot.py, shop/lists.py, shop/views.py')
  })

  it('hears nothing of what is only linked', async () => {
    const repository = gitRepository({ 'a.sh': 'echo\n' })
    symlinkSync('a.sh', join(repository.path, 'b.sh'))
    repository.commit()
    expect(await codes(repository.path)).toEqual(['repository.no-remote'])
  })

  it('hears of secrets without their values', async () => {
    const repository = gitRepository({ 'settings.py': `EMAIL_HOST_PASSWORD = 'tr0ub4dor-3'\n` })
    repository.commit({ 'settings.py': '' })
    const findings = await judged(repository.path)
    expect(findings.find(({ code }) => code === 'repository.secret-in-history')).toMatchObject({
      severity: 'warning',
      values: { kind: 'mail-password', file: 'settings.py', date: '2020-01-02' },
    })
    expect(JSON.stringify(findings)).not.toContain('tr0ub4dor')
  })

  it('hears of a private key that still lies in it, and not of history alone', async () => {
    const key = `-----BEGIN ${'PRIVATE'} KEY-----\nMIIEugIBADANBgkqhkiG9w0BAQEFAASCBKQwggSg\n`
    const { path } = gitRepository({ 'nginx/ssl/nginx.key': key })
    const secrets = (await judged(path)).filter(({ code }) => code.startsWith('repository.secret'))
    const values = { kind: 'private-key', file: 'nginx/ssl/nginx.key' }
    expect(secrets).toMatchObject([{ code: 'repository.secret', severity: 'warning', values }])
  })
})

it('has to have the directory of the home page', async () => {
  const { path } = gitRepository({ 'manage.py': '', 'site/index.html': '' })
  const told = async (home: string) =>
    (await judged(path, [], { home })).filter((each) => each.values['path'])
  expect(await told('site')).toEqual([])
  expect(await told('sit')).toMatchObject([{ code: 'repository.no-home', values: { path: 'sit' } }])
})
