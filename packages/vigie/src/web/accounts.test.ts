import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, cookieIn, type House, house, password } from './house.fixture.ts'

let home: House
let anna: string
beforeAll(async () => {
  home = house()
})
afterAll(() => home.close())

const signIn = (email: string, secret: string) =>
  home.call('POST', '/session', { body: { email, password: secret } })

describe('the first account', () => {
  it('is made by a link that works once', async () => {
    expect((await home.call('GET', '/me')).body).toEqual({ account: null, hasAccounts: false })
    anna = await home.join('anna')
    expect((await home.call('GET', '/me', { cookie: anna })).body).toMatchObject({
      account: { name: 'anna', email: 'anna@shop.example', language: 'en' },
      hasAccounts: true,
    })
    const again = {
      token: 'invitation-of-anna',
      name: 'b',
      email: 'b@shop.example',
      password,
      language: 'en',
    }
    const seen = await home.call('POST', '/invitations/look', { body: { token: again.token } })
    expect(seen).toMatchObject({ status: 403, body: { error: 'invitation' } })
    const refused = await home.call('POST', '/invitations/accept', { body: again })
    expect(refused).toMatchObject({ status: 403, body: { error: 'invitation' } })
  })

  it('is not made by a link that is too old, nor with a short password', async () => {
    const token = await home.invitation('old')
    const look = () => home.call('POST', '/invitations/look', { body: { token } })
    expect((await look()).status).toBe(200)
    const person = { token, name: 'b', email: 'b@shop.example', language: 'en' }
    const short = await home.call('POST', '/invitations/accept', { body: { ...person, password: 'short' } })
    expect(short).toMatchObject({
      status: 400,
      body: { error: 'invalid', problems: [{ field: 'password' }] },
    })
    home.clock.now += 2000
    expect(await look()).toMatchObject({ status: 403, body: { error: 'invitation' } })
    const late = await home.call('POST', '/invitations/accept', { body: { ...person, password } })
    expect(late.body.error).toBe('invitation')
  })
})

describe('a password', () => {
  /** OWASP’s settings for Argon2id, which are equally strong, in KiB and passes. */
  const least = [
    { memory: 47_104, passes: 1 },
    { memory: 19_456, passes: 2 },
    { memory: 12_288, passes: 3 },
    { memory: 9216, passes: 4 },
    { memory: 7168, passes: 5 },
  ]

  it('is stored as argon2id with at least OWASP’s parameters, and a salt of its own', async () => {
    await home.join('bella')
    const database = new DatabaseSync(home.path, { readOnly: true })
    const rows = database.prepare('select password_hash as hash from account').all()
    database.close()
    const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]{22,})\$([A-Za-z0-9+/]{43})$/
    const stored = rows.map(({ hash }) => form.exec(String(hash)) ?? expect.fail(String(hash)))
    expect(stored).toHaveLength(2)
    for (const [, memory, passes] of stored) {
      const isEnough = least.some((each) => Number(memory) >= each.memory && Number(passes) >= each.passes)
      expect(isEnough, `${memory} KiB, ${passes} passes`).toBe(true)
    }
    // Both accounts have the same password.
    expect(new Set(stored.map(([, , , salt]) => salt)).size).toBe(2)
    expect(new Set(stored.map(([, , , , tag]) => tag)).size).toBe(2)
  })
})

describe('signing in', () => {
  it('gives a cookie that scripts cannot read, and that only https carries', async () => {
    const answer = await signIn('Anna@Shop.example', password)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie')).toMatch(
      /^vigie=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(JSON.stringify(answer.body)).not.toMatch(/argon2/)
  })

  it('says the same of an unknown address as of a wrong password', async () => {
    const wrong = await signIn('anna@shop.example', 'another horse')
    const unknown = await signIn('nobody@shop.example', 'another horse')
    expect(wrong).toMatchObject({ status: 401, body: { error: 'credentials' } })
    expect(unknown.body).toEqual(wrong.body)
  })

  it('gets slower with each failure, even for the right password, and forgets after a while', async () => {
    const email = 'anna@shop.example'
    let last = await signIn(email, 'wrong horse 1')
    for (let tries = 0; last.body.error !== 'locked' && tries < 20; tries += 1)
      last = await signIn(email, `wrong ${tries}`)
    expect(last).toMatchObject({ status: 429, body: { error: 'locked' } })
    const first = Number(last.headers.get('retry-after'))
    expect((await signIn(email, password)).body.error).toBe('locked')
    home.clock.now += first * 1000 + 1
    const next = await signIn(email, 'still wrong')
    expect(Number(next.headers.get('retry-after'))).toBeGreaterThan(first)
    home.clock.now += Number(next.headers.get('retry-after')) * 1000 + 1
    expect((await signIn(email, password)).status).toBe(200)
  })
})

describe('many guesses at once', () => {
  it('are made one after the other: the lock counts among them', async () => {
    const guesses = Array.from({ length: 12 }, (_, tries) => signIn('nobody@else.example', `guess ${tries}`))
    const codes = (await Promise.all(guesses)).map(({ body }) => body.error)
    expect(codes.filter((code) => code === 'credentials').length).toBeLessThan(5)
    expect(codes).toContain('locked')
    home.clock.now += 24 * 3_600_000
  })
})

