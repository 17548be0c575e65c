import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
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

/** A real mail server on loopback; what it says to the next mail is ours to choose. */
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
  mailer = startMailer({ reader, writer, url: () => 'https://errors.example', now: () => clock.now, report })
})
afterEach(async () => {
  expect(reported).toEqual([])
  mailer.stop()
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
  await writer.take([{ ...record, body: Buffer.from(JSON.stringify({ fingerprint: [value], ...raw })) }])
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
      '[Shop] De retour : ValueError: album 3 is gone',
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
    expect(reader.status(clock.now)).toMatchObject({ mailsWaiting: 0 })
  })

  it('is tried on request, with its password, and its own words are told', async () => {
    const account = reader.account(1)
    if (account === null) throw new Error('no account')
    await set({ username: 'anna' }, 'right')
    expect(await mailer.test(account)).toBe(null)
    expect(received[0]?.subject).toBe('Vigie peut envoyer des courriels')
    await set({ username: 'anna' }, 'wrong')
    expect(await mailer.test(account)).toMatch(/EAUTH.*535/)
    await set({ security: 'starttls' })
    expect(await mailer.test(account)).toMatch(/ETLS/)
    await set({ port: 1 })
    expect(await mailer.test(account)).toMatch(/ECONNREFUSED/)
  })

  it('that nobody named is not asked; news older than a day is none', async () => {
    await writer.run('setting.set', { name: 'mail', value: null })
    await event('album 3 is gone')
    clock.now += 25 * 3_600_000
    await set({})
    await mailer.look()
    expect(received).toEqual([])
    await event('album 4 is gone')
    expect(received).toHaveLength(1)
  })
})
