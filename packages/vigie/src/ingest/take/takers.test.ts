import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { crashDump, crashTold } from '../dump/minidump.fixture.ts'
import { packed } from '../dump/msgpack.fixture.ts'
import { auth, id, ingestServer, key } from '../ingest-server.fixture.ts'

const server = await ingestServer()
afterAll(() => server.close())
afterEach(() => server.forget())

describe('other addresses', () => {
  it('a security report is an event', async () => {
    const report = {
      'csp-report': { 'blocked-uri': 'https://evil.example', 'violated-directive': 'img-src' },
    }
    const path = `/api/12/security/?sentry_key=${key}&sentry_environment=production`
    expect(
      (await server.post(path, JSON.stringify(report), { 'content-type': 'application/csp-report' })).status,
    ).toBe(200)
    expect(server.last()).toMatchObject({ csp: report['csp-report'], environment: 'production' })
    const modern = [{ type: 'csp-violation', url: 'https://shop.example/', body: { blockedURL: 'inline' } }]
    await server.post(path.replace('security', 'csp-report'), JSON.stringify(modern), {})
    expect(server.last()).toMatchObject({ csp: { blockedURL: 'inline', url: 'https://shop.example/' } })
  })

  it('a report keeps its own type where what it is about has one too', async () => {
    const coop = [{ type: 'coop', url: 'https://shop.example/', body: { type: 'navigation-from-response' } }]
    await server.post(`/api/12/security/?sentry_key=${key}`, JSON.stringify(coop), {})
    expect(server.last()).toMatchObject({
      security: { type: 'coop', violation: 'navigation-from-response' },
    })
  })

  it('a report tells which browser sent it, and a deprecation is a warning', async () => {
    const path = `/api/12/security/?sentry_key=${key}`
    const agent = { 'user-agent': 'Mozilla/5.0 Firefox/140.0' }
    await server.post(path, JSON.stringify({ 'csp-report': { 'blocked-uri': 'inline' } }), agent)
    expect(server.last()).toMatchObject({
      level: 'error',
      request: { headers: { 'User-Agent': agent['user-agent'] } },
    })
    const own = 'Mozilla/5.0 Chrome/150.0'
    await server.post(path, JSON.stringify([{ type: 'deprecation', user_agent: own, body: {} }]), agent)
    expect(server.last()).toMatchObject({ level: 'warning', request: { headers: { 'User-Agent': own } } })
  })

  it.each(['GET', 'POST'])('a scheduled task checks in by %s', async (method) => {
    const path = `/api/12/cron/nightly/${key}/?status=in_progress&environment=production&duration=1.5`
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method })
    expect(answer.status).toBe(202)
    expect(server.writer.taken).toMatchObject([{ kind: 'check-in' }])
    expect(server.last()).toEqual({
      ...{ monitor_slug: 'nightly', status: 'in_progress' },
      ...{ environment: 'production', duration: 1.5 },
    })
  })

  it('a page of an error asks what happened, and the answer is beside the event', async () => {
    const id = 'b'.repeat(32)
    const dsn = encodeURIComponent(`https://${key}@vigie.example/12`)
    const path = `/api/embed/error-page/?eventId=${id}&dsn=${dsn}&name=Ada`
    const script = await fetch(`http://127.0.0.1:${server.port}${path}`)
    expect([script.headers.get('content-type'), await script.text()]).toEqual([
      'text/javascript; charset=utf-8',
      'openDialog()',
    ])
    const said = new URLSearchParams({ name: 'Ada', email: '', comments: ' it was shut ' })
    const answer = await server.post(path, said.toString(), {})
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
    expect(server.writer.taken).toMatchObject([{ kind: 'feedback', project: 12 }])
    expect(server.last()).toEqual({ event_id: id, name: 'Ada', email: '', comments: 'it was shut' })
    expect((await server.post(path, 'comments=+', {})).status).toBe(400)
    const stranger = path.replace(key, 'c'.repeat(32))
    expect((await server.post(stranger, said.toString(), {})).status).toBe(403)
  })

  it.each([
    ['a dump of another kind', 'unreal'],
    ['what belongs to a former event', `events/${id}/attachments`],
  ])('%s is let go by', async (_what, path) => {
    const answer = await server.post(`/api/12/${path}/?sentry_key=${key}`, Buffer.alloc(3_000_000), {})
    expect(answer.status).toBe(200)
    expect(await answer.text()).toMatch(/^[0-9a-f]{32}$/)
    expect(server.writer.counted).toMatchObject([{ category: 'attachment', reason: 'not-kept' }])
  })

  it('a dump of a process is let go by, and what stands beside it is an issue', async () => {
    const form = new FormData()
    form.set('sentry__1', `{"event_id":"${id}","release":"shop@1",`)
    form.set('sentry__2', '"user":{"id":"7"}}')
    form.set('sentry[tags][till]', 'left')
    form.set('password', 'hunter2')
    form.set('upload_file_minidump', new Blob(['MDMP', Buffer.alloc(3_000_000)]), 'a.dmp')
    const at = `http://127.0.0.1:${server.port}/api/12/minidump/?sentry_key=${key}`
    const answer = await fetch(at, { method: 'POST', body: form })
    expect([answer.status, await answer.text()]).toEqual([200, id])
    expect(server.last()).toMatchObject({
      ...{ event_id: id, release: 'shop@1', user: { id: '7' }, tags: { till: 'left' }, level: 'fatal' },
      extra: { password: '[filtered]' },
      exception: { values: [{ type: 'Minidump' }] },
    })
    expect(server.writer.counted).toMatchObject([{ category: 'attachment', reason: 'not-kept' }])
    form.set('upload_file_minidump', new Blob([crashDump, Buffer.alloc(3_000_000)]), 'a.dmp')
    form.set('another', new Blob([Buffer.alloc(1000)]), 'b.dmp')
    await fetch(at, { method: 'POST', body: form })
    expect(server.last()).toMatchObject({ ...crashTold, release: 'shop@1' })
    const alone = await server.post(`/api/12/minidump/?sentry_key=${key}`, Buffer.from('MDMP'), {})
    expect(await alone.text()).toBe(server.last()['event_id'])
    const empty = await fetch(at, { method: 'POST', body: new FormData() })
    expect(empty.status).toBe(400)
  })

  it('what the native client left beside a dump tells of who and what before, in whatever order it comes', async () => {
    const crumb = (n: number) => packed({ timestamp: `2026-11-30T09:00:0${n}Z`, message: `step ${n}` })
    const files: Readonly<Record<string, Buffer>> = {
      '__sentry-breadcrumb1': Buffer.concat([crumb(4), crumb(5)]),
      '__sentry-breadcrumb2': Buffer.concat([crumb(1), crumb(2), crumb(3)]),
      '__sentry-event': packed({
        event_id: id,
        release: 'shop@2',
        user: { id: 7 },
        tags: { till: 'left' },
        extra: { rate: 0.5 },
      }),
      upload_file_minidump: Buffer.concat([crashDump, Buffer.alloc(600_000)]),
    }
    const at = `http://127.0.0.1:${server.port}/api/12/minidump/?sentry_client=sentry.native/0.16.3&sentry_key=${key}`
    for (const names of [Object.keys(files), Object.keys(files).reverse()]) {
      const form = new FormData()
      for (const name of names) form.set(name, new Blob([files[name] ?? '']), name)
      form.set('guid', '1234')
      const answer = await fetch(at, { method: 'POST', body: form })
      expect([answer.status, await answer.text()]).toEqual([200, id])
      expect(server.last()).toMatchObject({
        ...{ ...crashTold, event_id: id, release: 'shop@2', user: { id: 7 }, tags: { till: 'left' } },
        sdk: 'sentry.native/0.16.3',
        extra: { rate: 0.5, guid: '1234' },
        breadcrumbs: { values: [3, 4, 5].map((n) => ({ message: `step ${n}` })) },
      })
    }
  })

  it('a dump alone tells why and where, too', async () => {
    await server.post(`/api/12/minidump/?sentry_key=${key}`, crashDump, {})
    expect(server.last()).toMatchObject(crashTold)
  })

  it.each([
    ['integration/otlp/v1/traces', 'span'],
    ['otlp/v1/logs', 'log_item'],
  ])('what OpenTelemetry sends to %s is counted', async (path, category) => {
    const answer = await server.post(`/api/12/${path}/`, Buffer.from([10, 0]), auth)
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    expect(server.writer.counted).toMatchObject([{ category, reason: 'not-kept' }])
  })
})
