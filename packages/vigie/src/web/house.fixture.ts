import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digest } from '../digest/digest.ts'
import { normalise } from '../digest/normalise.ts'
import { openReader } from '../store/open-reader.ts'
import { openWriter } from '../writer/start-writer.ts'
import { createWeb, longestBody } from './app.ts'
import { answering } from './exchange/answering.ts'
import { answerWithSmallObjects } from './exchange/response.ts'
import { hashOf } from './secrets.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into what it expects
  readonly body: any
}

/** A complete web side in this process: database and socket are real, and the clock is ours. */
export function house() {
  // Test files share a process.
  const { Headers, Response } = globalThis
  answerWithSmallObjects()
  const directory = mkdtempSync(join(tmpdir(), 'vigie-web-'))
  const path = join(directory, 'vigie.db')
  const clock = { now: Date.UTC(2026, 10, 28, 5) }
  const writer = openWriter({ path, digest, now: () => clock.now })
  const reader = openReader(path, normalise)
  const reported: unknown[] = []
  const web = createWeb(
    {
      ...{ reader, writer, version: '0', startedAt: clock.now, isBehindProxy: false },
      now: () => clock.now,
      url: () => 'https://errors.example',
      testMail: async () => null,
      ending: new AbortController().signal,
      report: (error) => reported.push(error),
    },
    { answer: () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }) },
  )
  const server = createServer(answering(web, longestBody)).listen(0, '127.0.0.1')
  const listening = once(server, 'listening')
  const call = async (method: string, address: string, options: CallOptions = {}): Promise<Answer> => {
    const { body, cookie, headers = { 'sec-fetch-site': 'same-origin' } } = options
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const request: RequestInit = {
      method,
      headers: { ...json, ...(cookie ? { cookie } : {}), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }
    await listening
    const { port } = server.address() as AddressInfo
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${address}`, request)
    return { status: answer.status, headers: answer.headers, body: await answer.json().catch(() => null) }
  }
  return {
    ...{ path, clock, writer, reader, reported, call, web },
    async invitation(secret: string) {
      const expiresAt = clock.now + 1000
      await writer.run('invitation.create', { hash: hashOf(secret), expiresAt, by: null })
      return secret
    },
    /** A person with an account, and the cookie of their browser. */
    async join(name: string) {
      const token = await this.invitation(`invitation-of-${name}`)
      const body = { token, name, email: `${name}@shop.example`, password, language: 'en' }
      return cookieIn(await call('POST', '/invitations/accept', { body }))
    },
    async event(message: string) {
      const [gate] = reader.gates()
      const body = Buffer.from(JSON.stringify({ message, level: 'error', tags: { browser: 'Firefox' } }))
      const id = hashOf(message).slice(0, 32)
      const receivedAt = clock.now
      await writer.take([{ project: gate?.project ?? 0, kind: 'event', id, receivedAt, sentAt: null, body }])
      await writer.drained()
      return id
    },
    async close() {
      server.close()
      server.closeAllConnections()
      Object.assign(globalThis, { Headers, Response })
      reader.close()
      await writer.close()
      rmSync(directory, { recursive: true })
    },
  }
}

export interface CallOptions {
  readonly body?: unknown
  readonly cookie?: string
  readonly headers?: Record<string, string>
}

export type House = ReturnType<typeof house>
export const password = 'a horse, correct'

export function cookieIn({ headers }: Pick<Answer, 'headers'>): string {
  return headers.get('set-cookie')?.split(';')[0] ?? ''
}
