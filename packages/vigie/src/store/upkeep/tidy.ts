import type { Database } from '../database.ts'

const day = 86_400_000

/** Removes what nobody asks for any more. */
export function tidy(database: Database, now: number): void {
  const { kysely } = database
  const month = now - 30 * day
  const season = now - 90 * day
  database.transaction(() => {
    database.run(kysely.deleteFrom('outbox').where('at', '<', month))
    database.run(kysely.deleteFrom('deleted').where('at', '<', month))
    database.run(kysely.deleteFrom('outcome').where('day', '<', Math.floor(season / day)))
    database.run(kysely.deleteFrom('health').where('at', '<', season))
    database.run(kysely.deleteFrom('health_session').where('at', '<', now - day))
    database.run(kysely.deleteFrom('device').where('expires_at', '<', now))
    database.run(kysely.deleteFrom('lockout').where('last_at', '<', now - day))
  })
}

/** Issues whose muting has ended, by project. */
export function wake(database: Database, now: number): ReadonlyMap<number, readonly number[]> {
  const { kysely } = database
  const sleeping = kysely
    .updateTable('issue')
    .set({ status: 'unresolved', muted_until: null, muted_events: null })
  const woken = database.all(
    sleeping.where('status', '=', 'muted').where('muted_until', '<=', now).returning(['id', 'project']),
  )
  const byProject = Map.groupBy(woken, ({ project }) => project)
  return new Map([...byProject].map(([project, issues]) => [project, issues.map(({ id }) => id)]))
}
