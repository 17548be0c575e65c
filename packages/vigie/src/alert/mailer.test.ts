import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { digest } from '../digest/digest.ts'
import { normalise } from '../digest/normalise.ts'
import { openReader } from '../store/open-reader.ts'
import type { Reader } from '../store/reader.ts'
import { openWriter } from '../writer/start-writer.ts'
import type { Writer } from '../writer/writer.ts'
import { type Mailer, startMailer } from './mailer.ts'

/** A real mail server on loopback, for which the tests choose what it answers to the next mail. */
const received: Email[] = []
let refusal: string | null = null
const office = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  authOptional: true,
  onAuth: ({ username, password }, _session, done) =>
    password === 'right' ? done(null, { user: username ?? '' }) : done(new Error('535 wrong password')),
  onRcptTo: (_address, _session, done) => done(refusal === null ? null : new Error(refusal)),
  onData: (stream, _session, done) =>
    void buffer(stream).then(async (mail) => {
      received.push(await PostalMime.parse(mail))
      done()
    }),
})
let port = 0
beforeAll(async () => {
  await new Promise<void>((resolve) => office.listen(0, '127.0.0.1', resolve))
  port = (office.server.address() as AddressInfo).port
})
afterAll(() => new Promise<void>((resolve) => office.close(resolve)))

const reported: unknown[] = []
const report = (error: unknown) => void reported.push(error)
const clock = { now: Date.UTC(2026, 10, 28, 5) }
let directory: string
let writer: Writer
let reader: Reader
let mailer: Mailer
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'vigie-mail-'))
  const path = join(directory, 'vigie.db')
  writer = openWriter({ path, digest, now: () => clock.now })
  reader = openReader(path, normalise)
  await writer.run('project.create', { name: 'Shop', slug: 'shop', platform: 'python' })
  await person('anna@shop.example', 'fr')
  await set({})
  const patience = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 5000 }
  const now = () => clock.now
  mailer = startMailer({ reader, writer, url: () => 'https://errors.example', now, report, patience })
})
afterEach(async () => {
  await mailer.stop()
  expect(reported).toEqual([])
  reader.close()
  await writer.close()
  rmSync(directory, { recursive: true })
  received.length = 0
  refusal = null
})

async function person(email: string, language: 'en' | 'fr') {
  const invitationHash = email
  await writer.run('invitation.create', { hash: invitationHash, expiresAt: clock.now + 1000, by: null })
  await writer.run('account.create', { email, name: 'Anna', language, passwordHash: '-', invitationHash })
}

async function set(more: object, password: string | null = null) {
  const mail = {
    host: '127.0.0.1',
    port,
    security: 'none',
    username: null,
    from: 'Vigie <vigie@shop.example>',
  }
  await writer.run('setting.set', { name: 'mail', value: JSON.stringify({ ...mail, ...more }) })
  await writer.run('setting.set', { name: 'mail-password', value: password && JSON.stringify(password) })
}

let ids = 0
async function event(value: string, more: object = {}) {
  ids += 1
  const raw = {
    exception: { values: [{ type: 'ValueError', value, module: value }] },
    level: 'error',
    ...more,
  }
  const id = ids.toString(16).padStart(32, '0')
  const record = { project: 1, kind: 'event', id, receivedAt: clock.now, sentAt: null } as const
  await writer.take([
    { ...record, body: Buffer.from(JSON.stringify({ fingerprint: [`of ${value}`], ...raw })) },
  ])
  await writer.drained()
  await mailer.look()
}

