import type { Share } from '../../contract/issue.ts'
import type { Database } from '../database.ts'

export function listReleases(database: Database, project: number): readonly Share[] {
  return database.all(
    database.kysely
      .selectFrom('release')
      .select(['version as value', 'events'])
      .where('project', '=', project)
      .orderBy('first_seen', 'desc')
      .limit(500),
  )
}

export function listEnvironments(database: Database, project: number | null): readonly Share[] {
  return database.all(
    database.kysely
      .selectFrom('environment')
      .select(({ fn }) => ['name as value', fn.sum<number>('events').as('events')])
      .$if(project !== null, (query) => query.where('project', '=', project as number))
      .groupBy('name')
      .orderBy('events', 'desc')
      .limit(200),
  )
}
