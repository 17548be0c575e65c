import { useEffect, useRef, useState } from 'preact/hooks'
import type { IssueLine, IssueQuery } from '../../../contract/issue.ts'
import { issues as ask } from '../../api/calls.ts'
import { useCalm, useLive } from '../../state/live.ts'

export interface IssueList {
  readonly issues: readonly IssueLine[] | null
  readonly unknown: readonly string[]
  readonly failure: unknown
  readonly isLoading: boolean
  readonly hasMore: boolean
  /** Issues that would stand in the list by now and do not: they wait to be asked for. */
  readonly waiting: number
  readonly more: () => void
  readonly reload: () => void
}

interface State {
  readonly issues: readonly IssueLine[] | null
  readonly unknown: readonly string[]
  readonly next: string | null
  readonly failure: unknown
  readonly isLoading: boolean
  readonly waiting: number
}

const nothing: State = { issues: null, unknown: [], next: null, failure: null, isLoading: true, waiting: 0 }

/** The issues of a search, page after page, kept up to date without ever moving a row under a hand. */
export function useIssues(query: IssueQuery): IssueList {
  const [state, setState] = useState(nothing)
  const key = JSON.stringify(query)
  const current = useRef(key)
  current.current = key
  const change = (update: (state: State) => State) => current.current === key && setState(update)
  const fail = (failure: unknown) => change((state) => ({ ...state, failure, isLoading: false }))

  const reload = () => {
    setState((before) => ({ ...before, isLoading: true }))
    ask(query).then(({ issues, next, unknown }) => {
      change(() => ({ issues, next, unknown, failure: null, isLoading: false, waiting: 0 }))
    }, fail)
  }
  const more = () => {
    if (state.next === null || state.isLoading) return
    setState((before) => ({ ...before, isLoading: true }))
    ask({ ...query, cursor: state.next }).then(({ issues, next }) => {
      change((before) => ({ ...before, issues: joined(before.issues ?? [], issues), next, isLoading: false }))
    }, fail)
  }
  const freshen = useCalm(() => {
    ask(query).then(
      ({ issues }) => change((before) => freshened(before, issues)),
      () => {},
    )
  })
  useEffect(reload, [key])
  useLive((notice) => {
    if (notice.type !== 'issues') return
    if (query.project === null || query.project === notice.project) freshen()
  })
  return { ...state, hasMore: state.next !== null, more, reload }
}

/** A row may have come on a later page by now: it is listed once. */
export function joined(before: readonly IssueLine[], more: readonly IssueLine[]): readonly IssueLine[] {
  const known = new Set(before.map((issue) => issue.id))
  return [...before, ...more.filter((issue) => !known.has(issue.id))]
}

/** Rows keep their place and get their new numbers; those that are not there are counted. */
export function freshened<Some extends Pick<State, 'issues' | 'waiting'>>(
  before: Some,
  now: readonly IssueLine[],
): Some {
  if (before.issues === null || before.issues.length === 0) return { ...before, issues: now, waiting: 0 }
  const fresh = new Map(now.map((issue) => [issue.id, issue]))
  const known = new Set(before.issues.map((issue) => issue.id))
  return {
    ...before,
    issues: before.issues.map((issue) => fresh.get(issue.id) ?? issue),
    waiting: now.filter((issue) => !known.has(issue.id)).length,
  }
}
