import type { Database } from '../database.ts'

const hour = 3_600_000
const parts = 28

/** Events of each issue in equal parts of the period, oldest first. */
export function sparklines(
  database: Database,
  issues: readonly { readonly id: number }[],
  { from, until }: { readonly from: number; readonly until: number },
): ReadonlyMap<number, readonly number[]> {
  const count = Math.max(1, Math.min(parts, Math.ceil((until - from) / hour)))
  const lines = new Map(issues.map(({ id }) => [id, new Array<number>(count).fill(0)]))
  for (const { issue, at, events } of hoursOf(database, [...lines.keys()], from)) {
    const line = lines.get(issue)
    const part = Math.floor(((Math.max(at, from) - from) / Math.max(until - from, 1)) * count)
    if (line) line[Math.min(part, count - 1)] = (line[Math.min(part, count - 1)] ?? 0) + events
  }
  return lines
}

function hoursOf(database: Database, issues: readonly number[], from: number) {
  return database.all(
    database.kysely
      .selectFrom('issue_hour')
      .select(['issue', 'at', 'events'])
      .where('issue', 'in', issues)
      // The hour in which the period begins is included.
      .where('at', '>', from - hour),
  )
}
