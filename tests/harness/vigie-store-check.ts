import { existsSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { digest } from '../../packages/vigie/src/digest/digest.ts'
import { openWriter } from '../../packages/vigie/src/writer/start-writer.ts'

export interface Found {
  /** Acknowledged and not there. */
  readonly lost: readonly number[]
  readonly events: number
  /** What projects and issues say that there is. */
  readonly counted: readonly number[]
  readonly check: unknown
}

/** Starts from what was left, digests what was queued, and looks what is there. */
export async function lookInto(path: string, acknowledged: readonly number[]): Promise<Found> {
  const writer = openWriter({ path, digest, now: Date.now })
  await writer.drained()
  await writer.close()
  const database = new DatabaseSync(path)
  const one = (sql: string) => Object.values(database.prepare(sql).get() ?? {})[0]
  const there = new Set(
    database
      .prepare('select lower(hex(event)) as id from event')
      .all()
      .map((row) => row['id']),
  )
  const found = {
    lost: acknowledged.filter((number) => !there.has(number.toString(16).padStart(32, '0'))),
    events: Number(one('select count(*) from event')),
    counted: [
      Number(one('select coalesce(sum(events), 0) from project')),
      Number(one('select coalesce(sum(events), 0) from issue')),
      Number(one('select coalesce(sum(events), 0) from issue_hour')),
      Number(one('select count(*) from payload')),
    ],
    check: one('pragma integrity_check'),
  }
  database.close()
  return found
}

export function acknowledgedIn(file: string): readonly number[] {
  if (!existsSync(file)) return []
  return [...readFileSync(file, 'utf8').matchAll(/ack (\d+)\n/g)].map(([, number]) => Number(number))
}
