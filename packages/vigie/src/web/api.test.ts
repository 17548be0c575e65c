import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, house } from './house.fixture.ts'

let home: House
let cookie: string
beforeAll(async () => {
  home = house()
  cookie = await home.join('anna')
})
afterAll(async () => {
  expect(home.reported).toEqual([])
  await home.close()
})

const read = async (address: string) => (await home.call('GET', address, { cookie })).body
const send = (method: string, address: string, body?: unknown) => home.call(method, address, { cookie, body })

describe('every address', () => {
  it.each([
    ...['/accounts', '/me/devices', '/me/tokens', '/projects', '/projects/1', '/projects/1/releases'],
    ...['/environments', '/monitors', '/feedback', '/issues', '/issues/1', '/issues/1/events'],
    ...['/issues/1/events/latest', '/issues/1/events/latest/raw', `/events/${'a'.repeat(32)}`],
    ...['/settings/mail', '/settings/disk', '/settings/scrub', '/status', '/live'],
  ])('%s is for those who are signed in', async (address) => {
    expect(await home.call('GET', address)).toMatchObject({ status: 401, body: { error: 'unauthorized' } })
    expect((await home.call('GET', address)).headers.get('cache-control')).toBe('no-store')
  })

  it('bears what keeps a stranger’s text from running', async () => {
    for (const path of ['/', '/api/v1/me', '/issues/1']) {
      const { headers } = await home.web.request(path)
      expect(headers.get('content-security-policy')).toMatch(
        /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/,
      )
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('is in no index of a search engine', async () => {
    for (const path of ['/', '/api/v1/me', '/issues/1'])
      expect((await home.web.request(path)).headers.get('x-robots-tag')).toBe('noindex, nofollow')
  })

  it.each([
    ['GET', '/issues?sort=colour', undefined, 'invalid'],
    ['GET', '/issues/none', undefined, 'invalid'],
    ['GET', '/issues/999', undefined, 'not-found'],
    ['GET', '/nowhere', undefined, 'not-found'],
    ['POST', '/projects', { name: 'x' }, 'invalid'],
    ['POST', '/issues/act', { issues: [1], action: { action: 'explode' } }, 'invalid'],
    ['PATCH', '/projects/999', {}, 'not-found'],
  ])('%s %s says what is wrong', async (method, address, body, error) => {
    const answer = await send(method, address, body)
    expect(answer.body).toMatchObject({ error, hint: expect.any(String) })
  })
})

describe('a refusal', () => {
  it('speaks the language of the account, or else of the browser', async () => {
    const headers = { 'accept-language': 'fr-FR,fr;q=0.9' }
    expect((await home.call('GET', '/issues', { headers })).body).toMatchObject({
      error: 'unauthorized',
      message: 'Personne n’est connecté.',
    })
    expect((await home.call('GET', '/issues/999', { cookie, headers })).body.message).toMatch(/^There is/)
    await send('PATCH', '/me', { language: 'fr' })
    expect((await home.call('GET', '/issues/999', { cookie })).body.message).toMatch(/^Rien/)
    await send('PATCH', '/me', { language: 'en' })
  })

  it('of a body that is too large comes before it is read', async () => {
    const name = 'x'.repeat(300_000)
    expect(await send('POST', '/projects', { name })).toMatchObject({
      status: 413,
      body: { error: 'too-large', hint: expect.any(String) },
    })
  })
})

describe('projects', () => {
  it('are made, changed, given a new key, and deleted', async () => {
    const input = { name: 'Shop', slug: 'shop', platform: 'python-django' }
    const { id } = (await send('POST', '/projects', input)).body
    expect((await send('POST', '/projects', input)).body.error).toBe('slug')
    const { dsn } = await read(`/projects/${id}`)
    expect(dsn).toMatch(new RegExp(`^https://[0-9a-f]{32}@errors\\.example/${id}$`))
    const scrub = { fields: ['iban'], patterns: ['FR\\d{20}'], keep: [], addresses: true }
    await send('PATCH', `/projects/${id}`, { name: 'Record shop', scrub, eventsAMinute: 60 })
    await send('POST', `/projects/${id}/key`)
    const changed = await read(`/projects/${id}`)
    expect(changed).toMatchObject({ name: 'Record shop', scrub, eventsAMinute: 60 })
    expect(changed.dsn).not.toBe(dsn)
    const slow = { ...scrub, patterns: ['(a+)+$'] }
    expect((await send('PATCH', `/projects/${id}`, { scrub: slow })).body.error).toBe('pattern')
    const other = (await send('POST', '/projects', { ...input, slug: 'other' })).body.id
    await send('DELETE', `/projects/${other}`)
    expect((await read('/projects')).map(({ slug }: { slug: string }) => slug)).toEqual(['shop'])
  })
})

describe('issues', () => {
  it('are found, resolved, come back, merged and deleted', async () => {
    const event = await home.event('the till is empty')
    await home.event('the door is shut')
    const found = await read('/issues?query=is:unresolved+browser:Firefox+till')
    expect(found.issues).toMatchObject([{ title: 'the till is empty', shortId: 'SHOP-1', events: 1 }])
    const [{ id }] = found.issues
    expect((await read(`/issues/${id}/events/latest`)).event).toMatchObject({
      id: event,
      message: 'the till is empty',
    })
    expect(await read(`/events/${event}`)).toEqual({ issue: id, event })
    await send('POST', '/issues/act', { issues: [id], action: { action: 'resolve', inNextRelease: false } })
    expect((await read(`/issues/${id}`)).status).toBe('resolved')
    home.clock.now += 5000
    const again = Buffer.from(JSON.stringify({ message: 'the till is empty', level: 'error' }))
    const one = {
      kind: 'event',
      id: 'e'.repeat(32),
      receivedAt: home.clock.now,
      sentAt: null,
      body: again,
    } as const
    await home.writer.take([{ ...one, project: 1 }])
    await home.writer.drained()
    expect(await read(`/issues/${id}`)).toMatchObject({ status: 'unresolved', isRegression: true, events: 2 })
    const both = (await read('/issues')).issues.map((issue: { id: number }) => issue.id)
    const merged = (await send('POST', '/issues/act', { issues: both, action: { action: 'merge' } })).body
    expect(merged.issues).toHaveLength(1)
    expect((await read('/issues')).issues).toMatchObject([{ events: 3 }])
    // Links in old mails and notes lead to the issue that it was merged into.
    const [survivor] = merged.issues
    const gone = both.find((issue: number) => issue !== survivor)
    expect(await read(`/issues/${gone}`)).toMatchObject({ id: survivor, events: 3 })
    expect(await read(`/issues/${gone}/events`)).toEqual(await read(`/issues/${survivor}/events`))
    expect((await read(`/issues/${gone}/events/${event}`)).event.id).toBe(event)
    expect((await read(`/issues/${gone}/events/${event}/raw`)).id).toBe(event)
    await send('POST', '/issues/act', { issues: merged.issues, action: { action: 'delete' } })
    expect((await read('/issues')).issues).toEqual([])
    expect((await home.call('GET', `/issues/${gone}`, { cookie })).status).toBe(404)
  })

  it('are found by whose they are: mine are those of whoever asks', async () => {
    await home.event('the lamp is out')
    const [{ id }] = (await read('/issues')).issues
    const bob = await home.join('bob')
    const ofBob = async (query: string) =>
      (await home.call('GET', `/issues?query=${query}`, { cookie: bob })).body.issues.length
    const { account } = (await home.call('GET', '/me', { cookie: bob })).body
    await send('POST', '/issues/act', { issues: [id], action: { action: 'assign', account: account.id } })
    expect([await ofBob('assigned:me'), await ofBob('!assigned:me')]).toEqual([1, 0])
    expect((await read('/issues?query=assigned:me')).issues).toEqual([])
    const token = await home.call('POST', '/me/tokens', {
      cookie: bob,
      body: { name: 'script', mayWrite: false },
    })
    const headers = { authorization: `Bearer ${token.body.token}` }
    expect((await home.call('GET', '/issues?query=assigned:me', { headers })).body.issues).toHaveLength(1)
    await send('POST', '/issues/act', { issues: [id], action: { action: 'delete' } })
  })
})

describe('settings', () => {
  it('keep a password that nobody reads again', async () => {
    const mail = {
      host: 'mail.example',
      port: 587,
      security: 'starttls',
      username: 'anna',
      from: 'vigie@shop.example',
    }
    await send('PUT', '/settings/mail', { ...mail, password: 'of the mail server' })
    expect(await read('/settings/mail')).toEqual({ ...mail, hasPassword: true })
    await send('PUT', '/settings/mail', { ...mail, port: 25 })
    expect(await read('/settings/mail')).toEqual({ ...mail, port: 25, hasPassword: true })
    await send('PUT', '/settings/mail', null)
    expect(await read('/settings/mail')).toBe(null)
  })

  it('tell in the language of whoever reads why mails do not go out', async () => {
    const mail = {
      host: 'mail.example',
      port: 25,
      security: 'none',
      username: null,
      from: 'vigie@shop.example',
    }
    await send('PUT', '/settings/mail', mail)
    const fail = async (error: string) => {
      await home.event(`nobody hears of ${error}`)
      const ids = home.reader.outbox.waiting(100).map(({ id }) => id)
      await home.writer.run('mail.failed', { ids, error, nextAt: home.clock.now })
      return (await read('/status')).lastMailError
    }
    expect(await fail('host EDNS: no such name')).toMatch(/^The name of the mail server.*EDNS: no such name/)
    await send('PATCH', '/me', { language: 'fr' })
    expect(await fail('login EAUTH: 535 no')).toMatch(/refuse.*535 no/)
    expect(await fail('They said it before.')).toBe('They said it before.')
    await send('PATCH', '/me', { language: 'en' })
    await send('PUT', '/settings/mail', null)
  })

  it('hold rules and a budget, and the status tells what is used', async () => {
    const rules = { fields: ['iban'], patterns: [], keep: [], addresses: false }
    await send('PUT', '/settings/scrub', rules)
    expect(await read('/settings/scrub')).toEqual(rules)
    await send('PUT', '/settings/disk', { bytes: 64 * 1024 * 1024 })
    expect(await read('/settings/disk')).toEqual({ bytes: 64 * 1024 * 1024 })
    expect(await read('/status')).toMatchObject({ version: '0', backlog: 0 })
  })
})
