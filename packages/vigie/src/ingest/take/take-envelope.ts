import type { Taken } from '../../contract/taken.ts'
import type { Unread } from '../../contract/unread.ts'
import { partsOfDsn } from '../address/dsn.ts'
import { type Fields, fieldsOrNull, parseJson } from '../body/json.ts'
import { readBody } from '../body/read-body.ts'
import { saysNothing } from '../dump/dump.ts'
import { handedOver, limits } from '../limits.ts'
import { malformed, noEvent, Refusal, tooLarge, tooLargeItem } from '../refusal.ts'
import { assertPost, type Harvest, knownProject, projectOf, type Visit } from '../visit.ts'
import { Beside } from './beside.ts'
import { itemKind } from './categories.ts'
import { EnvelopeReader, type ItemHeader } from './envelope.ts'
import { eventIdOf, isNoId } from './event-id.ts'
import { record } from './record.ts'
import { eventsOfReport } from './security-report.ts'
import { sentAtOf } from './sent-at.ts'
import { isTransaction, transactionNotKept } from './transaction.ts'

interface Basket {
  readonly taken: Taken[]
  readonly uncounted: Harvest['uncounted'][number][]
  id: string | null
  sentAt: number | null
  /** An event that waits for what comes after it, because it says nothing itself. */
  bare: Fields | null
  /** An event that may be handed over unread, if nothing comes after it. */
  held: { readonly item: ItemHeader; readonly payload: Buffer } | null
  readonly beside: Beside
}

interface Filling {
  readonly visit: Visit
  readonly basket: Basket
}

export async function takeEnvelope(visit: Visit): Promise<Harvest> {
  assertPost(visit)
  const basket: Basket = {
    ...{ taken: [], uncounted: [], id: null, sentAt: null, bare: null, held: null },
    beside: new Beside(visit.share.hold),
  }
  const reader = new EnvelopeReader({
    header: (fields) => readHeader(fields, visit, basket),
    wants: (item) => {
      const { kept, most } = itemKind(item.type)
      const isSecondEvent = kept === 'event' && hasEvent(basket)
      return kept === null || isSecondEvent ? null : most
    },
    item: (item, payload) => {
      if (mayWait(item, payload, { visit, basket })) basket.held = { item, payload: copied(payload) }
      else takeItem(item, payload, { visit, basket })
    },
    passes: (item, part) => basket.beside.add(item, part),
    passed: (item, isTooLarge) => {
      const { kept, category } = itemKind(item.type)
      basket.beside.passed(item)
      const reason = isTooLarge ? 'too-large' : kept === null ? 'not-kept' : 'malformed'
      basket.uncounted.push({ category, reason, quantity: quantityOf(item) })
      if (isTooLarge && kept === 'event') throw tooLarge('the event', category)
    },
    hold: visit.share.hold,
  })
  try {
    await readBody(visit.request, reader, { most: limits.envelope, share: visit.share })
  } finally {
    reader.drop()
  }
  const unread = unreadIn({ visit, basket })
  await takeBare(visit, basket)
  const refusal = unread === null && isInVain(basket) ? tooLargeItem() : null
  return { id: basket.id, unread, taken: basket.taken, uncounted: summed(basket.uncounted), refusal }
}

/** A client's account of its losses travels with whatever is sent next. */
function isInVain({ taken, uncounted }: Basket): boolean {
  return (
    uncounted.some(({ reason }) => reason === 'too-large') &&
    taken.every(({ kind }) => kind === 'client-report')
  )
}

function hasEvent({ taken, bare, held }: Basket): boolean {
  return bare !== null || held !== null || taken.some(({ kind }) => kind === 'event')
}

/** If its id is known without reading it. */
function mayWait({ type }: ItemHeader, { length }: Buffer, { visit, basket }: Filling): boolean {
  const { least, most } = handedOver
  const isOfSize = length >= least && length <= most
  return isOfSize && basket.id !== null && itemKind(type).kept === 'event' && wouldReadSooner(visit)
}

/** The thread that writes, rather than this one, which others wait for. */
function wouldReadSooner({ share, surroundings }: Visit): boolean {
  const { unread, backlog } = surroundings.writer
  return share.isCrowded() && unread < handedOver.atATime && backlog < handedOver.backlog
}

/** What came after it may belong to it, so everything is read here. */
function unreadIn({ visit, basket }: Filling): Unread | null {
  const { held, id, sentAt, taken, uncounted } = basket
  if (held === null || id === null) return null
  basket.held = null
  if (taken.length + uncounted.length > 0) {
    takeItem(held.item, held.payload, { visit, basket })
    return null
  }
  const { id: project, rules } = projectOf(visit)
  const { receivedAt } = visit
  return { project, kind: 'event', id, receivedAt, sentAt, payload: held.payload, rules: rules.sources }
}

/** Its bytes are released once the item has ended. */
function copied(payload: Buffer): Buffer {
  return Buffer.from(Uint8Array.prototype.slice.call(payload).buffer)
}

async function takeBare(visit: Visit, basket: Basket): Promise<void> {
  const { bare, sentAt, beside } = basket
  if (bare === null && (!beside.isThere || hasEvent(basket))) return
  const id = basket.id ?? visit.surroundings.newId()
  const value = await beside.told({ ...bare, event_id: id })
  basket.id = id
  basket.taken.push(record(visit, { kind: 'event', id, sentAt, value }))
}

function readHeader(fields: Readonly<Record<string, unknown>>, visit: Visit, basket: Basket): void {
  const { dsn, event_id: id, sent_at: sentAt } = fields
  basket.id = eventIdOf(id)
  if (!isNoId(id) && basket.id === null) throw malformed('the envelope has an impossible event_id')
  basket.sentAt = sentAtOf(sentAt)
  if (visit.project !== null) return
  const parts = partsOfDsn(dsn)
  if (parts === null) throw new Refusal(401, 'missing authorization information')
  visit.project = knownProject(visit.surroundings.projects, parts.key, visit.route.project ?? parts.project)
}

/** One item may contain many logs or spans. */
function quantityOf({ fields }: ItemHeader): number {
  const { item_count: count } = fields
  const isCount = typeof count === 'number' && Number.isSafeInteger(count) && count > 0
  return isCount ? Math.min(count, limits.recordsOfAnItem) : 1
}

function takeItem(item: ItemHeader, payload: Buffer, { visit, basket }: Filling): void {
  const { kept, category } = itemKind(item.type)
  if (kept === null) return
  const value = parsedItem(item, payload)
  if (value === null) {
    basket.uncounted.push({ category, reason: 'malformed', quantity: 1 })
    if (kept === 'event') throw noEvent(category)
    return
  }
  if (kept === 'event' && isTransaction(value)) {
    basket.uncounted.push(transactionNotKept)
    return
  }
  const isEvent = kept === 'event' || item.type === 'feedback'
  const own = eventIdOf(value['event_id'])
  const id = isEvent ? (basket.id ?? own ?? visit.surroundings.newId()) : visit.surroundings.newId()
  if (isEvent) {
    basket.id = id
    value['event_id'] = id
  }
  if (kept === 'event' && saysNothing(value)) {
    basket.bare = value
    return
  }
  basket.taken.push(record(visit, { kind: kept, id, sentAt: basket.sentAt, value }))
}

function parsedItem({ type }: ItemHeader, payload: Buffer): Fields | null {
  return type === 'raw_security' || type === 'nel' ? reportIn(payload) : fieldsOrNull(payload)
}

function reportIn(payload: Buffer): Fields | null {
  try {
    return { ...eventsOfReport(parseJson(payload), new URLSearchParams())[0] }
  } catch {
    return null
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
