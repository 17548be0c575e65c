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
  const aggregates = listIn(sent['aggregates']).slice(0, 1000)
  if (aggregates.length === 0) countSession(database, queued, sent)
  for (const aggregate of aggregates.map(objectIn)) {
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
  const [exited, errored, crashed, abnormal] = ['exited', 'errored', 'crashed', 'abnormal'].map((name) =>
    quantityIn(aggregate[name]),
  ) as [number, number, number, number]
  return { sessions: exited + errored + crashed + abnormal, errored, crashed, abnormal }
}

/** Counted when it begins; its errors once, however often they are reported; its end when it comes. */
function countSession(database: Database, queued: Queued, sent: Loose): void {
  const session = textIn(sent['sid']) ?? queued.id
  const before = openSession(database, queued.project, session)
  const status = textIn(sent['status']) ?? 'ok'
  const isErrored = quantityIn(sent['errors']) > 0 || status === 'errored'
  addHealth(database, placeOf(queued, sent, timeIn(sent['started'], queued.receivedAt)), {
    sessions: before === null ? 1 : 0,
    errored: isErrored && before?.errored !== 1 ? 1 : 0,
    crashed: status === 'crashed' ? 1 : 0,
    abnormal: status === 'abnormal' ? 1 : 0,
  })
  const errored = Number(isErrored || before?.errored === 1)
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
  const count = kysely.selectFrom('health_session').select(({ fn }) => fn.countAll<number>().as('count'))
  if ((database.first(count)?.count ?? 0) >= mostOpen) return
  const { at, errored } = row
  database.run(
    kysely
      .insertInto('health_session')
      .values(row)
      .onConflict((conflict) => conflict.columns(['project', 'session']).doUpdateSet({ at, errored })),
  )
}

function addHealth(database: Database, place: Place, counts: Counts): void {
  const { kysely } = database
  const rows = kysely.selectFrom('health').where('project', '=', place.project).where('at', '=', place.at)
  const size = database.first(rows.select(({ fn }) => fn.countAll<number>().as('count')))?.count ?? 0
  const named = size >= mostRows ? { ...place, release: '', environment: '' } : place
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
