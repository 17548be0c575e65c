import { isObject } from '../../contract/json.ts'
import { clientIn, sentIn } from '../address/authentication.ts'
import type { RouteKind } from '../address/route.ts'
import { giveBack, giveBackDecoded, joined } from '../body/bytes.ts'
import { parseJson } from '../body/json.ts'
import { letPast, readBody, type Sink } from '../body/read-body.ts'
import { unwrapStoreBody } from '../body/store-body.ts'
import { limits } from '../limits.ts'
import { malformed, noEvent, tooLarge } from '../refusal.ts'
import { assertPost, type Harvest, type Visit } from '../visit.ts'
import { checkInOf } from './check-in.ts'
import { eventIdOf } from './event-id.ts'
import { record } from './record.ts'
import { eventsOfReport, reportsBeyond } from './security-report.ts'
import { sentAtOf } from './sent-at.ts'
import { takeEnvelope } from './take-envelope.ts'
import { takeMinidump } from './take-minidump.ts'
import { takeTelemetry } from './take-telemetry.ts'
import { takeUnreal } from './take-unreal.ts'
import { isTransaction, transactionNotKept } from './transaction.ts'

type Taker = (visit: Visit) => Promise<Harvest>

/** One for each kind of address. */
export const takers: Readonly<Record<Exclude<RouteKind, 'unknown'>, Taker>> = {
  envelope: takeEnvelope,
  store: takeStore,
  security: takeReport,
  nel: takeReport,
  'check-in': takeCheckIn,
  minidump: takeMinidump,
  unreal: takeUnreal,
  crash: takeCrash,
  telemetry: takeTelemetry,
  'report-dialog': takeReportForm,
}

async function takeStore(visit: Visit): Promise<Harvest> {
  const { request, route, surroundings } = visit
  const isImage = request.method === 'GET'
  const body = isImage
    ? Buffer.from(route.query.get('sentry_data') ?? '')
    : await wholeBody(visit, limits.event)
  const unwrapped = unwrapStoreBody(body)
  const value = parseJson(unwrapped)
  giveBack(body)
  // Either may have been written by a decoder.
  giveBackDecoded(body)
  giveBackDecoded(unwrapped)
  if (!isObject(value)) throw noEvent()
  const id = eventIdOf(value['event_id']) ?? surroundings.newId()
  if (isTransaction(value)) return { id, taken: [], uncounted: [transactionNotKept] }
  value['event_id'] = id
  const client = clientIn(request.headers, route)
  if (client !== null && !('sdk' in value) && !('sentry.interfaces.Sdk' in value)) value['sdk'] = client
  const sent = sentIn(request.headers)
  const sentAt = sentAtOf(sent === null ? value['sent_at'] : /^[\d.]+$/.test(sent) ? Number(sent) : sent)
  return { id, taken: [record(visit, { kind: 'event', id, sentAt, value })], uncounted: [] }
}

const tooMany = { category: 'security', reason: 'too-large' } as const

async function takeReport(visit: Visit): Promise<Harvest> {
  assertPost(visit)
  const report = parseJson(await wholeBody(visit, limits.small))
  const agent = visit.request.headers['user-agent'] ?? null
  const taken = eventsOfReport(report, visit.route.query, agent).map((event) => {
    const id = visit.surroundings.newId()
    return record(visit, { kind: 'event', id, sentAt: null, value: { event_id: id, ...event } })
  })
  const beyond = reportsBeyond(report)
  const uncounted = beyond === 0 ? [] : [{ ...tooMany, quantity: beyond }]
  // An answer has one id.
  return { id: taken[0]?.id ?? null, taken, uncounted }
}

async function takeCheckIn(visit: Visit): Promise<Harvest> {
  const body = visit.request.method === 'GET' ? Buffer.alloc(0) : await wholeBody(visit, limits.checkIn)
  const value = checkInOf(visit.route, body.length > 0 ? parseJson(body) : null)
  const id = visit.surroundings.newId()
  return { id: null, taken: [record(visit, { kind: 'check-in', id, sentAt: null, value })], uncounted: [] }
}

/** What a visitor wrote into the dialog. The address names the event, where the page knows it. */
async function takeReportForm(visit: Visit): Promise<Harvest> {
  assertPost(visit)
  const form = new URLSearchParams((await wholeBody(visit, limits.small)).toString('utf8'))
  const comments = form.get('comments')?.trim()
  if (!comments) throw malformed('the report says nothing', 'feedback')
  const event = eventIdOf(visit.route.query.get('eventId'))
  const value = { event_id: event, name: form.get('name'), email: form.get('email'), comments }
  const taken = record(visit, { kind: 'feedback', id: visit.surroundings.newId(), sentAt: null, value })
  return { id: event, taken: [taken], uncounted: [] }
}

/** Dumps contain what processes contained, passwords included, so they are not kept. */
async function takeCrash(visit: Visit): Promise<Harvest> {
  assertPost(visit)
  await letPast(visit.request, visit.share)
  const id = visit.surroundings.newId()
  return { id, taken: [], uncounted: [{ category: 'attachment', reason: 'not-kept', quantity: 1 }] }
}

async function wholeBody(visit: Visit, most: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  const sink: Sink = {
    push: (chunk) => {
      size += chunk.length
      if (size > most) throw tooLarge('the body')
      // Once parsed it takes at least as much memory again, and without a length nothing was reserved yet.
      visit.share.hold(chunk.length)
      parts.push(chunk)
      return true
    },
    end: () => {},
  }
  await readBody(visit.request, sink, { most: 4 * most, share: visit.share })
  return joined(parts, size)
}
