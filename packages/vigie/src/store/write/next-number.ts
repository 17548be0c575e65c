import type { Database } from '../database.ts'

/** Of an issue, as people say it: each project counts its own. */
export function nextNumber(database: Database, project: number): number {
  const taken = database.kysely
    .updateTable('project')
    .set(({ eb }) => ({ next_issue: eb('next_issue', '+', 1) }))
    .where('id', '=', project)
    .returning('next_issue')
  return (database.first(taken)?.next_issue ?? 2) - 1
}
