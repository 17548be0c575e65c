import type { Json } from '../contract/json.ts'
import type { Category, Taken, TakenKind } from '../contract/taken.ts'
import { clientIn, partsOfDsn, sentIn } from './authentication.ts'
import { giveBack, joined } from './bytes.ts'
import { itemKind } from './categories.ts'
import { checkInOf } from './check-in.ts'
import { readBody, type Sink } from './decode.ts'
import { EnvelopeReader, type ItemHeader } from './envelope.ts'
import { eventIdOf } from './event-id.ts'
import { type Fields, isFields, parseJson } from './json.ts'
import { limits } from './limits.ts'
import type { KnownProject } from './projects.ts'
import { malformed, Refusal, tooLarge } from './refusal.ts'
import type { RouteKind } from './route.ts'
import { scrub } from './scrub/scrub.ts'
import { eventsOfReport, reportsBeyond } from './security-report.ts'
import { unwrapStoreBody } from './store-body.ts'
import { type Harvest, type IngestSurroundings, knownProject, type Visit } from './visit.ts'

type Taker = (visit: Visit) => Promise<Harvest>

/** One for each kind of address. */
export const takers: Readonly<Record<Exclude<RouteKind, 'unknown'>, Taker>> = {
  envelope: takeEnvelope,
  store: takeStore,
  security: takeReport,
  nel: takeReport,
  'check-in': takeCheckIn,
  crash: takeCrash,
  telemetry: takeTelemetry,
  'report-dialog': takeReportForm,
}

interface Basket {
  readonly taken: Taken[]
  readonly uncounted: Harvest['uncounted'][number][]
  id: string | null
  sentAt: number | null
}

async function takeEnvelope(visit: Visit): Promise<Harvest> {
  assertPost(visit)
  const basket: Basket = { taken: [], uncounted: [], id: null, sentAt: null }
  const reader = new EnvelopeReader({
    header: (fields) => readHeader(fields, visit, basket),
    wants: (item) => {
      const { kept, most } = itemKind(item.type)
      const isSecondEvent = kept === 'event' && basket.taken.some(({ kind }) => kind === 'event')
      return kept === null || isSecondEvent ? null : most
    },
    item: (item, payload) => takeItem(item, payload, { visit, basket }),
    passed: (item, isTooLarge) => {
      const { kept, category } = itemKind(item.type)
      const reason = isTooLarge ? 'too-large' : kept === null ? 'not-kept' : 'malformed'
      basket.uncounted.push({ category, reason, quantity: quantityOf(item) })
      if (isTooLarge && kept === 'event') throw tooLarge('the event', category)
    },
    hold: visit.share.hold,
  })
  try {
    await readBody(visit.request, reader, { most: limits.envelope, hold: visit.share.hold })
  } finally {
    reader.drop()
  }
  return { ...basket, uncounted: summed(basket.uncounted) }
}

function readHeader(fields: Readonly<Record<string, unknown>>, visit: Visit, basket: Basket): void {
  const { dsn, event_id: id, sent_at: sentAt } = fields
  basket.id = eventIdOf(id)
  if (id !== undefined && id !== null && basket.id === null)
    throw malformed('the envelope has an impossible event_id')
  basket.sentAt = timeOf(sentAt)
  if (visit.project !== null) return
  const parts = partsOfDsn(dsn)
  if (parts === null) throw new Refusal(401, 'missing authorization information')
  visit.project = knownProject(visit.surroundings.projects, parts.key, visit.route.project ?? parts.project)
}

/** Without a zone it is UTC, as SDKs mean it. Numbers are seconds; raven for Node says milliseconds. */
function timeOf(value: unknown): number | null {
  if (typeof value === 'number')
    return Number.isFinite(value) ? Math.round(value < 1e11 ? value * 1000 : value) : null
  if (typeof value !== 'string') return null
  const hasZone = /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(value)
  const time = Date.parse(hasZone ? value : `${value}Z`)
  return Number.isFinite(time) ? time : null
}

/** Items hold many logs or spans as one. */
function quantityOf({ fields }: ItemHeader): number {
  const { item_count: count } = fields
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? count : 1
}

function takeItem(
  item: ItemHeader,
  payload: Buffer,
  { visit, basket }: { visit: Visit; basket: Basket },
): void {
  const { kept, category } = itemKind(item.type)
  if (kept === null) return
  const value = parsedItem(item, payload)
  if (value === null) {
    basket.uncounted.push({ category, reason: 'malformed', quantity: 1 })
    if (kept === 'event') throw malformed('the event is no JSON object', category)
    return
  }
  const isEvent = kept === 'event' || item.type === 'feedback'
  const own = eventIdOf(value['event_id'])
  const id = isEvent ? (basket.id ?? own ?? visit.surroundings.newId()) : visit.surroundings.newId()
  if (isEvent) {
    basket.id = id
    value['event_id'] = id
  }
  basket.taken.push(record(visit, { kind: kept, id, sentAt: basket.sentAt, value }))
}

