import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Project } from '../packages/vigie/src/contract/project.ts'
import type { Status } from '../packages/vigie/src/contract/status.ts'
import { bytes, encoding, framed, packed, postOf } from './harness/vigie/framings.ts'
import { until } from './harness/vigie/programs.ts'
import { exchanged, requestsTo, statusesIn } from './harness/vigie/requests.ts'
import { forgetPeak, peakOf } from './harness/vigie/server.ts'
import { projectOf, startVigie, type Vigie } from './harness/vigie/vigie.ts'
import {
  type Answer,
  envelope,
  envelopePath,
  keyOf,
  newId,
  ordinary,
  type Post,
  post,
} from './harness/vigie/wire.ts'

/**
 * Any bytes, in any framing, at every address: an answer of the protocol in time, and a Vigie that goes on as if
 * nothing had been. What fails is told with its seed, which CABESTAN_TEST_SEED repeats.
 */
let vigie: Vigie
let project: Project
beforeAll(async () => {
  vigie = await startVigie()
  project = await projectOf(vigie, 'framing')
  await takesAGoodEvent()
  await forgetPeak(vigie.server.pid)
})
afterAll(() => vigie?.server.stop())

const isLong = process.env['CABESTAN_TEST_ALL'] !== undefined
const seed = Number(process.env['CABESTAN_TEST_SEED'] ?? (isLong ? Date.now() % 2 ** 31 : 5))
const runs = (ordinary: number) => ({ seed, numRuns: isLong ? ordinary * 20 : ordinary, asyncReporter })
/** With its seed and path, by which it is found again; whole, a body of bytes would be pages. */
async function asyncReporter<Value>(run: fc.RunDetails<Value>): Promise<void> {
  if (run.failed) throw new Error(fc.defaultReportMessage(run)?.slice(0, 3000), { cause: run.errorInstance })
}
const megabyte = 1024 * 1024

/** Never 500: that would be our own mistake. 503 is a disk that is full, and none is; 501 what Sentry's programs ask. */
const statuses = [200, 202, 400, 401, 403, 404, 405, 413, 415, 429, 501]

const addresses = (key: string) =>
  [
    `/api/${project.id}/envelope/`,
    `/api/${project.id}/store/`,
    '/api/store/',
    `/api/${project.id}/security/`,
    `/api/${project.id}/csp-report/`,
    `/api/${project.id}/nel/`,
    `/api/${project.id}/cron/nightly/`,
    `/api/${project.id}/minidump/`,
    `/api/${project.id}/unreal/`,
    `/api/${project.id}/nothing/`,
    '/api/0/projects/',
    '/api/embed/error-page/',
  ].map((path) => `${path}?sentry_key=${key}`)

it('any bytes at any address, whatever they say of themselves, have an answer of the protocol', async () => {
  const paths = addresses(keyOf(project))
  const path = fc.nat({ max: paths.length - 1 }).map((at) => paths[at] ?? '')
  await fc.assert(
    fc.asyncProperty(path, packed(bytes), async (to, body) => {
      expect(statuses).toContain((await answered(postOf(to, body))).status)
    }),
    runs(500),
  )
  await isWell()
})

it('any requests on a connection, however they are written, are answered or refused, and nobody else notices', async () => {
  const requests = requestsTo(addresses(keyOf(project)), keyOf(project))
  await fc.assert(
    fc.asyncProperty(requests, async (words) => {
      const answers = statusesIn(await exchanged(vigie.server, words))
      for (const status of answers) expect([...statuses, 100, 417, 421, 431]).toContain(status)
    }),
    runs(60),
  )
  await isWell()
})

const hidden = (path: string) => `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\n{}`
it.each([
  [
    'a length and pieces',
    ({ length }: string) => `content-length: ${length + 5}\r\ntransfer-encoding: chunked`,
  ],
  ['two lengths', ({ length }: string) => `content-length: 0\r\ncontent-length: ${length}`],
  ['pieces that are none at the end', () => 'transfer-encoding: chunked, identity'],
  ['a length before a space', ({ length }: string) => `content-length : ${length}`],
])('what says %s of itself is refused, and no second request is found in it', async (_, said) => {
  const path = envelopePath(project)
  const inner = hidden(path)
  const outer = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${said(inner)}\r\n\r\n0\r\n\r\n`
  expect(statusesIn(await exchanged(vigie.server, outer + inner))).toEqual([400])
})

it('any framing of an envelope has an answer of the protocol', async () => {
  const path = envelopePath(project)
  await fc.assert(
    fc.asyncProperty(packed(framed), async (body) => {
      expect(statuses).toContain((await answered(postOf(path, body))).status)
    }),
    runs(500),
  )
  await isWell()
})

it('what is framed as it should be is taken under its id, in any encoding, in any pieces, beside any other items', async () => {
  const path = envelopePath(project)
  const payload = fc.jsonValue().map((value) => JSON.stringify(value))
  const other = fc.tuple(fc.constantFrom('attachment', 'transaction', 'log', 'from_next_year'), payload)
  const good = fc.record({
    id: fc.uuid(),
    event: fc.dictionary(
      fc.constantFrom(
        'message',
        'logentry',
        'exception',
        'tags',
        'extra',
        'user',
        'level',
        'request',
        'contexts',
        'breadcrumbs',
        'timestamp',
        'release',
        'environment',
        'fingerprint',
        'threads',
        'sdk',
        'modules',
      ),
      fc.jsonValue(),
    ),
    others: fc.array(other, { maxLength: 3 }),
    isLengthSaid: fc.boolean(),
    as: encoding,
    pieces: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 3 }),
  })
  const ids: string[] = []
  await fc.assert(
    fc.asyncProperty(good, async ({ id, event, others, isLengthSaid, as, pieces }) => {
      const lines = [...others, ['event', JSON.stringify(event)] as const].map(([type, text]) => {
        const length = isLengthSaid ? { length: Buffer.byteLength(text) } : {}
        return `${JSON.stringify({ type, ...length })}\n${text}\n`
      })
      const body = Buffer.from(`${JSON.stringify({ event_id: id })}\n${lines.join('')}`)
      const sent = { body, as, label: null, share: 1, type: '' as const, pieces }
      const answer = await answered(postOf(path, sent))
      const plain = id.replaceAll('-', '')
      expect([answer.status, answer.body]).toEqual([200, JSON.stringify({ id: plain })])
      ids.push(plain)
    }),
    runs(150),
  )
  await isWell()
  for (const id of ids.slice(-50)) await vigie.api.get(`/events/${id}`)
})

async function answered(sent: Post): Promise<Answer> {
  const late = AbortSignal.timeout(60_000)
  const never = new Promise<null>((resolve) => late.addEventListener('abort', () => resolve(null)))
  return (await Promise.race([post(vigie.server, sent), never])) ?? expect.fail('no answer')
}

/** It takes, digests and shows; nothing that it took was beyond it; and it needed no more memory than ever. */
async function isWell(): Promise<void> {
  await takesAGoodEvent()
  expect((await vigie.api.get<Status>('/status')).rejected).toBe(0)
  expect((await peakOf(vigie.server.pid)) / megabyte).toBeLessThanOrEqual(120)
}

async function takesAGoodEvent(): Promise<void> {
  const id = newId()
  const answer = await answered({
    path: envelopePath(project),
    body: envelope({ ...ordinary('as ever'), event_id: id }),
  })
  expect(answer.status, answer.body).toBe(200)
  await until(async () => {
    const { backlog } = await vigie.api.get<Status>('/status')
    return backlog === 0
  })
  expect(await vigie.api.get(`/events/${id}`)).toMatchObject({ event: id })
}
