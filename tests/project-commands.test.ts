import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { atTerminal, cabestan, jsonLines } from './harness/command-line.ts'
import { commit, git, gitProject, shop } from './harness/git-project.ts'

const yaml = (directory: string) => readFileSync(join(directory, 'cabestan.yaml'), 'utf8')
const named = ['--server', 'root@203.0.113.10', '--domain', 'shop.example', '--domain', 'www.shop.example']
const init = (directory: string, ...words: string[]) => cabestan(['init', '--yes', ...words], { directory })
const ofType = (text: string, type: string) => jsonLines(text).filter((line) => line['type'] === type)

describe('cabestan init', () => {
  it('shows what was read with its place, and writes only what differs from the defaults', async () => {
    const directory = gitProject(shop)
    const { code, stdout } = await init(directory, ...named)
    expect(code).toBe(0)
    expect(stdout).toContain('shop.settings')
    expect(stdout).toMatch(/requirements\.txt:1/)
    const keys = yaml(directory)
      .split('\n')
      .filter((line) => /^[a-z]/.test(line))
    expect(keys).toEqual([
      expect.stringMatching(/^app: /),
      'server: root@203.0.113.10',
      'domains: [ shop.example, www.shop.example ]',
      'time_zone: Europe/Paris',
    ])
  })

  it('asks a person for the server and the domains, and whether to write, and for nothing else', async () => {
    const directory = gitProject(shop)
    const shown = await atTerminal('init', directory, [
      ['Which server?', 'root@203.0.113.10\r'],
      ['Which domains?', 'shop.example www.shop.example\r'],
      ['Write cabestan.yaml?', 'y'],
    ])
    expect(shown.match(/◆/g)?.length).toBeGreaterThanOrEqual(3)
    expect(yaml(directory)).toMatch(/^server: root@203.0.113.10$/m)
    expect(yaml(directory)).toMatch(/^domains: \[ shop.example, www.shop.example \]$/m)
  })

  it('leaves the former file where the new one has no room', async () => {
    const directory = gitProject(shop)
    await init(directory, ...named)
    const before = yaml(directory)
    commit(directory, { 'shop/wsgi.py': '# There is none any more.\n' })
    const program = ['bash', '-c', `trap '' XFSZ; ulimit -f 0; exec "$0" "$@"`]
    const { code, output } = await cabestan(['init', '--yes'], { directory, program })
    expect(code, output).toBe(1)
    expect(output).toContain('output.file')
    expect(yaml(directory)).toBe(before)
    expect(readdirSync(directory).filter((name) => name.endsWith('.new'))).toEqual([])
    await init(directory)
    expect(yaml(directory)).not.toBe(before)
  })

  it('takes the letter of yes in the person’s language', async () => {
    const directory = gitProject(shop)
    await atTerminal('init --lang fr', directory, [
      ['Quel serveur', 'root@203.0.113.10\r'],
      ['Quels domaines', '\r'],
      ['Écrire cabestan.yaml', 'o'],
    ])
    expect(yaml(directory)).toMatch(/^server: root@203.0.113.10$/m)
  })

  it('lists several projects to choose from, all of it in the person’s language', async () => {
    const files = (at: string) =>
      Object.fromEntries(Object.entries(shop).map(([path, text]) => [`${at}/${path}`, text]))
    const directory = gitProject({ ...files('users'), ...files('chat') })
    const shown = await atTerminal('init --lang fr', directory, [
      ['Quel projet', '\r'],
      ['Quel serveur', '\r'],
      ['Quels domaines', '\r'],
      ['Écrire cabestan.yaml', 'o'],
    ])
    expect(shown).toContain('Les flèches ↑ et ↓ choisissent')
    expect(shown).not.toMatch(/navigate|confirm/)
    expect(yaml(directory)).toMatch(/^directory: chat$/m)
  })

  it('makes no repository of a folder where there is no project', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'cabestan-wrong-folder-'))
    const { code, output } = await cabestan(['init'], { directory })
    rmSync(directory, { recursive: true })
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining('no Django project') })
    expect(output).not.toContain('git init')
  })

  it('changes nothing when it is run again', async () => {
    const directory = gitProject(shop)
    await init(directory, ...named)
    const before = yaml(directory)
    const { code, output } = await init(directory)
    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining('nothing was changed'),
    })
    expect(yaml(directory)).toBe(before)
  })

  it('says that a server which is named now stays out of a file that names another', async () => {
    const directory = gitProject(shop)
    await init(directory, ...named)
    const before = yaml(directory)
    const { code, output } = await init(directory, '--server', 'root@203.0.113.77')
    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining('--server was not taken'),
    })
    expect(yaml(directory)).toBe(before)
  })

  it('writes the file that is named, which is not there yet, and leaves another alone', async () => {
    const directory = gitProject(shop)
    await init(directory, ...named)
    const before = yaml(directory)
    const { code, output } = await init(directory, '-c', 'other.yaml', '--server', 'root@203.0.113.11')
    expect({ code, output }).toMatchObject({ code: 0 })
    expect(readFileSync(join(directory, 'other.yaml'), 'utf8')).toContain('server: root@203.0.113.11')
    expect(yaml(directory)).toBe(before)
    expect(await cabestan(['check', '-c', 'third.yaml'], { directory })).toMatchObject({ code: 2 })
  })

  it('shows the difference after the project changed, and keeps what the owner wrote', async () => {
    const directory = gitProject(shop)
    await init(directory, ...named)
    writeFileSync(join(directory, 'cabestan.yaml'), `${yaml(directory)}\n# Ours.\nlogin: anna\n`)
    commit(directory, { 'requirements.txt': 'Django==5.1.15\n' })
    const { stdout } = await init(directory)
    expect(stdout).toMatch(/^-#.*5\.2\.19/m)
    expect(stdout).toMatch(/^\+#.*5\.1\.15/m)
    expect(yaml(directory)).toContain('# Ours.\nlogin: anna\n')
    expect(yaml(directory)).toContain('5.1.15')
  })

  it('writes nothing unless somebody says so', async () => {
    const directory = gitProject(shop)
    const { code, output } = await cabestan(['init'], { directory })
    expect({ code, output }).toMatchObject({ code: 2, output: expect.stringContaining('--yes') })
    expect(() => yaml(directory)).toThrow()
  })

  it('speaks to scripts in objects', async () => {
    const { stdout } = await init(gitProject(shop), '--json')
    expect(ofType(stdout, 'reading')).toMatchObject([
      {
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        answers: { settings: 'shop.settings', django: '5.2.19', database: 'postgresql', page: '/' },
        evidence: { django: { certainty: 'stated', places: [{ file: 'requirements.txt', line: 1 }] } },
      },
    ])
    expect(ofType(stdout, 'configuration')).toMatchObject([{ changed: true }])
    expect(ofType(stdout, 'checked')).toMatchObject([{ outcome: 'ready' }])
  })

  it('lists several projects, and takes the one that is named', async () => {
    const two = Object.entries(shop).flatMap(([path, text]) => [
      [`chapter1/${path}`, text] as const,
      [`chapter2/${path}`, text] as const,
    ])
    const directory = gitProject(Object.fromEntries(two))
    const { stdout } = await init(directory, '--json')
    expect(ofType(stdout, 'reading')).toMatchObject([
      { answers: { directory: null, projects: ['chapter1', 'chapter2'] } },
    ])
    expect(ofType(stdout, 'checked')).toMatchObject([{ outcome: 'question' }])
    writeFileSync(join(directory, 'cabestan.yaml'), 'app: shop\ndirectory: chapter2\n')
    const checked = await cabestan(['check', '--json'], { directory })
    expect(ofType(checked.stdout, 'reading')).toMatchObject([{ answers: { directory: 'chapter2' } }])
  })

  it('refuses where there is no Django project, and writes nothing', async () => {
    const directory = gitProject({ 'README.md': 'nothing\n' })
    expect(await init(directory)).toMatchObject({ code: 1 })
    expect(() => yaml(directory)).toThrow()
  })
})