function parsedItem({ type }: ItemHeader, payload: Buffer): Fields | null {
  try {
    const value = parseJson(payload)
    if (type === 'raw_security' || type === 'nel')
      return { ...eventsOfReport(value, new URLSearchParams())[0] }
    return isFields(value) ? value : null
  } catch {
    return null
  }
}

interface Content {
  readonly kind: TakenKind
  readonly id: string
  readonly sentAt: number | null
  readonly value: unknown
}

/** From here on no secret is left in it. */
function record(visit: Visit, { kind, id, sentAt, value }: Content): Taken {
  const { id: number, rules } = visit.project as KnownProject
  const clean = scrub(value, rules)
  const body = Buffer.from(JSON.stringify(clean), 'utf8')
  const { receivedAt, surroundings } = visit
  const taken = { project: number, kind, id, receivedAt, sentAt, body }
  return kind === 'event' ? { ...taken, ...readAtOnce(clean, taken, surroundings) } : taken
}

/** While it lies before our eyes. What cannot be read is taken all the same: whoever writes it sets it aside. */
function readAtOnce(
  clean: Json,
  taken: Taken,
  { digest }: Pick<IngestSurroundings, 'digest'>,
): Pick<Taken, 'digested'> {
  try {
    return { digested: digest(clean, taken).digested }
  } catch {
    return {}
  }
}

function summed(uncounted: Harvest['uncounted']): Harvest['uncounted'] {
  const sums = new Map<string, Harvest['uncounted'][number]>()
  for (const each of uncounted) {
    const key = `${each.category} ${each.reason}`
    sums.set(key, { ...each, quantity: (sums.get(key)?.quantity ?? 0) + each.quantity })
  }
  return [...sums.values()]
}

async function takeStore(visit: Visit): Promise<Harvest> {
  const { request, route, surroundings } = visit
  const isImage = request.method === 'GET'
  const body = isImage
    ? Buffer.from(route.query.get('sentry_data') ?? '')
    : await wholeBody(visit, limits.event)
  const value = parseJson(unwrapStoreBody(body))
  giveBack(body)
  if (!isFields(value)) throw malformed('the event is no JSON object')
  const id = eventIdOf(value['event_id']) ?? surroundings.newId()
  value['event_id'] = id
  const client = clientIn(request.headers, route)
  if (client !== null && !('sdk' in value) && !('sentry.interfaces.Sdk' in value)) value['sdk'] = client
  const sent = sentIn(request.headers)
  const sentAt = timeOf(sent === null ? value['sent_at'] : /^[\d.]+$/.test(sent) ? Number(sent) : sent)
  return { id, taken: [record(visit, { kind: 'event', id, sentAt, value })], uncounted: [] }
}

const tooMany = { category: 'security', reason: 'too-large' } as const

async function takeReport(visit: Visit): Promise<Harvest> {
  assertPost(visit)
  const report = parseJson(await wholeBody(visit, limits.small))
  const taken = eventsOfReport(report, visit.route.query).map((event) => {
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

/** What a visitor wrote into the dialog. The event is named by the address, where the page knows it. */
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

/** Dumps of processes hold what processes held, passwords included: they are let go by. */
function takeCrash(visit: Visit): Promise<Harvest> {
  return letBy(visit, 'attachment')
}

/** How many it is of stands within, and nobody looks there. */
function takeTelemetry(visit: Visit): Promise<Harvest> {
  const categories = { traces: 'span', logs: 'log_item', metrics: 'trace_metric' } as const
  return letBy(visit, categories[visit.route.slug as keyof typeof categories] ?? 'unknown')
}

async function letBy(visit: Visit, category: Category): Promise<Harvest> {
  assertPost(visit)
  const past: Sink = { push: () => false, end: () => {} }
  await readBody(visit.request, past, { most: limits.envelope, hold: visit.share.hold })
  const id = visit.surroundings.newId()
  return { id, taken: [], uncounted: [{ category, reason: 'not-kept', quantity: 1 }] }
}

function assertPost({ request }: Visit): void {
  if (request.method !== 'POST') throw new Refusal(405, 'this address takes POST only')
}

async function wholeBody(visit: Visit, most: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  const sink: Sink = {
    push: (chunk) => {
      size += chunk.length
      if (size > most) throw tooLarge('the body')
      // Parsed, it weighs as much again at the least; and of one without a length nothing was held yet.
      visit.share.hold(chunk.length)
      parts.push(chunk)
      return true
    },
    end: () => {},
  }
  await readBody(visit.request, sink, { most: 4 * most, hold: visit.share.hold })
  return joined(parts, size)
}
