import { type AddressInfo, createServer } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { IssueDetail, IssuePage } from '../packages/vigie/src/contract/issue.ts'
import { type Authority, authorityFor } from './harness/vigie/authority.ts'
import { until } from './harness/vigie/programs.ts'
import { type Server, startServer } from './harness/vigie/server.ts'

/** Mails over TLS, to a real mail server whose certificate comes from an authority that the owner trusts. */
let authority: Authority
let vigie: Server
let cookie = ''
const offices: SMTPServer[] = []
beforeAll(async () => {
  authority = await authorityFor('localhost')
})
afterAll(() => authority?.remove())
/** Anew for each: mails after the first one wait a while. */
async function begin(): Promise<void> {
  vigie = await startServer({ environment: { NODE_EXTRA_CA_CERTS: authority.file } })
  await until(async () => vigie.said().includes('/invitation/'))
  const [, token = ''] = /\/invitation\/([\w-]{43})/.exec(vigie.said()) ?? []
  const ada = { email: 'ada@shop.example', name: 'Ada', password: 'a horse, correct', language: 'en' }
  const accepted = await ask('POST', '/invitations/accept', { ...ada, token })
  cookie = accepted.headers.get('set-cookie')?.split(';')[0] ?? ''
}
afterEach(async () => {
  for (const office of offices.splice(0)) await new Promise<void>((resolve) => office.close(resolve))
})

interface Letter extends Email {
  readonly wasSecure: boolean
  readonly user: unknown
}

/** Where the connection begins with TLS, or, else, where STARTTLS is offered and a password is taken only after it. */
async function office(secure: boolean, name = 'localhost'): Promise<{ port: number; letters: Letter[] }> {
  const letters: Letter[] = []
  const { key, cert } = authority
  const server = new SMTPServer({
    ...{ secure, key, cert, name, authMethods: ['PLAIN'] },
    onAuth: ({ username, password }, _session, done) =>
      password === 'right' ? done(null, { user: username }) : done(new Error('535 wrong password')),
    onData: (stream, { secure: wasSecure, user }, done) =>
      void buffer(stream).then(async (mail) => {
        letters.push({ ...(await PostalMime.parse(mail)), wasSecure, user })
        done()
      }),
  })
  // Who does not trust the certificate hangs up in the handshake.
  server.on('error', () => {})
  offices.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.server.address() as AddressInfo).port, letters }
}

const mail = { username: 'vigie', password: 'right', from: 'Vigie <vigie@shop.example>' }

async function tryMail(settings: object): Promise<string | null> {
  expect((await ask('PUT', '/settings/mail', { ...mail, ...settings })).status).toBe(200)
  const answer = await ask('POST', '/settings/mail/test')
  return ((await answer.json()) as { readonly error: string | null }).error
}

describe.each([
  ['STARTTLS', 'starttls', false],
  ['TLS from the first byte', 'tls', true],
] as const)('a mail server with %s', (_name, security, isSecure) => {
  beforeAll(begin)
  afterAll(() => vigie?.stop())

  it('gets the mail of a new issue, and the links in it work', async () => {
    const { port, letters } = await office(isSecure)
    expect(await tryMail({ host: 'localhost', port, security })).toBe(null)
    await report(`the till is empty by ${security}`)
    await until(async () => letters.length === 2)
    expect(letters.map(({ wasSecure, user }) => [wasSecure, user])).toEqual([
      [true, 'vigie'],
      [true, 'vigie'],
    ])
    const [, news = expect.fail('no mail')] = letters
    expect(news.to?.map(({ address }) => address)).toEqual(['ada@shop.example'])
    const links = new Set([...linksIn(news.text ?? ''), ...linksIn(news.html ?? '')])
    const issue = [...links].find((link) => /\/issues\/\d+$/.test(link)) ?? expect.fail(news.text)
    for (const link of links) {
      expect(link.startsWith(vigie.url)).toBe(true)
      const page = await fetch(link, { headers: { cookie } })
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    }
    // What the page behind it asks for.
    const shown = (await (await ask('GET', issue.slice(vigie.url.length))).json()) as IssueDetail
    expect(shown.title).toBe(`the till is empty by ${security}`)
  })

  it('that has a certificate for another name gets no mail and no password', async () => {
    const { port, letters } = await office(isSecure)
    expect(await tryMail({ host: '127.0.0.1', port, security })).toMatch(/certificate/)
    expect(letters).toEqual([])
  })

  it('is not trusted by who was not told of its authority', async () => {
    const { port, letters } = await office(isSecure)
    const other = await authorityFor('localhost')
    const trusted = authority
    authority = other
    const stranger = await office(isSecure)
    authority = trusted
    expect(await tryMail({ host: 'localhost', port: stranger.port, security })).toMatch(/certificate/)
    expect(await tryMail({ host: 'localhost', port, security })).toBe(null)
    expect([letters.length, stranger.letters.length]).toEqual([1, 0])
    await other.remove()
  })
})

describe('a mail server that says nothing', () => {
  beforeAll(begin)
  afterAll(() => vigie?.stop())

  it('keeps no event waiting, nor its issue: the mail is nobody’s request', async () => {
    let isAsked = false
    const silent = createServer((socket) => {
      isAsked = true
      socket.on('error', () => {}).resume()
    })
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    await ask('PUT', '/settings/mail', { ...mail, host: '127.0.0.1', port, security: 'none' })
    await report('the first')
    await until(async () => isAsked)
    // Its conversation is open all the while.
    const waits = () => promisify(silent.getConnections.bind(silent))()
    await report('the second')
    const titles = async () => {
      const { issues } = (await (await ask('GET', '/issues')).json()) as IssuePage
      return issues.map(({ title }) => title).sort()
    }
    await until(async () => (await titles()).length === 2)
    expect([await titles(), await waits()]).toEqual([['the first', 'the second'], 1])
    silent.close()
  })
})

async function report(message: string): Promise<void> {
  const [project] = (await (await ask('GET', '/projects')).json()) as readonly { readonly dsn: string }[]
  const { username, pathname } = new URL(project?.dsn ?? '')
  const path = `/api${pathname}/store/?sentry_key=${username}`
  const answer = await fetch(vigie.url + path, { method: 'POST', body: JSON.stringify({ message }) })
  expect(answer.status).toBe(200)
}

const linksIn = (text: string) => text.match(/https?:\/\/[^\s"'<>]+/g) ?? []

const ask = (method: string, path: string, body?: unknown) =>
  fetch(`${vigie.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