describe('cabestan deploy', () => {
  it('does not make a server alone of a project that is in no commit', async () => {
    const directory = gitProject({ ...shop, 'cabestan.yaml': 'app: shop\nserver: root@192.0.2.1\n' })
    rmSync(join(directory, '.git'), { recursive: true })
    const outside = await cabestan(['deploy', '--yes'], { directory })
    expect(outside.code).toBe(1)
    expect(outside.output).toContain('git.not-a-repository')
    git(directory, 'init', '--quiet')
    const uncommitted = await cabestan(['deploy', '--yes'], { directory })
    expect(uncommitted.code).toBe(1)
    expect(uncommitted.output).toContain('git.no-commit')
  })
})

describe('cabestan check', () => {
  it('names file and line of what Python does not take, where a deploy would find it out', async () => {
    const urls = `${shop['shop/urls.py']}\nfrom shop import prices\n`
    const directory = gitProject({
      ...shop,
      'shop/urls.py': urls,
      'shop/prices.py': '\ndef total(:\n    pass\n',
    })
    const { code, stdout } = await cabestan(['check'], { directory })
    expect(code).toBe(1)
    expect(stdout).toMatch(/Python 3\.\d+ does not understand shop\/prices\.py/)
    expect(stdout).toContain('shop/prices.py:2')
  })

  it('ends with 0 where all is well, and needs neither a server nor a cabestan.yaml', async () => {
    const { code, stdout } = await cabestan(['check'], { directory: gitProject(shop) })
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('Ready to deploy.') })
  })

  it('ends with 1 on what would fail, with its place, its reason and what to do, in both languages', async () => {
    const settings = `${shop['shop/settings.py']}\nSTRIPE_KEY = os.environ['STRIPE_KEY']\n`
    const directory = gitProject({ ...shop, 'shop/settings.py': settings })
    const { code, stdout } = await cabestan(['check', '--json'], { directory })
    expect(code).toBe(1)
    expect(ofType(stdout, 'finding').filter(({ severity }) => severity === 'error')).toMatchObject([
      {
        wants: 'question',
        places: [{ file: 'shop/settings.py', line: expect.any(Number) }],
        title: expect.stringContaining('STRIPE_KEY'),
      },
    ])
    const french = await cabestan(['check', '--lang', 'fr'], { directory })
    // CI cannot look at the server: it is told what that keeps.
    const secrets = join(directory, 'secrets.yaml')
    writeFileSync(secrets, 'app: shop\nserver: root@203.0.113.10\nsecrets: [STRIPE_KEY]\n')
    expect(await cabestan(['check', '-c', secrets], { directory })).toMatchObject({ code: 0 })
    expect(french).toMatchObject({ code: 1, stdout: expect.stringMatching(/STRIPE_KEY[\s\S]*→/) })
  })

  it('names the protections that the settings leave out, and origins without a scheme', async () => {
    const settings = `${shop['shop/settings.py']?.replace(/ +'django.middleware.csrf[^\n]+\n/, '')}
CSRF_TRUSTED_ORIGINS = ['shop.example']
`
    const directory = gitProject({ ...shop, 'shop/settings.py': settings })
    const { stdout } = await cabestan(['check', '--json'], { directory })
    const values = Object.fromEntries(ofType(stdout, 'finding').map((each) => [each['code'], each['values']]))
    expect(values).toMatchObject({
      'settings.weak': { names: 'CsrfViewMiddleware' },
      'settings.origins-scheme': { origins: 'shop.example' },
    })
  })

  it('names work that is in no commit, and commits that no remote has', async () => {
    const directory = gitProject(shop)
    const remote = gitProject({ 'README.md': 'elsewhere\n' })
    git(directory, 'remote', 'add', 'origin', remote)
    writeFileSync(join(directory, 'shop/urls.py'), 'urlpatterns = []\n')
    const { stdout } = await cabestan(['check', '--json'], { directory })
    const found = ofType(stdout, 'finding')
    expect(found.find(({ code }) => code === 'repository.uncommitted')).toMatchObject({
      severity: 'warning',
      title: expect.stringContaining('shop/urls.py'),
    })
    expect(found.find(({ code }) => code === 'repository.unpushed')).toMatchObject({ values: { count: '1' } })
    // What is judged is the commit.
    expect(ofType(stdout, 'reading')).toMatchObject([{ answers: { page: '/' } }])
  })

  it('counts warnings too with --strict', async () => {
    const directory = gitProject({ ...shop, 'requirements.txt': 'Django\n' })
    expect(await cabestan(['check'], { directory })).toMatchObject({ code: 0 })
    expect(await cabestan(['check', '--strict'], { directory })).toMatchObject({ code: 1 })
  })

  it('shows the settings that production would run with, and what they change', async () => {
    const directory = gitProject({ ...shop, 'cabestan.yaml': 'app: shop\ndomains: [shop.example]\n' })
    const { code, stdout } = await cabestan(['check', '--settings'], { directory })
    expect(code).toBe(0)
    expect(stdout).toContain('DEBUG = False')
    expect(stdout).toContain("SECRET_KEY = os.environ['SECRET_KEY']")
    expect(stdout).toMatch(/ALLOWED_HOSTS\n\s+- \[\]\n\s+\+ \['shop.example'\]/)
  })
})
