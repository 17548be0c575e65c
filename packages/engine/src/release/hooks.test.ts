import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { realHost } from '../host/real.ts'
import type { ReleaseContext } from './context.ts'
import { notify } from './hooks.ts'

/** Somebody's chat, on this machine. */
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
