import { addOutcomes } from '../write/outcomes.ts'
import type { Pen } from '../write/pen.ts'
import { dropEvents } from './drop-events.ts'
import { type PageUse, usedBytes } from './page-use.ts'

/** The journal and a copy of the database count towards the budget too. */
const journal = 8 * 1024 ** 2
/** How much room is made at a time, so that it need not be done for each event. */
const enough = 0.97

/** Whether something has to be dropped; once that has begun, whether not enough was dropped yet. */
export function isTight(use: PageUse, budget: number, hasBegun: boolean): boolean {
  const room = Math.max((budget - journal) / 2, journal)
  return usedBytes(use) > room * (hasBegun ? enough : 1)
}

/**
 * Drops a hundred or so: the oldest events of the issue that has most of them, but never its first nor its latest. Only
 * where no issue has more than those two does the issue go of which nobody has heard for longest.
 */
export function dropSome(pen: Pen): 'events' | 'issue' | 'nothing' {
  return pen.database.transaction(() => {
    const commonest = commonestIssue(pen)
    if (commonest) thin(pen, commonest)
    // What waits to be digested has its room already, and much of it may belong to an issue with many events.
    else if (isQueueEmpty(pen)) giveUp(pen)
    else return 'nothing'
    return commonest ? 'events' : 'issue'
  })
}

function isQueueEmpty({ database }: Pen): boolean {
  return database.first(database.kysely.selectFrom('queue').select('id').limit(1)) === undefined
}

interface Common {
  readonly id: number
  readonly project: number
  readonly stored: number
}

function commonestIssue({ database }: Pen): Common | undefined {
  return database.first(
    database.kysely
      .selectFrom('issue')
      .select(['id', 'project', 'stored'])
      .where('stored', '>', 2)
      .orderBy('stored', 'desc')
      .limit(1),
  )
}

const most = 100

function thin(pen: Pen, { id, project, stored }: Common): void {
  const { database } = pen
  const { kysely } = database
  const count = Math.min(most, Math.max(1, Math.ceil(stored / 8)), stored - 2)
  const oldest = kysely.selectFrom('event').select('id').where('issue', '=', id)
  const victims = database.all(oldest.orderBy('happened_at').orderBy('id').offset(1).limit(count))
  dropEvents(
    database,
    victims.map((victim) => victim.id),
  )
  database.run(
    kysely
      .updateTable('issue')
      .set(({ eb }) => ({
        // Fewer were found than were counted, so the count was wrong; without correcting it they would be looked for
        // for ever.
        stored: victims.length < count ? 2 : stored - count,
        forgotten: eb('forgotten', '+', victims.length),
      }))
      .where('id', '=', id),
  )
  addOutcomes(pen, [{ project, category: 'error', reason: 'retention', quantity: victims.length }])
}

function giveUp(pen: Pen): void {
  const { database } = pen
  const { kysely } = database
  const all = kysely.selectFrom('issue').select(['id', 'project', 'stored'])
  const oldest = database.first(all.orderBy('last_seen').limit(1))
  if (!oldest) return
  database.run(kysely.insertInto('doomed').values({ issue: oldest.id }))
  database.run(kysely.deleteFrom('issue_hash').where('issue', '=', oldest.id))
  database.run(kysely.deleteFrom('issue').where('id', '=', oldest.id))
  const { project, stored } = oldest
  addOutcomes(pen, [{ project, category: 'error', reason: 'retention', quantity: stored }])
}
