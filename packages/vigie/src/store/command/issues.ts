import type { IssueAction } from '../../contract/issue.ts'
import type { Database } from '../database.ts'
import type { CommandsOf, Desk } from './command.ts'
import type { KnownIssue } from './known-issue.ts'
import { mergeIssues } from './merge.ts'
import { splitIssue } from './split.ts'

export const issueCommands: CommandsOf<'issues.act'> = {
  'issues.act': (desk, { issues, action }) => {
    // Somebody who names a merged issue does not ask for all the others to be removed.
    const meant = action.action === 'delete' ? issues : survivorsOf(desk.database, issues)
    const known = knownOf(desk.database, meant)
    if (known.length === 0) return { issues: [] }
    const concerned = act(desk, known, action)
    desk.forget()
    for (const [project, changed] of Map.groupBy(known, (issue) => issue.project))
      desk.notice({ type: 'issues', project, issues: changed.map(({ id }) => id) })
    return { issues: concerned }
  },
}

/** An open page or a script may still use the number of an issue that has been merged. */
function survivorsOf(database: Database, issues: readonly number[]): readonly number[] {
  const merged = database.kysely.selectFrom('merged').select(['issue', 'survivor'])
  const found = database.all(merged.where('issue', 'in', issues).where('is_whole', '=', 1))
  const survivors = new Map(found.map(({ issue, survivor }) => [issue, survivor]))
  return [...new Set(issues.map((issue) => survivors.get(issue) ?? issue))]
}

function knownOf(database: Database, issues: readonly number[]): readonly KnownIssue[] {
  const known = database.kysely.selectFrom('issue').select(['id', 'project', 'first_seen'])
  return database.all(known.where('id', 'in', issues).orderBy('first_seen').orderBy('id'))
}

function act(desk: Desk, issues: readonly KnownIssue[], action: IssueAction): readonly number[] {
  switch (action.action) {
    case 'resolve':
      return resolve(desk, issues, action.inNextRelease)
    case 'reopen':
      return change(desk, issues, { status: 'unresolved', ...awake, ...unresolved })
    case 'mute':
      return mute(desk, issues, action)
    case 'assign':
      return change(desk, issues, { assignee: action.account })
    case 'merge':
      return mergeIssues(desk, issues)
    case 'split':
      return issues.flatMap((issue) => splitIssue(desk, issue, action.hashes))
    case 'delete':
      return remove(desk, issues)
  }
}

const awake = { muted_until: null, muted_events: null }
const unresolved = { resolved_at: null, resolved_in: null, resolved_next: 0, is_regression: 0 }

function change({ database }: Desk, issues: readonly KnownIssue[], columns: object): readonly number[] {
  const ids = issues.map(({ id }) => id)
  database.run(database.kysely.updateTable('issue').set(columns).where('id', 'in', ids))
  return ids
}

function resolve(desk: Desk, issues: readonly KnownIssue[], inNextRelease: boolean): readonly number[] {
  const resolved = { status: 'resolved', resolved_at: desk.now(), resolved_next: Number(inNextRelease) }
  return [...Map.groupBy(issues, ({ project }) => project)].flatMap(([project, those]) => {
    const newest = newestRelease(desk.database, project)
    return change(desk, those, { ...resolved, resolved_in: newest, is_regression: 0, ...awake })
  })
}

function newestRelease(database: Database, project: number): string | null {
  const releases = database.kysely.selectFrom('release').select('version').where('project', '=', project)
  return database.first(releases.orderBy('first_seen', 'desc').limit(1))?.version ?? null
}

function mute(
  desk: Desk,
  issues: readonly KnownIssue[],
  { until, events }: { readonly until: number | null; readonly events: number | null },
): readonly number[] {
  const { database } = desk
  const ids = change(desk, issues, { status: 'muted', ...unresolved, muted_until: until, muted_events: null })
  if (events !== null)
    database.run(
      database.kysely
        .updateTable('issue')
        .set(({ eb }) => ({ muted_events: eb('events', '+', events) }))
        .where('id', 'in', ids),
    )
  return ids
}

function remove({ database, now }: Desk, issues: readonly KnownIssue[]): readonly number[] {
  const ids = issues.map(({ id }) => id)
  removeIssues(database, ids, now())
  return ids
}

/** Their events and counts follow in small transactions. */
export function removeIssues(database: Database, ids: readonly number[], at: number): void {
  const { kysely } = database
  const merged = kysely
    .selectFrom('merged')
    .select('issue')
    .where('survivor', 'in', ids)
    .where('is_whole', '=', 1)
  const deleted = [...ids, ...database.all(merged).map(({ issue }) => issue)]
  database.run(kysely.insertInto('deleted').values(deleted.map((issue) => ({ issue, at }))))
  database.run(kysely.insertInto('doomed').values(ids.map((issue) => ({ issue }))))
  database.run(kysely.deleteFrom('issue_hash').where('issue', 'in', ids))
  database.run(kysely.deleteFrom('outbox').where('issue', 'in', ids))
  database.run(kysely.deleteFrom('issue').where('id', 'in', ids))
}
