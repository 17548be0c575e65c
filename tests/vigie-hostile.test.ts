import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { IssueLine } from '../packages/vigie/src/contract/issue.ts'
import type { Project } from '../packages/vigie/src/contract/project.ts'
import { bomb, exactly, flood, nestedBomb } from './harness/vigie/bombs.ts'
import { until } from './harness/vigie/programs.ts'
import { forgetPeak, peakOf } from './harness/vigie/server.ts'
import { issuesOf, latestOf, projectOf, startVigie, type Vigie } from './harness/vigie/vigie.ts'
import {
  type Answer,
  envelope,
  envelopePath,
  keyOf,
  newId,
  ordinary,
  post,
  storePath,
} from './harness/vigie/wire.ts'

/**
 * What strangers send with a key that stands in every page of a shop. After each the server answers, takes ordinary
 * events, and never had more than 120 MB.
 */
let vigie: Vigie
let project: Project
beforeAll(async () => {
  vigie = await startVigie()
  project = await projectOf(vigie, 'hostile')
  await takesOrdinaryEvents()
})
afterAll(() => vigie?.server.stop())
beforeEach(() => forgetPeak(vigie.server.pid))
afterEach(async () => {
  await takesOrdinaryEvents()
  expect((await peakOf(vigie.server.pid)) / megabyte).toBeLessThanOrEqual(120)
})

const megabyte = 1024 * 1024
const isLong = process.env['CABESTAN_TEST_ALL'] !== undefined
const json = { 'content-type': 'application/json' }

describe('bodies that grow', () => {
  it.each(['gzip', 'br', 'zstd'] as const)('a %s bomb of a gigabyte is refused', async (encoding) => {
    const body = await bomb(encoding)
    const headers = { 'content-encoding': encoding }
    const answers = await Promise.all(
      [envelopePath(project), storePath(project), envelopePath(project)].map((path) =>
        send(path, body, headers),
      ),
    )
    // An envelope's first line is too long before it is too large.
    expect(answers.map(({ status }) => status)).toEqual([400, 413, 400])
  })

  it('a bomb within a bomb, by header or as a store body in base64, opens one layer at most', async () => {
    const nested = await nestedBomb()
    const byHeader = await send(envelopePath(project), nested, { 'content-encoding': 'gzip, zstd, br' })
    expect([400, 413, 415]).toContain(byHeader.status)
    const inside = await send(storePath(project), gzipSync(nested).toString('base64'))
    expect([400, 413]).toContain(inside.status)
  })

  it('two gigabytes are not read to their end', async () => {
    const size = 2048 * megabyte
    const begins = ['event', 'attachment'].flatMap((type) => [
      `{}\n{"type":"${type}"}\n`,
      `{}\n{"type":"${type}","length":${size}}\n`,
    ])
    for (const begin of ['', ...begins]) {
      const answer = await post(vigie.server, { path: envelopePath(project), body: flood(size, begin) })
      expect([400, 413]).toContain(answer?.status)
    }
    const said = await send(envelopePath(project), 'short', { 'content-length': String(2048 * megabyte) })
    expect(said.status).toBe(413)
  })

  it('an envelope of 200 MiB is taken with its event, and one of a byte more is refused', async () => {
    const path = envelopePath(project)
    const most = 200 * megabyte
    const begin = (message: string) => `${envelope(ordinary(message))}{"type":"attachment"}\n`
    const answer = await post(vigie.server, { path, body: exactly(most, begin('beside a film')) })
    expect([answer?.status, answer?.headers['x-sentry-error']]).toEqual([200, undefined])
    await isThere('beside a film')
    const longer = exactly(most + 1, begin('beside a longer film'))
    const beyond = await post(vigie.server, { path, body: longer })
    expect([beyond?.status, beyond?.headers['x-sentry-error']]).toEqual([413, 'the body is too large'])
    expect((await issuesOf(vigie, project, 0)).filter(({ title }) => title.includes('longer'))).toEqual([])
  })

  it('a large attachment passes by, and the event beside it is taken', async () => {
    const size = 100 * megabyte
    const event = ordinary('beside an attachment')
    const begin = `${envelope(event)}{"type":"attachment","length":${size},"filename":"core"}\n`
    const answer = await post(vigie.server, { path: envelopePath(project), body: flood(size, begin) })
    expect(answer?.status).toBe(200)
    await isThere(event.message)
  })
})

