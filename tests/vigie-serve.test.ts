import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IssuePage } from '../packages/vigie/src/contract/issue.ts'
import type { Project } from '../packages/vigie/src/contract/project.ts'
import { pythonFor, venvOf } from './harness/djangos.ts'
import { ask as rowsOf } from './harness/vigie/bytes.ts'
import { until } from './harness/vigie/programs.ts'
import { type Server, startServer } from './harness/vigie/server.ts'

/** The reference implementation, by way of Python. */
const argon2 = { series: 'argon2', pythons: ['3.11', '3.12', '3.13'], requirements: ['argon2-cffi~=25.1'] }
const built = new URL('../packages/vigie/dist/vigie.mjs', import.meta.url).pathname
const password = 'a horse, correct'
const ada = { email: 'ada@shop.example', name: 'Ada', password, language: 'en' }

let directory: string
let server: Server
let cookie = ''
let project: Project
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vigie-serve-'))
  server = await startServer({ data: directory })
  await until(async () => server.said().includes('Ctrl+C'))
})
afterAll(async () => {
  await server.stop()
  await rm(directory, { recursive: true })
})

describe('vigie serve, in an empty directory', () => {
  it('says where it is, how the first account is made, and where events go', () => {
    const said = server.said()
    expect(said).toContain(`Vigie looks out at ${server.url}`)
    expect(said).toMatch(/works once.*:\n {2}http\S*\/invitation\/[\w-]{43}$/m)
    expect(said).toMatch(
      new RegExp(`DSN of My application: http://[0-9a-f]{32}@127.0.0.1:${server.port}/1$`, 'm'),
    )
  })

  it('keeps its files from other people', async () => {
    for (const name of await readdir(directory)) {
      const { mode } = await stat(join(directory, name))
      expect([name, mode & 0o077]).toEqual([name, 0])
    }
  })

  it('makes the first account by its link, once', async () => {
    const [, token = ''] = /\/invitation\/([\w-]{43})/.exec(server.said()) ?? []
    const accepted = await ask('POST', '/invitations/accept', { ...ada, token })
    expect(accepted.status).toBe(200)
    cookie = cookieIn(accepted.headers)
    const again = await ask('POST', '/invitations/accept', { ...ada, email: 'eve@shop.example', token })
    expect(again).toMatchObject({ status: 403, body: { error: 'invitation' } })
  })

  it('keeps the password so that another implementation of argon2 knows it, and no other word', async () => {
    const [hash = ''] = await rowsOf(directory, 'select password_hash as hash from account', ({ hash }) =>
      String(hash),
    )
    const python = (await pythonFor(argon2)) ?? expect.fail('no Python with venv: apt install python3-venv')
    const program = 'import argon2, sys; print(argon2.PasswordHasher().verify(sys.argv[1], sys.argv[2]))'
    const verify = (tried: string) => promisify(execFile)(interpreter, ['-c', program, hash, tried])
    const interpreter = await venvOf(argon2, python)
    expect((await verify(password)).stdout).toBe('True\n')
    await expect(verify(`${password}!`)).rejects.toThrow(/VerifyMismatchError/)
  })

  it('makes a project', async () => {
    const input = { name: 'Record shop', slug: 'records', platform: 'python-django' }
    const { id } = (await ask('POST', '/projects', input)).body
    project = (await ask('GET', `/projects/${id}`)).body
    expect(project.dsn).toMatch(new RegExp(`@127.0.0.1:${server.port}/${id}$`))
  })

  it('takes an event, tells open pages, resolves its issue, and sees it return', async () => {
    const live = await listenLive()
    await report({ message: 'the till is empty', level: 'error' })
    await until(async () => live.heard().includes('"type":"issues"'))
    live.close()
    const [issue] = await issues('is:unresolved till')
    expect(issue).toMatchObject({ title: 'the till is empty', events: 1, isRegression: false })
    const action = { action: 'resolve', inNextRelease: false }
    await ask('POST', '/issues/act', { issues: [issue?.id], action })
    expect(await issues('is:unresolved till')).toEqual([])
    await report({ message: 'the till is empty', level: 'error' })
    await until(async () => (await issues('is:unresolved till')).length === 1)
    expect((await issues('is:unresolved till'))[0]).toMatchObject({ events: 2, isRegression: true })
  })
})

