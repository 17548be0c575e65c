import type { Json } from '../../contract/json.ts'
import type { Database } from '../database.ts'
import { type Loose, listIn, objectIn, quantityIn, textIn, timeIn } from './loose.ts'
import type { Pen } from './pen.ts'
import type { Queued } from './queue.ts'

const hour = 3_600_000
/** Rows of an hour, of a project: a stranger may invent releases. */
const mostRows = 500
const mostOpen = 20_000

interface Counts {
  readonly sessions: number
  readonly errored: number
  readonly crashed: number
  readonly abnormal: number
}

interface Place {
  readonly project: number
  readonly release: string
  readonly environment: string
  readonly at: number
}

/** One session as it goes on, or many that were added up by the client. */
export function countSessions({ database }: Pen, queued: Queued, body: Json): void {
  const sent = objectIn(body)
  const { aggregates } = sent
  if (aggregates === undefined) countSession(database, queued, sent)
  for (const aggregate of listIn(aggregates).slice(0, 1000).map(objectIn)) {
    const at = timeIn(aggregate['started'], queued.receivedAt)
    addHealth(database, placeOf(queued, sent, at), aggregateCounts(aggregate))
  }
}

function placeOf({ project }: Queued, sent: Loose, at: number): Place {
  const attributes = objectIn(sent['attrs'])
  return {
    project,
    release: textIn(attributes['release']) ?? '',
    environment: textIn(attributes['environment']) ?? '',
    at: Math.floor(at / hour) * hour,
  }
}

function aggregateCounts(aggregate: Loose): Counts {
  const of = (name: string) => quantityIn(aggregate[name])
  const [crashed, abnormal] = [of('crashed'), of('abnormal')]
  // Unhandled, and the program went on: it did not crash.
  const errored = of('errored') + of('unhandled')
  return { sessions: of('exited') + errored + crashed + abnormal, errored, crashed, abnormal }
}

/**
 * Counted when it begins, and as what it came to: with errors, crashed or broken off, which is one of them, however
 * often it is reported.
 */
function countSession(database: Database, queued: Queued, sent: Loose): void {
  const session = textIn(sent['sid']) ?? queued.id
  const before = openSession(database, queued.project, session)
  // It ended before: SDKs of browsers end what has crashed once more where the page moves on.
  if (before === null && sent['init'] === false) return
  const status = textIn(sent['status']) ?? 'ok'
  const [crashed, abnormal] = [Number(status === 'crashed'), Number(status === 'abnormal')]
  const hasErrors = quantityIn(sent['errors']) > 0 || status === 'errored' || status === 'unhandled'
  const wasErrored = before?.errored ?? 0
  const errored = Number(crashed + abnormal === 0 && (hasErrors || wasErrored === 1))
  addHealth(database, placeOf(queued, sent, timeIn(sent['started'], queued.receivedAt)), {
    sessions: Number(before === null),
    ...{ errored: errored - wasErrored, crashed, abnormal },
  })
  keepSession(database, { project: queued.project, session, at: queued.receivedAt, errored }, status === 'ok')
}

function openSession(database: Database, project: number, session: string) {
  const open = database.kysely.selectFrom('health_session').select('errored').where('project', '=', project)
  return database.first(open.where('session', '=', session)) ?? null
}

function keepSession(
  database: Database,
  row: { project: number; session: string; at: number; errored: number },
  isOpen: boolean,
): void {
  const { kysely } = database
  if (!isOpen) {
    const ended = kysely.deleteFrom('health_session').where('project', '=', row.project)
    database.run(ended.where('session', '=', row.session))
    return
  }
  makeRoom(database)
  const { at, errored } = row
  database.run(
    kysely
      .insertInto('health_session')
      .values(row)
      .onConflict((conflict) => conflict.columns(['project', 'session']).doUpdateSet({ at, errored })),
  )
}

/** Most browsers never say that a session has ended: those that were silent longest are forgotten. */
function makeRoom(database: Database): void {
  const { kysely } = database
  const count = kysely.selectFrom('health_session').select(({ fn }) => fn.countAll<number>().as('count'))
  if ((database.first(count)?.count ?? 0) < mostOpen) return
  const silent = kysely
    .selectFrom('health_session')
    .select('at')
    .orderBy('at')
    .offset(mostOpen / 10)
    .limit(1)
  database.run(kysely.deleteFrom('health_session').where('at', '<=', silent))
}

function addHealth(database: Database, place: Place, counts: Counts): void {
  const { kysely } = database
  const named = hasRoom(database, place) ? place : { ...place, release: '', environment: '' }
  database.run(
    kysely
      .insertInto('health')
      .values({ ...named, ...counts })
      .onConflict((conflict) =>
        conflict.columns(['project', 'release', 'environment', 'at']).doUpdateSet(({ eb, ref }) => ({
          sessions: eb('health.sessions', '+', ref('excluded.sessions')),
          errored: eb('health.errored', '+', ref('excluded.errored')),
          crashed: eb('health.crashed', '+', ref('excluded.crashed')),
          abnormal: eb('health.abnormal', '+', ref('excluded.abnormal')),
        })),
      ),
  )
}

/** Of many releases in an hour those that are known go on, and the others are counted together. */
function hasRoom(database: Database, { project, release, environment, at }: Place): boolean {
  const rows = database.kysely.selectFrom('health').where('project', '=', project).where('at', '=', at)
  const size = database.first(rows.select(({ fn }) => fn.countAll<number>().as('count')))?.count ?? 0
  if (size < mostRows) return true
  const own = rows.where('release', '=', release).where('environment', '=', environment).select('sessions')
  return database.first(own) !== undefined
}