describe('a mail', () => {
  it('comes once for a new issue, in the person’s language, as text and as HTML, with a link that works', async () => {
    await event('album 3 is gone', { release: '1.4', environment: 'production' })
    await event('album 3 is gone')
    expect(received).toHaveLength(1)
    const [mail] = received
    expect(mail).toMatchObject({
      subject: '[Shop] ValueError: album 3 is gone',
      to: [{ address: 'anna@shop.example' }],
    })
    for (const text of [mail?.text, mail?.html]) {
      expect(text).toContain('https://errors.example/issues/1')
      expect(text).toContain('nouveau')
      expect(text).toMatch(/Version.*1\.4/s)
    }
  })

  it('comes again when a resolved issue does, in the same thread', async () => {
    await event('album 3 is gone')
    await writer.run('issues.act', {
      issues: [1],
      action: { action: 'resolve', inNextRelease: false },
      by: 1,
    })
    clock.now += 3_600_000
    await event('album 3 is gone')
    expect(received.map(({ subject }) => subject)).toEqual([
      '[Shop] ValueError: album 3 is gone',
      '[Shop] De retour\u00a0: ValueError: album 3 is gone',
    ])
    expect(new Set(received.map(({ references }) => references))).toEqual(
      new Set(['<vigie-issue-1@shop.example>']),
    )
  })

  it('does not come for what only informs, nor to whoever wants none', async () => {
    await event('somebody logged in', { level: 'info' })
    await writer.run('account.change', { id: 1, change: { wantsMail: false } })
    await event('album 3 is gone')
    expect(received).toEqual([])
    expect(
      reader.issues(
        { query: '', project: null, sort: 'last-seen', hours: null, cursor: null, limit: 10 },
        clock.now,
      ).issues,
    ).toHaveLength(2)
  })

  it('escapes what a stranger wrote, and none of it reaches a header', async () => {
    await event('<img src=x onerror=alert(1)>\r\nBcc: everyone@shop.example')
    const [mail] = received
    expect(mail?.html).not.toContain('<img')
    expect(mail?.html).toContain('&lt;img src=x')
    expect(mail?.subject).toBe('[Shop] ValueError: <img src=x onerror=alert(1)>')
    expect(mail?.bcc ?? []).toEqual([])
  })
})

describe('a mail of one issue', () => {
  it('shows the application’s own frames and the request, and no variable', async () => {
    const frames = [
      {
        filename: 'shop/views.py',
        function: 'buy',
        lineno: 7,
        in_app: true,
        context_line: '  pay(card)',
        vars: { a: 'secret' },
      },
      { filename: 'lib/http.py', function: 'call', lineno: 9, in_app: false },
    ]
    await event('<no stock>', {
      exception: { values: [{ type: 'ValueError', value: '<no stock>', stacktrace: { frames } }] },
      request: { method: 'POST', url: 'https://shop.example/buy/' },
      server_name: 'web-1',
    })
    const [mail] = received
    expect(mail?.text).toContain('shop/views.py:7  buy\n        pay(card)')
    expect(mail?.text).toContain('Requête\u00a0: POST https://shop.example/buy/')
    expect(mail?.html).toContain('shop/views.py:7  buy')
    expect(mail?.html).not.toContain('<no stock>')
    for (const text of [mail?.text, mail?.html]) expect(text).not.toMatch(/secret|lib\/http/)
  })

  it('has an id of its own, the issue’s thread, and says how to end it', async () => {
    await event('album 3 is gone')
    const [mail] = received
    const header = (key: string) => mail?.headers.find((each) => each.key === key)?.value
    expect(mail?.messageId).toBe('<vigie-news-1-1-1@shop.example>')
    expect(mail?.inReplyTo).toMatch(/^<vigie-issue-\d+@shop\.example>$/)
    expect(mail?.references).toBe(mail?.inReplyTo)
    expect(header('list-unsubscribe')).toBe('<https://errors.example/account/profile>')
    expect(header('auto-submitted')).toBe('auto-generated')
  })
})

describe('many at once', () => {
  it('come as one list after the first, and the pauses grow', async () => {
    for (let count = 0; count < 30; count += 1) await event(`number ${count} is gone`)
    expect(received).toHaveLength(1)
    clock.now += 61_000
    await mailer.look()
    expect(received).toHaveLength(2)
    expect(received[1]?.subject).toBe('[Shop] 29 problèmes, nouveaux ou de retour')
    expect(received[1]?.text).toContain('… et 9 de plus')
    await event('one more')
    clock.now += 61_000
    await mailer.look()
    expect(received).toHaveLength(2)
    clock.now += 61_000
    await mailer.look()
    expect(received).toHaveLength(3)
  })

  it('say how many were held back for the pace', async () => {
    await event('the first')
    await event('the second')
    clock.now += 30_000
    await event('the third')
    clock.now += 100_000
    await mailer.look()
    expect(received[1]?.text).toContain('L’un d’eux a attendu')
  })

  it('are at most eleven mails in an hour', async () => {
    const end = clock.now + 3_600_000
    for (let count = 0; clock.now < end; count += 1) {
      await event(`storm ${count}`)
      clock.now += 30_000
    }
    expect(received.length).toBeGreaterThan(4)
    expect(received.length).toBeLessThanOrEqual(11)
  })
})

