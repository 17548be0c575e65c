import type { IssueAction, IssueLine } from '../../../contract/issue.ts'

export interface Doing {
  readonly issues: readonly number[]
  readonly action: IssueAction
}

/** The command that puts issues back as they were, or null where there is none. */
export function undoOf(before: readonly IssueLine[], action: IssueAction): readonly Doing[] | null {
  switch (action.action) {
    case 'resolve':
    case 'reopen':
    case 'mute':
      return statuses(before)
    case 'assign':
      return assignees(before)
    case 'merge':
    case 'split':
    case 'delete':
      return null
  }
}

const back = {
  unresolved: { action: 'reopen' },
  resolved: { action: 'resolve', inNextRelease: false },
  muted: { action: 'mute', until: null, events: null },
} as const

function statuses(before: readonly IssueLine[]): readonly Doing[] {
  const groups = Map.groupBy(before, (issue) => issue.status)
  return [...groups].map(([status, issues]) => ({
    issues: issues.map((issue) => issue.id),
    action: back[status],
  }))
}

function assignees(before: readonly IssueLine[]): readonly Doing[] {
  const groups = Map.groupBy(before, (issue) => issue.assignee)
  return [...groups].map(([account, issues]) => ({
    issues: issues.map((issue) => issue.id),
    action: { action: 'assign', account },
  }))
}
