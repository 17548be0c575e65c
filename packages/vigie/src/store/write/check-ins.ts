import type { Json } from '../../contract/json.ts'
import type { Monitor } from '../../contract/project.ts'
import type { Database } from '../database.ts'
import { type Loose, numberIn, objectIn, textIn } from './loose.ts'
import type { Pen } from './pen.ts'
import type { Queued } from './queue.ts'

/** Of a project: a stranger may invent as many as they like. */
const mostMonitors = 500
const keptCheckIns = 100

interface CheckIn {
  readonly project: number
  readonly slug: string
  readonly environment: string
  readonly schedule: string | null
  readonly id: string
  readonly status: NonNullable<Monitor['lastStatus']>
  readonly at: number
  readonly seconds: number | null
}

export function countCheckIn({ database }: Pen, queued: Queued, body: Json): void {
  const checkIn = readCheckIn(queued, objectIn(body))
  const monitor = checkIn && monitorOf(database, checkIn)
  if (!checkIn || monitor === null) return
  saveCheckIn(database, monitor, checkIn)
  trim(database, monitor)
}

function readCheckIn({ project, id, receivedAt }: Queued, body: Loose): CheckIn | null {
  const slug = textIn(body['monitor_slug'])
  if (slug === null) return null
  return {
    ...{ project, slug, at: receivedAt },
    environment: textIn(body['environment']) ?? 'production',
    schedule: scheduleIn(objectIn(objectIn(body['monitor_config'])['schedule'])),
    id: textIn(body['check_in_id']) ?? id,
    status: statusIn(body['status']),
    seconds: numberIn(body['duration']),
  }
}

function statusIn(value: Json | undefined): CheckIn['status'] {
  return value === 'in_progress' || value === 'ok' ? value : 'error'
}

/** `0 4 * * *`, or `10 minute`. */
function scheduleIn({ value, unit }: Loose): string | null {
  return [textIn(value), textIn(unit)].filter((part) => part !== null).join(' ') || null
}

function monitorOf(database: Database, checkIn: CheckIn): number | null {
  const { kysely } = database
  const { project, slug, environment, schedule } = checkIn
  const all = kysely.selectFrom('monitor').where('project', '=', project)
  const sought = all.where('slug', '=', slug).where('environment', '=', environment)
  const known = database.first(sought.select('id'))
  if (known) return known.id
  const count = database.first(all.select(({ fn }) => fn.countAll<number>().as('count')))?.count ?? 0
  if (count >= mostMonitors) return null
  return database.run(
    kysely.insertInto('monitor').values({ ...{ project, slug, environment, schedule }, ...never }),
  ).id
}

const never = { last_status: null, last_at: null, last_seconds: null }

/** The end of one that had begun has its id. */
function saveCheckIn(database: Database, monitor: number, checkIn: CheckIn): void {
  const { kysely } = database
  const { id, status, at, seconds, schedule } = checkIn
  const began = kysely
    .selectFrom('check_in')
    .select('at')
    .where('monitor', '=', monitor)
    .where('check_in', '=', id)
  const took = seconds ?? tookSince(database.first(began)?.at, checkIn)
  database.run(
    kysely
      .insertInto('check_in')
      .values({ monitor, check_in: id, status, at, seconds: took })
      .onConflict((conflict) =>
        conflict.columns(['monitor', 'check_in']).doUpdateSet({ status, seconds: took }),
      ),
  )
  const last = {
    last_status: status,
    last_at: at,
    last_seconds: took,
    ...(schedule === null ? {} : { schedule }),
  }
  database.run(kysely.updateTable('monitor').set(last).where('id', '=', monitor))
}

function tookSince(began: number | undefined, { at, status }: CheckIn): number | null {
  return began === undefined || status === 'in_progress' ? null : (at - began) / 1000
}

function trim(database: Database, monitor: number): void {
  const { kysely } = database
  const all = kysely.selectFrom('check_in').select('id').where('monitor', '=', monitor)
  const tooOld = database.first(all.orderBy('id', 'desc').offset(keptCheckIns).limit(1))
  if (!tooOld) return
  database.run(kysely.deleteFrom('check_in').where('monitor', '=', monitor).where('id', '<=', tooOld.id))
}