describe('sessions', () => {
  it('are listed and can be ended, one or all others', async () => {
    const phone = cookieIn(await signIn('anna@shop.example', password))
    const devices = (await home.call('GET', '/me/devices', { cookie: phone })).body
    expect(devices.filter(({ isThis }: { isThis: boolean }) => isThis)).toHaveLength(1)
    expect(devices.length).toBeGreaterThan(2)
    await home.call('DELETE', '/me/devices', { cookie: phone })
    expect((await home.call('GET', '/projects', { cookie: anna })).status).toBe(401)
    expect((await home.call('GET', '/me/devices', { cookie: phone })).body).toHaveLength(1)
    anna = phone
  })

  it('of somebody else cannot be ended', async () => {
    const bob = await home.join('bob')
    const [device] = (await home.call('GET', '/me/devices', { cookie: anna })).body
    await home.call('DELETE', `/me/devices/${device.id}`, { cookie: bob })
    expect((await home.call('GET', '/projects', { cookie: anna })).status).toBe(200)
  })

  it('end with a new password, all but the one that set it', async () => {
    const phone = cookieIn(await signIn('anna@shop.example', password))
    const change = { password: 'a horse of another colour' }
    const refused = await home.call('PATCH', '/me', {
      cookie: anna,
      body: { ...change, currentPassword: 'no' },
    })
    expect(refused).toMatchObject({ status: 403, body: { error: 'password' } })
    const done = await home.call('PATCH', '/me', {
      cookie: anna,
      body: { ...change, currentPassword: password },
    })
    expect(done.status).toBe(200)
    expect((await home.call('GET', '/projects', { cookie: phone })).status).toBe(401)
    expect((await home.call('GET', '/projects', { cookie: anna })).status).toBe(200)
    expect((await signIn('anna@shop.example', password)).status).toBe(401)
  })

  it('end by themselves when nobody uses them', async () => {
    const cookie = await home.join('carl')
    home.clock.now += 15 * 24 * 3_600_000
    expect((await home.call('GET', '/projects', { cookie })).status).toBe(401)
    anna = cookieIn(await signIn('anna@shop.example', 'a horse of another colour'))
  })
})

describe('a request from another site', () => {
  it.each([
    ['a browser that says so', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }],
    ['an older browser, by its origin', { origin: 'https://evil.example', host: 'errors.example' }],
    ['a browser that says nothing', {}],
  ])('of %s does nothing', async (_who, headers) => {
    const answer = await home.call('DELETE', '/me/devices', { cookie: anna, headers })
    expect(answer).toMatchObject({ status: 403, body: { error: 'origin' } })
  })

  it('as a form does nothing either', async () => {
    const answer = await home.web.request('/api/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'sec-fetch-site': 'none' },
      body: '{"email":"anna@shop.example","password":"x"}',
    })
    expect(answer.status).toBe(400)
  })
})

describe('a token', () => {
  it('reads; writes where it may; and makes no other key', async () => {
    const make = (mayWrite: boolean) =>
      home.call('POST', '/me/tokens', { cookie: anna, body: { name: 'script', mayWrite } })
    const [reading, writing] = [(await make(false)).body.token, (await make(true)).body.token]
    const by = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
    expect((await home.call('GET', '/projects', by(reading))).status).toBe(200)
    const input = { name: 'Shop', slug: 'shop', platform: 'python-django' }
    expect((await home.call('POST', '/projects', { ...by(reading), body: input })).body.error).toBe(
      'read-only',
    )
    expect((await home.call('POST', '/projects', { ...by(writing), body: input })).status).toBe(200)
    expect(
      (await home.call('POST', '/me/tokens', { ...by(writing), body: { name: 'x', mayWrite: true } })).status,
    ).toBe(401)
    const listed = (await home.call('GET', '/me/tokens', { cookie: anna })).body
    expect(JSON.stringify(listed)).not.toContain(reading)
    await home.call('DELETE', `/me/tokens/${listed[0].id}`, { cookie: anna })
    const left = [
      await home.call('GET', '/projects', by(reading)),
      await home.call('GET', '/projects', by(writing)),
    ]
    expect(left.map(({ status }) => status).sort()).toEqual([200, 401])
  })
})

describe('two who act at once', () => {
  it('cannot take one address, nor delete each other', async () => {
    const own = house()
    const [dora, emil] = [await own.join('dora'), await own.join('emil')]
    const take = (cookie: string) =>
      own.call('PATCH', '/me', { cookie, body: { email: 'both@shop.example', currentPassword: password } })
    expect(outcomes(await Promise.all([take(dora), take(emil)]))).toEqual(['200', 'email'])

    const idOf = async (cookie: string) => (await own.call('GET', '/me', { cookie })).body.account.id
    const [one, other] = [await idOf(dora), await idOf(emil)]
    const remove = (cookie: string, id: number) => own.call('DELETE', `/accounts/${id}`, { cookie })
    expect(outcomes(await Promise.all([remove(dora, other), remove(emil, one)]))).toEqual([
      '200',
      'last-account',
    ])
    await own.close()
  })

  const outcomes = (answers: readonly Answer[]) =>
    answers.map(({ status, body }): string => body?.error ?? String(status)).sort()
})