describe('a stranger', () => {
  it('is sent away by every address but the pages', async () => {
    expect(await askAs({}, 'GET', '/issues')).toMatchObject({ status: 401, body: { error: 'unauthorized' } })
    const page = await fetch(`${server.url}/issues/1`)
    expect(page.headers.get('content-type')).toMatch('text/html')
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'/)
    expect(page.headers.get('content-security-policy')).not.toMatch(/unsafe/)
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    // Sentry’s own loader of its SDK: there is none here.
    const loader = await fetch(`${server.url}/js-sdk-loader/${'a'.repeat(32)}.min.js`)
    expect([loader.status, await loader.text()]).toEqual([404, 'not found'])
  })

  it('does nothing through the browser of who is signed in', async () => {
    const refused = { status: 403, body: { error: 'origin' } }
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, {}])
      expect(await askAs({ cookie, ...headers }, 'DELETE', `/projects/${project.id}`)).toMatchObject(refused)
  })

  it('who guesses is locked out, the right password too', async () => {
    const guess = (tried: string) => ask('POST', '/session', { email: ada.email, password: tried })
    let last = await guess('wrong 0')
    expect(last).toMatchObject({ status: 401, body: { error: 'credentials' } })
    for (let tries = 1; last.status !== 429 && tries < 20; tries += 1) last = await guess(`wrong ${tries}`)
    expect(last).toMatchObject({ status: 429, body: { error: 'locked' } })
    expect((await guess(password)).status).toBe(429)
    expect((await ask('GET', '/projects')).status).toBe(200)
  })
})

describe('the other commands, beside a Vigie that runs', () => {
  it('invite, make a project and back up', async () => {
    expect((await vigie('invite')).stdout).toMatch(/\/invitation\/[\w-]{43}\n$/)
    const added = await vigie('project', 'Café du port')
    expect(added.stdout).toMatch(/^Café du port: http:\/\/[0-9a-f]{32}@.*\/3\n$/)
    const copy = join(directory, 'copy.db')
    expect((await vigie('backup', copy)).code).toBe(0)
    const database = new DatabaseSync(copy, { readOnly: true })
    expect(database.prepare('select count(*) as projects from project').get()).toEqual({ projects: 3 })
    database.close()
    expect(await vigie('backup', copy)).toMatchObject({ code: 1 })
  })

  it('give who forgot a password a new one, although they are locked out', async () => {
    const said = (await vigie('password', ada.email)).stdout
    const [, made = ''] = /The new password of ada@shop\.example: (\S{16})$/m.exec(said) ?? []
    expect((await ask('GET', '/projects')).status).toBe(401)
    expect((await ask('POST', '/session', { email: ada.email, password })).status).toBe(401)
    const again = await ask('POST', '/session', { email: ada.email, password: made })
    expect(again.status).toBe(200)
    cookie = cookieIn(again.headers)
    expect(await vigie('password', 'eve@shop.example')).toMatchObject({ code: 1 })
  })

  it('say what is wrong, in French to who reads French', async () => {
    expect(await vigie('serve')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Another Vigie uses'),
    })
    const taken = await run({}, ['serve', '--data', join(directory, 'other'), '--port', String(server.port)])
    expect(taken).toMatchObject({ code: 1, stderr: expect.stringContaining('taken by another program') })
    expect(await run({}, ['sevre'])).toMatchObject({ code: 2 })
    for (const [words, said] of [
      [['serve', '--lisen', 'x'], 'Il n’y a pas d’option --lisen.'],
      [['serve', '--port'], '--port attend une valeur'],
      [['serve', '--port', '--url'], '--port attend une valeur'],
      [['serve', '--data='], '--data attend une valeur'],
      [['serve', '--behind-proxy=yes'], '--behind-proxy ne prend pas de valeur.'],
      [['serve', '--port', '0'], '--listen attend ADRESSE:PORT'],
      [['serve', 'here'], 'here est un mot de trop.'],
      [['backup', 'one', 'other'], 'other est un mot de trop.'],
    ] as const)
      expect(await run({ LANG: 'fr_FR.UTF-8' }, words)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining(said),
      })
    expect(await run({}, ['serve', '--data', '/proc/vigie'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot be written'),
    })
    expect(await vigie('backup', '/proc/vigie.db')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No backup could be made at /proc/vigie.db'),
    })
    const french = await run({ LANG: 'fr_FR.UTF-8' }, ['invite', '--data', '/nowhere'])
    expect(french).toMatchObject({ code: 1, stderr: expect.stringContaining('Il n’y a pas encore de Vigie') })
    expect(await run({}, ['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^vigie \d/),
    })
    expect(await run({}, ['--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('vigie serve'),
    })
  })
})

