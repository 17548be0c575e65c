import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Category, Taken } from '../contract/taken.ts'
import type { Unread } from '../contract/unread.ts'
import { WriterFailure } from '../writer/writer-failure.ts'
import { publicKeyIn } from './address/authentication.ts'
import { isDump, routeOf } from './address/route.ts'
import { Admission } from './admission.ts'
import {
  answerId,
  answerPixel,
  answerPreflight,
  answerRefusal,
  answerScript,
  answerText,
  type Limited,
} from './answer.ts'
import { giveBack } from './body/bytes.ts'
import { rateLimit } from './rate-limit.ts'
import { noEvent, Refusal } from './refusal.ts'
import { takers } from './take/takers.ts'
import { transactionNotKept } from './take/transaction.ts'
import { type Harvest, type IngestSurroundings, knownProject, projectOf, type Visit } from './visit.ts'

export type Ingest = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** From bytes to clean records on the disk to an answer. */
export function createIngest(surroundings: IngestSurroundings): Ingest {
  const admission = new Admission(surroundings)
  const limit = rateLimit()
  return async (request, response) => {
    if (request.method === 'OPTIONS') return answerPreflight(response)
    const route = routeOf(request.url ?? '')
    if (route.kind === 'report-dialog' && request.method === 'GET')
      return answerScript(response, surroundings.reportDialog())
    const share = admission.open()
    const receivedAt = surroundings.now()
    const visit: Visit = { request, route, surroundings, limit, receivedAt, share, project: null }
    try {
      await visitFor(visit, response, admission)
    } catch (error) {
      refuse(error, { request, response, visit })
    } finally {
      share.release()
    }
  }
}

/** The answer for sentry-cli and bundlers' plugins, which would report a 404 as another fault. */
const programsAnswer =
  'Vigie has no API for the programs of Sentry: the events themselves tell of their releases, and source maps are not read'

async function visitFor(visit: Visit, response: ServerResponse, admission: Admission): Promise<void> {
  const { route, request } = visit
  if (route.project === 0) throw new Refusal(501, programsAnswer)
  if (route.kind === 'unknown') throw new Refusal(404, 'there is nothing at this address')
  // First find out whose it is, because what is refused is counted too.
  identify(visit)
  admission.assertRoom()
  const harvest = await takers[route.kind](visit)
  const { id, taken, uncounted, unread } = harvest
  for (const each of uncounted) count(visit, each)
  const limited = await (unread ? keepUnread(visit, unread) : keep(visit, taken))
  if (harvest.refusal) throw harvest.refusal
  if (route.kind === 'store' && request.method === 'GET') return answerPixel(response)
  if (route.kind === 'check-in') return answerText(response, 202, '')
  if (isDump(route.kind)) return answerText(response, 200, id ?? '')
  // An answer without content is the same in both of its encodings.
  if (route.kind === 'telemetry') return answerText(response, 200, '')
  answerId(response, id, limited)
}

/** Identified by the address and the headers; an envelope may contain its DSN instead. */
function identify(visit: Visit): void {
  const key = publicKeyIn(visit.request.headers, visit.route)
  if (key === null && visit.route.kind === 'envelope') return
  if (key === null) throw new Refusal(401, 'missing authorization information')
  visit.project = knownProject(visit.surroundings.projects, key, visit.route.project)
}

async function keep(visit: Visit, taken: readonly Taken[]): Promise<Limited | null> {
  const { within, limited } = enforce(visit, taken)
  if (within.length > 0) await visit.surroundings.writer.take(within)
  return limited
}

async function keepUnread(visit: Visit, unread: Unread): Promise<Limited | null> {
  const { limited } = enforce(visit, [unread])
  const instead = await visit.surroundings.writer.takeUnread(unread)
  if (instead === 'malformed') throw noEvent()
  if (instead === 'transaction') count(visit, transactionNotKept)
  return limited
}

function count(visit: Visit, uncounted: Harvest['uncounted'][number]): void {
  visit.surroundings.writer.count({ ...uncounted, project: projectOf(visit).id })
}

interface Enforced<Each> {
  readonly within: readonly Each[]
  readonly limited: Limited | null
}

/** Events above the owner's limit are refused; the last one within it tells the client to stop. */
function enforce<Each extends Pick<Taken, 'kind'>>(visit: Visit, taken: readonly Each[]): Enforced<Each> {
  const project = projectOf(visit)
  if (!taken.some(({ kind }) => kind === 'event')) return { within: taken, limited: null }
  const { limit, surroundings } = visit
  const now = surroundings.now()
  const within = taken.filter(
    ({ kind }) => kind !== 'event' || limit.take(project.id, project.eventsAMinute, now) === null,
  )
  const seconds = limit.left(project.id, project.eventsAMinute, now)
  if (!within.some(({ kind }) => kind === 'event')) throw tooMany(seconds)
  // The first event of a list may still be within the limit.
  const category = visit.route.kind === 'telemetry' ? 'error' : 'security'
  for (let count = within.length; count < taken.length; count += 1) tally(visit, 'rate-limited', category)
  return { within, limited: seconds === null ? null : { seconds, categories: 'error;default;security' } }
}

function tooMany(retryAfter: number | null): Refusal {
  const message = 'rate limited: more events than this project takes in a minute'
  return new Refusal(429, message, { reason: 'rate-limited', retryAfter })
}

interface Failed {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly visit: Visit
}

function refuse(error: unknown, { request, response, visit }: Failed): void {
  const refusal = refusalOf(error)
  if (refusal.reason !== null) tally(visit, refusal.reason, refusal.category)
  if (response.headersSent) return
  const isUnread = !request.complete
  answerRefusal(response, refusal, isUnread)
  if (isUnread) leave(request, response)
}

const politeMs = 2000

/**
 * What is still on its way is thrown away for a moment: whoever is hung up on while they send may never read the answer.
 */
function leave(request: IncomingMessage, response: ServerResponse): void {
  const hangUp = () => {
    clearTimeout(timer)
    response.end()
  }
  const timer = setTimeout(hangUp, politeMs)
  timer.unref()
  request.once('end', hangUp).once('close', hangUp).on('data', giveBack).resume()
}

/** Nothing is counted for a stranger without a project, who could fill a table. */
function tally(
  { project, surroundings }: Visit,
  reason: NonNullable<Refusal['reason']>,
  category: Category,
): void {
  if (project !== null) surroundings.writer.count({ project: project.id, category, reason, quantity: 1 })
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof WriterFailure) {
    const more = { reason: 'overloaded', retryAfter: 60 } as const
    return new Refusal(503, `the event cannot be kept now: ${error.trouble}`, more)
  }
  return new Refusal(500, 'internal error', { reason: 'malformed' })
}
