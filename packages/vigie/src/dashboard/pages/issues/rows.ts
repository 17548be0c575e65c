import type { IssueLine } from '../../../contract/issue.ts'

interface Rows {
  readonly issues: readonly IssueLine[] | null
  readonly waiting: number
}

/** A row may have moved to a later page by now; it is listed once. */
export function joined(before: readonly IssueLine[], more: readonly IssueLine[]): readonly IssueLine[] {
  const known = new Set(before.map((issue) => issue.id))
  return [...before, ...more.filter((issue) => !known.has(issue.id))]
}

/** Rows keep their place and get new numbers; rows that are missing from the list are counted. */
export function freshened<Some extends Rows>(before: Some, now: readonly IssueLine[]): Some {
  if (before.issues === null || before.issues.length === 0) return { ...before, issues: now, waiting: 0 }
  const fresh = new Map(now.map((issue) => [issue.id, issue]))
  const known = new Set(before.issues.map((issue) => issue.id))
  return {
    ...before,
    issues: before.issues.map((issue) => fresh.get(issue.id) ?? issue),
    waiting: now.filter((issue) => !known.has(issue.id)).length,
  }
}
