import type { Selectable } from 'kysely'
import type { IssueLine } from '../../contract/issue.ts'
import type { Schema } from '../schema.ts'

export const lineColumns = [
  'issue.id',
  'issue.project',
  'issue.number',
  'issue.title',
  'issue.value',
  'issue.culprit',
  'issue.level',
  'issue.platform',
  'issue.logger',
  'issue.status',
  'issue.is_regression',
  'issue.is_handled',
  'issue.assignee',
  'issue.events',
  'issue.users',
  'issue.first_seen',
  'issue.last_seen',
  'issue.first_release',
  'issue.last_release',
  'project.slug',
] as const

type Column = (typeof lineColumns)[number] extends infer Name
  ? Name extends `issue.${infer Issue}`
    ? Issue
    : never
  : never

export type IssueRow = Pick<Selectable<Schema['issue']>, Extract<Column, keyof Schema['issue']>> & {
  readonly slug: string
}

export function lineOf(row: IssueRow, sparkline: readonly number[]): IssueLine {
  const { id, project, title, value, culprit, level, platform, logger, status, assignee, events, users } = row
  return {
    ...{ id, project, title, value, culprit, level, platform, logger, status, assignee, events, users },
    shortId: `${row.slug.toUpperCase()}-${row.number}`,
    isRegression: row.is_regression === 1,
    isHandled: row.is_handled === null ? null : row.is_handled === 1,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    firstRelease: row.first_release,
    lastRelease: row.last_release,
    sparkline,
  }
}
