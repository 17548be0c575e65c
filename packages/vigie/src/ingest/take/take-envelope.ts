import { isObject } from '../../contract/json.ts'
import type { Taken } from '../../contract/taken.ts'
import { partsOfDsn } from '../address/dsn.ts'
import { type Fields, parseJson } from '../body/json.ts'
import { readBody } from '../body/read-body.ts'
import { saysNothing } from '../dump/dump.ts'
import { limits } from '../limits.ts'
import { malformed, Refusal, tooLarge } from '../refusal.ts'
import { assertPost, type Harvest, knownProject, type Visit } from '../visit.ts'
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
  /** An event that waits for what comes behind it, having nothing to say itself. */
  bare: Fields | null
  readonly beside: Beside
}

export async function takeEnvelope(visit: Visit): Promise<Harvest> {
  assertPost(visit)
  const basket: Basket = {
    ...{ taken: [], uncounted: [], id: null, sentAt: null, bare: null },
    beside: new Beside(visit.share.hold),
  }
  const reader = new EnvelopeReader({
    header: (fields) => readHeader(fields, visit, basket),
    wants: (item) => {
      const { kept, most } = itemKind(item.type)
      const isSecondEvent = kept === 'event' && hasEvent(basket)
      return kept === null || isSecondEvent ? null : most
    },
    item: (item, payload) => takeItem(item, payload, { visit, basket }),
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
    await readBody(visit.request, reader, { most: limits.envelope, hold: visit.share.hold })
  } finally {
    reader.drop()
  }
  await takeBare(visit, basket)
  return { id: basket.id, taken: basket.taken, uncounted: summed(basket.uncounted) }
}

function hasEvent({ taken, bare }: Basket): boolean {
  return bare !== null || taken.some(({ kind }) => kind === 'event')
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
  try {
    const value = parseJson(payload)
    if (type === 'raw_security' || type === 'nel')
      return { ...eventsOfReport(value, new URLSearchParams())[0] }
    return isObject(value) ? value : null
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
