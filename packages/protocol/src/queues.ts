import * as z from 'zod'
import { Parts } from './environment.ts'

/** Where jobs for a program wait, in a Redis. */
const RedisQueue = z.strictObject({
  name: z.string().min(1).max(200),
  /** Keys that together are the queue; Celery has one for each priority. */
  keys: z.array(z.strictObject({ key: z.string().max(400), type: z.enum(['list', 'sorted-set']) })).min(1),
  /** Variables of the release's environment that hold the Redis's address. Other kinds of address cannot be asked. */
  address: Parts,
})
export type RedisQueue = z.infer<typeof RedisQueue>

/** The name of a table or column that a library made: plain enough to need no quotes. */
const PlainSqlName = z.string().regex(/^[a-z_]{1,63}$/)

/** The same, in a table of the application's own PostgreSQL. */
const TableQueue = z.strictObject({
  name: z.string().min(1).max(200),
  table: PlainSqlName,
  /** The value of that column for a job that waits; null for NULL. */
  where: z.record(PlainSqlName, z.string().max(400).nullable()),
  /** The column with the time from which on a job waits, where it is not due at once. */
  from: PlainSqlName.optional(),
})
export type TableQueue = z.infer<typeof TableQueue>

export const Queue = z.union([RedisQueue, TableQueue])
export type Queue = z.infer<typeof Queue>
