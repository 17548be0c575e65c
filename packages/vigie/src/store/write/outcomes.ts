import type { Json } from '../../contract/json.ts'
import type { Category, Uncounted } from '../../contract/taken.ts'
import type { Database } from '../database.ts'
import { listIn, objectIn, quantityIn, textIn } from './loose.ts'
import type { Pen } from './pen.ts'
import type { Queued } from './queue.ts'

const day = 86_400_000

/** What was not kept, by day. */
export function addOutcomes({ database, now }: Pen, outcomes: readonly Uncounted[]): void {
  const today = Math.floor(now() / day)
  for (const outcome of outcomes) addOutcome(database, { ...outcome, day: today })
}

function addOutcome(database: Database, row: Uncounted & { readonly day: number }): void {
  database.run(
    database.kysely
      .insertInto('outcome')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['project', 'day', 'category', 'reason']).doUpdateSet(({ eb, ref }) => ({
          quantity: eb('outcome.quantity', '+', ref('excluded.quantity')),
        })),
      ),
  )
}

/** A client's own account of what it never sent. */
export function countClientReport(pen: Pen, { project }: Queued, body: Json): void {
  const lists = ['discarded_events', 'rate_limited_events', 'filtered_events', 'filtered_sampling_events']
  const discarded = lists.flatMap((name) => listIn(objectIn(body)[name]).slice(0, 200)).map(objectIn)
  // What is told as bytes is told as records besides: `log_byte`, `trace_metric_byte`.
  const records = discarded.filter(({ category }) => !/_bytes?$/.test(textIn(category) ?? ''))
  addOutcomes(
    pen,
    records.map(({ category, quantity }) => ({
      project,
      category: categoryIn(category),
      reason: 'client',
      quantity: quantityIn(quantity),
    })),
  )
}

const categories: ReadonlySet<string> = new Set<Category>([
  'error',
  'default',
  'transaction',
  'span',
  'profile',
  'replay',
  'attachment',
  'session',
  'monitor',
  'feedback',
  'log_item',
  'trace_metric',
  'security',
  'internal',
])

function categoryIn(value: Json | undefined): Category {
  const word = textIn(value) ?? ''
  return categories.has(word) ? (word as Category) : 'unknown'
}