function account() {
  const one = reader.account(1)
  if (one === null) throw new Error('no account')
  return one
}

/** A server that is no mail server: `greet` does something else with each connection. */
async function listening(greet: (socket: Socket) => void): Promise<{ port: number; close: () => void }> {
  const sockets: Socket[] = []
  const server: Server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    greet(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  return { port: (server.address() as AddressInfo).port, close }
}

describe('a mail server', () => {
  it('that refuses is asked again later, and nothing is lost', async () => {
    refusal = '451 try again later'
    await event('album 3 is gone')
    expect(reader.status(clock.now)).toMatchObject({
      mailsWaiting: 1,
      lastMailError: expect.stringContaining('451'),
    })
    refusal = null
    await mailer.look()
    expect(received).toEqual([])
    clock.now += 60_000
    await mailer.look()
    expect(received).toHaveLength(1)
    expect(reader.status(clock.now)).toMatchObject({ mailsWaiting: 0, lastMailError: null })
  })

  it('is tried on request, with its password, and its own words are told', async () => {
    const account = reader.account(1)
    if (account === null) throw new Error('no account')
    await set({ username: 'anna' }, 'right')
    expect(await mailer.test(account)).toBe(null)
    expect(received[0]?.subject).toBe('Vigie peut envoyer des courriels')
    await set({ username: 'anna' }, 'wrong')
    expect(await mailer.test(account)).toMatch(/refuse le nom d’utilisateur et le mot de passe.*EAUTH: 535/)
    await set({ security: 'starttls' })
    expect(await mailer.test(account)).toMatch(/STARTTLS.*ETLS/)
    await set({ port: 1 })
    expect(await mailer.test(account)).toMatch(/Rien n’écoute.*ECONNREFUSED/)
    await set({ host: 'no-such-host.invalid' })
    expect(await mailer.test(account)).toMatch(/nom du serveur/)
    await set({ security: 'tls' })
    expect(await mailer.test(account)).toMatch(/Port|port 465/)
    await writer.run('setting.set', { name: 'mail', value: null })
    expect(await mailer.test(account)).toBe('Aucun serveur de courriel n’est réglé.')
  })

  it('with a certificate of its own making is not trusted', async () => {
    const secure = new SMTPServer({ secure: true })
    // The client hangs up during the handshake, which is right.
    secure.on('error', () => {})
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve))
    await set({ security: 'tls', port: (secure.server.address() as AddressInfo).port })
    expect(await mailer.test(account())).toMatch(/certificat/)
    await new Promise<void>((resolve) => secure.close(resolve))
  })

  it('that is silent, or hangs up, is told apart, and the mail waits', async () => {
    const silent = await listening(() => {})
    await set({ port: silent.port })
    expect(await mailer.test(account())).toMatch(/ne répond pas/)
    const rude = await listening((socket) =>
      socket.once('data', () => socket.destroy()).write('220 hello\r\n'),
    )
    await set({ port: rude.port })
    expect(await mailer.test(account())).toMatch(/raccroché/)
    await event('album 3 is gone')
    expect(reader.status(clock.now)).toMatchObject({
      mailsWaiting: 1,
      lastMailError: expect.stringMatching(/^dropped /),
    })
    await set({})
    clock.now += 61_000
    await mailer.look()
    expect(received).toHaveLength(1)
    silent.close()
    rude.close()
  })

  it('that nobody named is not asked; news older than a day is none', async () => {
    await writer.run('setting.set', { name: 'mail', value: null })
    await event('album 3 is gone')
    clock.now += 25 * 3_600_000
    await set({})
    await mailer.look()
    expect(received).toEqual([])
    expect(reader.status(clock.now)).toMatchObject({ mailsWaiting: 0, lastMailError: null })
    await event('album 4 is gone')
    expect(received).toHaveLength(1)
  })

  it('that is named after weeks gets the news at once, however much is none any more', async () => {
    await writer.run('setting.set', { name: 'mail', value: null })
    for (let number = 0; number < 600; number += 1) await event(`album ${number} is gone`)
    expect(reader.status(clock.now)).toMatchObject({ mailsWaiting: null, lastMailError: null })
    clock.now += 25 * 3_600_000
    await event('the shelf is gone')
    await set({})
    await mailer.look()
    expect(received).toHaveLength(1)
    expect(received[0]?.text).toContain('the shelf is gone')
  })
})
