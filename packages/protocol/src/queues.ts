import * as z from 'zod'
import { Parts } from './environment.ts'

/** Where jobs wait for a program, in a Redis. */
const RedisQueue = z.strictObject({
  name: z.string().min(1).max(200),
  /** All of them together are the queue; Celery has one for each priority. */
  keys: z.array(z.strictObject({ key: z.string().max(400), type: z.enum(['list', 'sorted-set']) })).min(1),
  /** Of the Redis, by variables of the release's environment: what is no such address cannot be asked. */
  address: Parts,
})
export type RedisQueue = z.infer<typeof RedisQueue>

/** Of a table or column that a library made: plain enough to be written without quotes. */
const PlainSqlName = z.string().regex(/^[a-z_]{1,63}$/)

/** The same, in a table of the application's own PostgreSQL. */
const TableQueue = z.strictObject({
  name: z.string().min(1).max(200),
  table: PlainSqlName,
  /** What a job has that waits; null: nothing in that column. */
  where: z.record(PlainSqlName, z.string().max(400).nullable()),
  /** The column with the time from which on it waits, where it is not at once. */
  from: PlainSqlName.optional(),
})
export type TableQueue = z.infer<typeof TableQueue>

export const Queue = z.union([RedisQueue, TableQueue])
export type Queue = z.infer<typeof Queue>