describe('bodies that are many or deep', () => {
  it('a million tags', async () => {
    const tags = Array.from({ length: 1_000_000 }, (_, at) => `"tag${at}":"${at}"`).join()
    const body = envelope(`{"message":"a million tags","tags":{${tags}}}`)
    expect((await send(envelopePath(project), body)).status).toBe(413)
    expect((await send(envelopePath(project), gzipSync(body), { 'content-encoding': 'gzip' })).status).toBe(
      413,
    )
  })

  it('as many tags as fit into an event are bounded', async () => {
    const tags = Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`tag${at}`, `value ${at}`]))
    expect(
      (await send(envelopePath(project), envelope({ message: 'forty thousand tags', tags }))).status,
    ).toBe(200)
    const issue = await isThere('forty thousand tags')
    const { event } = await latestOf(vigie, issue)
    expect(event.tags.length).toBeLessThanOrEqual(200)
  })

  it.each([
    ['lists', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ])('%s nested a hundred thousand times', async (_, nested) => {
    const event = `{"message":"deep","extra":{"deep":${nested}}}`
    for (const [path, body] of [
      [envelopePath(project), envelope(event)],
      [storePath(project), event],
      [storePath(project), nested],
    ] as const) {
      expect([200, 400]).toContain((await send(path, body, json)).status)
    }
  })

  it.each(['{}', '[]', '{"a":0}'])('as many %s as fit into an event', async (each) => {
    const list = Array(Math.floor((megabyte - 100) / (each.length + 1))).fill(each)
    const event = `{"message":"wide","extra":{"wide":[${list.join()}]}}`
    for (const [path, body] of [
      [envelopePath(project), envelope(event)],
      [storePath(project), event],
    ] as const) {
      expect((await send(path, body, json)).status).toBe(200)
    }
  })

  it('an envelope of a hundred thousand items', async () => {
    const items = '{"type":"statsd","length":0}\n\n'.repeat(100_000)
    expect([200, 400, 413]).toContain((await send(envelopePath(project), `{}\n${items}`)).status)
  })

  it('ever new environments and releases are bounded', async () => {
    for (let at = 0; at < 600; at += 1) {
      const event = { ...ordinary('everywhere'), environment: `place-${at}`, release: `r-${at}` }
      expect([200, 429]).toContain((await send(envelopePath(project), envelope(event))).status)
    }
    await isThere('everywhere')
    const places = await vigie.api.get<readonly string[]>(`/environments?project=${project.id}`)
    expect(places.length).toBeLessThan(600)
  })
})

describe('bodies that are broken', () => {
  it('an envelope that ends anywhere is taken or refused, never an error of the server', async () => {
    const whole = envelope(ordinary('cut short'), { event_id: newId(), sent_at: new Date().toISOString() })
    const seen = new Set<number>()
    for (let length = 0; length < whole.length; length += 3) {
      seen.add((await send(envelopePath(project), whole.slice(0, length))).status)
    }
    expect([...seen].filter((status) => status !== 200 && status !== 400)).toEqual([])
    const packed = gzipSync(whole)
    for (let length = 1; length < packed.length; length += 7) {
      const part = packed.subarray(0, length)
      expect((await send(envelopePath(project), part, { 'content-encoding': 'gzip' })).status).toBe(400)
    }
  })

  it('a body that ends before its length', async () => {
    const socket = await opened()
    socket.write(`${headFor(1000, envelopePath(project))}{"event_id":`)
    socket.end()
    await closed(socket)
  })

  it('broken UTF-8, NUL, lone surrogates, HTML and escapes of terminals are taken and come out clean', async () => {
    const message = 'odd \\u0000 \\ud800 \\u001b[31m <script>alert(1)</script>'
    const text = `{"message":"${message}","platform":"python","tags":{"a\\u0000b":"\\udfff"},"release":"BAD"}`
    const bytes = Buffer.from(text)
    bytes.set([0xff, 0xfe, 0xc3], bytes.indexOf('BAD'))
    const item = `{}\n{"type":"event","length":${bytes.length}}\n`
    const body = Buffer.concat([Buffer.from(item), bytes])
    expect((await send(envelopePath(project), body)).status).toBe(200)
    const issue = await isThere('odd ')
    const { event } = await latestOf(vigie, issue)
    const shown = JSON.stringify([issue, event])
    expect(shown).not.toMatch(/\\u0000|\\u001b|\\ud[89a-f]/i)
    expect(Buffer.from(shown).toString()).toBe(shown)
  })

  it('no JSON at all, and JSON that is no event', async () => {
    for (const body of [
      '',
      'null',
      '1',
      '"text"',
      '[]',
      '{',
      '{"a":NaN}',
      '\0',
      '{}\n{}\n',
      '{}\n{"type":5}\nx\n',
    ]) {
      for (const path of [envelopePath(project), storePath(project)]) {
        expect([200, 400], body).toContain((await send(path, body, json)).status)
      }
    }
  })
})