describe('a Vigie that was stopped', () => {
  it('ends well even while a page listens, and finds everything again', async () => {
    const live = await listenLive()
    expect(await server.stop()).toBe(0)
    live.close()
    server = await startServer({ data: directory, port: server.port })
    expect(await issues('till')).toMatchObject([{ events: 2 }])
    await report({ message: 'the door is shut' })
    await until(async () => (await issues('door')).length === 1)
    expect(server.said()).not.toContain('/invitation/')
  })
})

describe('the package', () => {
  it('needs nothing else: packed, and installed into an empty folder, it serves', async () => {
    const [pack, home] = [join(directory, 'pack'), join(directory, 'home')]
    const source = new URL('../packages/vigie/', import.meta.url).pathname
    const {
      private: _,
      scripts: __,
      ...published
    } = JSON.parse(await readFile(`${source}package.json`, 'utf8'))
    await cp(`${source}dist`, join(pack, 'dist'), { recursive: true })
    await writeFile(join(pack, 'package.json'), JSON.stringify(published))
    await mkdir(home)
    await npm(pack, 'pack')
    await npm(home, 'install', '--offline', join(pack, `vigie-${published.version}.tgz`))
    expect((await readdir(join(home, 'node_modules'))).filter((name) => !name.startsWith('.'))).toEqual([
      'vigie',
    ])
    const said = await npm(home, 'exec', '--offline', '--', 'vigie', '--version')
    expect(said).toContain(`vigie ${published.version}`)
    const installed = join(home, 'node_modules/.bin/vigie')
    const own = await startServer({ data: join(directory, 'own'), program: installed })
    const page = await fetch(own.url)
    expect(await page.text()).toContain('<div id="vigie">')
    expect(await own.stop()).toBe(0)
    expect(own.said()).not.toMatch(/warning|error/i)
  })
})

interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into what it expects
  readonly body: any
}

const ask = (method: string, path: string, body?: unknown) =>
  askAs({ cookie, 'sec-fetch-site': 'same-origin' }, method, path, body)

async function askAs(headers: object, method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, headers: answer.headers, body: await answer.json() }
}

async function issues(query: string): Promise<IssuePage['issues']> {
  return (await ask('GET', `/issues?query=${encodeURIComponent(query)}`)).body.issues
}

/** As a client without an SDK would. */
async function report(event: object): Promise<void> {
  const { username, pathname, origin } = new URL(project.dsn)
  const answer = await fetch(`${origin}/api${pathname}/store/?sentry_key=${username}`, {
    method: 'POST',
    body: JSON.stringify(event),
  })
  expect(answer.status).toBe(200)
}

/** What an open page hears. */
async function listenLive() {
  const end = new AbortController()
  const answer = await fetch(`${server.url}/api/v1/live`, { headers: { cookie }, signal: end.signal })
  let heard = ''
  const reading = (async () => {
    for await (const chunk of answer.body ?? []) heard += Buffer.from(chunk).toString()
  })().catch(() => {})
  await until(async () => heard.includes('retry:'))
  return { heard: () => heard, reading, close: () => end.abort() }
}

function cookieIn(headers: Headers): string {
  return headers.get('set-cookie')?.split(';')[0] ?? ''
}

const vigie = (command: string, ...words: string[]) => run({}, [command, ...words, '--data', directory])

function npm(cwd: string, ...words: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      'npm',
      [...words],
      { cwd, env: { ...process.env, npm_config_audit: 'false', npm_config_fund: 'false' } },
      (error, stdout) => (error === null ? resolve(stdout) : reject(error)),
    )
  })
}

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function run(environment: object, words: readonly string[]): Promise<Ended> {
  const env = { ...process.env, LC_ALL: '', LC_MESSAGES: '', LANG: 'C.UTF-8', ...environment }
  return new Promise((resolve) => {
    execFile(process.execPath, [built, ...words], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })
}
