import { type SqlBool, sql } from 'kysely'
import type { IssueLine, IssuePage, IssueQuery, IssueSort } from '../../contract/issue.ts'
import type { Database } from '../database.ts'
import { parseSearch, type Term } from '../search.ts'
import { type Builder, type Conditions, conditionOf } from './conditions.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { type IssueRow, lineColumns, lineOf } from './issue-line.ts'
import { sparklines } from './sparkline.ts'

const columns = {
  'last-seen': 'last_seen',
  'first-seen': 'first_seen',
  events: 'events',
  users: 'users',
} as const satisfies Record<IssueSort, string>

const hour = 3_600_000
const largestPage = 200

interface Asked {
  readonly now: number
  readonly me: number | null
}

export function listIssues(database: Database, query: IssueQuery, { now, me }: Asked): IssuePage {
  const { terms, unknown } = parseSearch(query.query)
  const limit = Math.min(Math.max(query.limit, 1), largestPage)
  const rows = database.all(
    issuesQuery({ database, now, me, terms, sort: query.sort }, query).limit(limit + 1),
  )
  const page = rows.slice(0, limit)
  return {
    issues: withSparklines(database, page, { now, hours: query.hours }),
    next: nextOf(rows, limit, query),
    unknown,
  }
}

interface Sought extends Conditions {
  readonly terms: readonly Term[]
}

function issuesQuery(sought: Sought, { project, sort, hours, cursor }: IssueQuery) {
  const column = columns[sort]
  const from = readCursor(cursor)
  return sought.database.kysely
    .selectFrom('issue')
    .innerJoin('project', 'project.id', 'issue.project')
    .select(lineColumns)
    .where((builder) => builder.and(conditions(sought, builder as unknown as Builder)))
    .$if(project !== null, (query) => query.where('issue.project', '=', project as number))
    .$if(hours !== null, (query) =>
      query.where('issue.last_seen', '>=', sought.now - (hours as number) * hour),
    )
    .$if(from !== null, (query) =>
      query.where(sql<SqlBool>`(${sql.ref(`issue.${column}`)}, issue.id) < (${from?.value}, ${from?.id})`),
    )
    .orderBy(`issue.${column}`, 'desc')
    .orderBy('issue.id', 'desc')
}

function conditions({ terms, ...context }: Sought, builder: Builder) {
  return terms.map((term) => conditionOf(term, builder, context))
}

function withSparklines(
  database: Database,
  rows: readonly IssueRow[],
  period: { readonly now: number; readonly hours: number | null },
): readonly IssueLine[] {
  const oldest = Math.min(...rows.map((row) => row.first_seen), period.now)
  const from = period.hours === null ? oldest : period.now - period.hours * hour
  const lines = sparklines(database, rows, { from, until: period.now })
  return rows.map((row) => lineOf(row, lines.get(row.id) ?? []))
}

function nextOf(rows: readonly IssueRow[], limit: number, { sort }: IssueQuery): string | null {
  const last = rows[limit - 1]
  if (rows.length <= limit || last === undefined) return null
  return writeCursor({ value: last[columns[sort]], id: last.id })
}
