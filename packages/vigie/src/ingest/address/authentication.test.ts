import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { at, auth, envelope, event, ingestServer, key, small } from '../ingest-server.fixture.ts'

const server = await ingestServer()
afterAll(() => server.close())
afterEach(() => server.forget())

describe('what shows a key', () => {
  const basic = Buffer.from(`${key}:secret`).toString('base64')
  it.each([
    ['X-Sentry-Auth', auth, ''],
    ['Authorization', { authorization: `Sentry sentry_key=${key}, sentry_secret=x` }, ''],
    [
      'parts with semicolons',
      { 'x-sentry-auth': `Sentry sentry_version=7;sentry_key=${key};sentry_client=a/1` },
      '',
    ],
    ['Basic', { authorization: `Basic ${basic}` }, ''],
    ['the address', {}, `?sentry_key=${key}&sentry_version=7`],
  ])('may be %s', async (_where, headers, query) => {
    expect((await server.post(at + query, small, headers)).status).toBe(200)
  })

  it('may be the DSN in the envelope', async () => {
    const dsn = `https://${key}@errors.example/12`
    expect((await server.post(at, envelope({ dsn }, ['event', event]), {})).status).toBe(200)
    expect((await server.post('/api/13/envelope/', envelope({ dsn }, ['event', event]), {})).status).toBe(403)
  })

  it.each([
    ['in great letters', `HTTPS://${key}@errors.example/12`],
    ['with a question behind it', `https://${key}@errors.example/12?timeout=5`],
    ['between blanks', ` https://${key}@errors.example/12\n`],
  ])('may be a DSN %s', async (_, dsn) => {
    expect((await server.post(at, envelope({ dsn }, ['event', event]), {})).status).toBe(200)
  })

  it.each([
    ['nothing', {}, 401],
    ['another key', { 'x-sentry-auth': `Sentry sentry_key=${'d'.repeat(32)}` }, 403],
    ['no key at all', { 'x-sentry-auth': 'Sentry sentry_key=%27' }, 401],
  ])('%s is refused with %d, and says so', async (_what, headers, status) => {
    const answer = await server.post(at, small, headers)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('x-sentry-error')).not.toBe('')
    expect(server.writer.taken).toEqual([])
  })

  it('of a project opens no other', async () => {
    expect((await server.post('/api/13/store/', JSON.stringify(event))).status).toBe(403)
  })
})
