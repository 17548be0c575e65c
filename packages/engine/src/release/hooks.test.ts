import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { realHost } from '../host/real.ts'
import type { ReleaseContext } from './context.ts'
import { notify, runBefore } from './hooks.ts'

/** Stands for somebody's chat: a real HTTP server that records what it is told. */
const heard: { method: string; url: string; type: string; body: unknown }[] = []
const chat = createServer(async (request, response) => {
  const { method = '', url = '', headers } = request
  heard.push({ method, url, type: headers['content-type'] ?? '', body: JSON.parse(await text(request)) })
  response.writeHead(url.includes('refuse') ? 403 : 204).end()
})
await new Promise<void>((resolve) => chat.listen(0, '127.0.0.1', resolve))
const { port } = chat.address() as AddressInfo
afterEach(() => {
  heard.length = 0
})

const tell = async (path: string) => {
  const notes: unknown[] = []
  const context = {
    host: realHost(),
    owner: { app: 'shop', environment: 'production' },
    release: { number: 12 },
    order: {
      commit: { id: 'a'.repeat(40), subject: 'Sell records' },
      hooks: { after: null, notifyAddress: `http://127.0.0.1:${port}${path}`, notifyCommand: null },
    },
    note: (code: string, values: unknown) => notes.push([code, values]),
  } as unknown as ReleaseContext
  await notify(context, { verdict: 'failed', failure: 'probe.status' })
  return notes
}

describe('an address that hears of releases', () => {
  it('gets how it ended, as JSON', async () => {
    expect(await tell('/hook/T0K3N')).toEqual([['hook.done', { command: `POST 127.0.0.1:${port}` }]])
    expect(heard).toEqual([
      {
        method: 'POST',
        url: '/hook/T0K3N',
        type: 'application/json',
        body: {
          app: 'shop',
          environment: 'production',
          release: 12,
          commit: 'a'.repeat(40),
          subject: 'Sell records',
          verdict: 'failed',
          failure: 'probe.status',
        },
      },
    ])
  })

  it('that refuses is told of, without the secret in its path', async () => {
    const notes = await tell('/refuse/T0K3N')
    expect(notes).toEqual([['hook.failed', { command: `POST 127.0.0.1:${port}` }]])
  })

  it('that is not there is told of, and nothing fails', async () => {
    await new Promise((resolve) => chat.close(resolve))
    expect(await tell('/hook/T0K3N')).toEqual([['hook.failed', { command: `POST 127.0.0.1:${port}` }]])
  })
})

describe('a command that hears of releases', () => {
  const places = (number: number) => ({ number, run: `/srv/shop/releases/${number}/run` })
  const told = async (live: number | null, there: readonly number[]) => {
    const host = new MemoryHost().program('setpriv', () => ({}))
    for (const number of there) host.files.seed(places(number).run, '')
    const notes: unknown[] = []
    const context = {
      host,
      owner: { app: 'shop', environment: 'production' },
      release: places(12),
      live: live === null ? null : { places: places(live) },
      order: {
        name: 'shop',
        commit: { id: 'a'.repeat(40), subject: 'Sell records' },
        hooks: { after: null, notifyAddress: null, notifyCommand: ['manage.py', 'announce'] },
      },
      note: (code: string) => notes.push(code),
      output: () => {},
    } as unknown as ReleaseContext
    await notify(context, { verdict: 'failed', failure: 'probe.error' })
    expect(notes).toEqual(['hook.done'])
    return host.ran.map((argv) => argv.slice(argv.indexOf('--') + 1).join(' '))
  }

  it.each([
    ['in the release', 11, [11, 12], '/srv/shop/releases/12/run manage.py announce'],
    [
      'in the one that serves on, where the release is gone',
      11,
      [11],
      '/srv/shop/releases/11/run manage.py announce',
    ],
    ['as the application’s user, where there is none at all', null, [], 'manage.py announce'],
  ])('runs %s', async (_, live, there, expected) => {
    expect(await told(live, there)).toEqual([expected])
  })
})

describe('a command before a release is started', () => {
  const before = async (argv: readonly string[] | null, result: { code?: number; stderr?: string }) => {
    const host = new MemoryHost().program('setpriv', () => result)
    const notes: unknown[] = []
    const context = {
      host,
      release: { run: '/srv/shop/releases/12/run' },
      order: { name: 'shop', hooks: { before: argv } },
      note: (code: string, values: unknown) => notes.push([code, values]),
      output: () => {},
    } as unknown as ReleaseContext
    const outcome = await runBefore(context).catch((thrown) => thrown)
    return { outcome, notes, ran: host.ran.map((words) => words.slice(words.indexOf('--') + 1).join(' ')) }
  }

  it('is run in the release', async () => {
    expect(await before(['manage.py', 'fill'], {})).toEqual({
      outcome: true,
      notes: [['hook.done', { command: 'manage.py fill' }]],
      ran: ['/srv/shop/releases/12/run manage.py fill'],
    })
    expect(await before(null, {})).toEqual({ outcome: false, notes: [], ran: [] })
  })

  it('that fails keeps it from going live, and says why', async () => {
    const stderr = 'Traceback (most recent call last):\nKeyError: no shelf\n'
    const { outcome, notes } = await before(['manage.py', 'fill'], { code: 1, stderr })
    expect(outcome).toMatchObject({
      failure: {
        code: 'hook.before-failed',
        values: { command: 'manage.py fill', exception: 'KeyError: no shelf' },
      },
    })
    expect(notes).toEqual([])
  })
})