describe('senders who are not who they say', () => {
  it('a key that nobody has, that is another project’s, or that is none', async () => {
    const other = await projectOf(vigie, 'neighbour')
    const body = envelope(ordinary('forged'))
    const paths = [
      `/api/${project.id}/envelope/?sentry_key=${'0'.repeat(32)}`,
      `/api/${project.id}/envelope/?sentry_key=${keyOf(other)}`,
      `/api/999999/envelope/?sentry_key=${keyOf(project)}`,
      `/api/${project.id}/envelope/?sentry_key=${encodeURIComponent("' or 1=1 --")}`,
      `/api/${project.id}/envelope/`,
    ]
    for (const path of paths) expect([401, 403, 404], path).toContain((await send(path, body)).status)
    const header = { dsn: `http://${'f'.repeat(32)}@127.0.0.1/${project.id}` }
    const byHeader = await send(`/api/${project.id}/envelope/`, envelope(ordinary('forged'), header))
    expect([401, 403]).toContain(byHeader.status)
    const issues = [...(await issuesOf(vigie, project, 1)), ...(await issuesOf(vigie, other, 0))]
    expect(issues.filter(({ title }) => title.includes('forged'))).toEqual([])
  })

  it('an id that is sent again is answered as taken and counted once; in another project it is another event', async () => {
    const other = await projectOf(vigie, 'elsewhere')
    const event = ordinary('replayed')
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        send(envelopePath(project), envelope(event, { event_id: event.event_id })),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect((await send(envelopePath(other), envelope(event))).status).toBe(200)
    expect((await isThere('replayed')).events).toBe(1)
    expect((await isThere('replayed', { of: other })).events).toBe(1)
  })

  it.each([
    ['1970', 0],
    ['2100', 4_102_444_800],
  ])('clocks in %s do not make events of another time', async (year, timestamp) => {
    const sentAt = new Date(timestamp * 1000 + 1000).toISOString()
    for (const header of [{}, { sent_at: sentAt }]) {
      const message = `in ${year} ${'sent_at' in header ? 'by its clock' : 'alone'}`
      const body = envelope({ ...ordinary(message), timestamp }, header)
      expect((await send(envelopePath(project), body)).status).toBe(200)
      const { event } = await latestOf(vigie, await isThere(message))
      expect(Math.abs(event.happenedAt - Date.now())).toBeLessThan(120_000)
    }
  })
})

describe('clients that are slow', () => {
  it('two hundred that never end their request keep nobody else waiting', async () => {
    const path = envelopePath(project)
    const sockets = await Promise.all(Array.from({ length: 200 }, () => opened()))
    sockets.forEach((socket, index) => {
      socket.write(index % 2 === 0 ? 'POST /api/1/env' : `${headFor(100_000, path)}{"a`)
    })
    const began = Date.now()
    while (Date.now() - began < (isLong ? 90_000 : 3000)) {
      for (const socket of sockets) if (socket.writable) socket.write('a')
      await takesOrdinaryEvents()
      await sleep(500)
    }
    if (isLong) expect(sockets.filter((socket) => !socket.destroyed).length).toBeLessThan(200)
    for (const socket of sockets) socket.destroy()
  })

  it('one hundred who send large events at once are taken or told to wait', async () => {
    const extra = { text: Array.from({ length: 900 }, (_, at) => `${at} `.repeat(200)) }
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        send(envelopePath(project), envelope({ ...ordinary(`large ${at % 3}`), extra })),
      ),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => ![200, 429, 503].includes(status))).toEqual([])
    expect(statuses).toContain(200)
  })

  it('sixty-four who send without a pause wait for each other, and all that they send is taken', async () => {
    const lines = Array.from(
      { length: 250 },
      (_, at) => `    order = basket.order_of(user, shelf=${at})  # ${'-'.repeat(140)}`,
    )
    const statuses = new Set<number>()
    const visit = async () => {
      for (let round = 0; round < 25; round += 1) {
        const event = { ...ordinary('many at once'), extra: { lines } }
        const body = gzipSync(envelope(event, { event_id: event.event_id }))
        const { status } = await send(envelopePath(project), body, { 'content-encoding': 'gzip' })
        statuses.add(status)
      }
    }
    await Promise.all(Array.from({ length: 64 }, visit))
    expect([...statuses]).toEqual([200])
  })
})

async function send(
  path: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answer = await post(vigie.server, { path, body, headers })
  return answer ?? { status: 413, headers: {}, body: 'the connection was ended' }
}

let sent = 0
/** Answered at once, digested soon after, and nothing of it lost. */
async function takesOrdinaryEvents(): Promise<void> {
  sent += 1
  const message = `ordinary ${'abcdefghij'.charAt(sent % 10)}`
  const before = (await issuesOf(vigie, project, 0)).find(({ title }) => title === message)?.events ?? 0
  const answer = await send(envelopePath(project), envelope(ordinary(message)))
  expect(answer.status, answer.body).toBe(200)
  await isThere(message, { events: before + 1 })
}

async function isThere(title: string, { of = project, events = 1 } = {}): Promise<IssueLine> {
  let found: IssueLine | undefined
  await until(async () => {
    found = (await issuesOf(vigie, of, 0)).find((each) => each.title.startsWith(title))
    return found !== undefined && found.events >= events
  })
  return found ?? expect.fail(title)
}

function opened(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(vigie.server.port, '127.0.0.1')
    socket.once('connect', () => resolve(socket.on('error', () => {}).resume())).once('error', reject)
  })
}

const closed = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve))
const headFor = (length: number, path: string) =>
  `POST ${path} HTTP/1.1\r\nhost: vigie\r\ncontent-length: ${length}\r\n\r\n`
