import { useEffect, useRef, useState } from 'preact/hooks'
import type { IssueLine, IssueQuery } from '../../../contract/issue.ts'
import { issues as ask } from '../../api/calls.ts'
import { useCalm, useLive } from '../../state/live.ts'
import { freshened, joined } from './rows.ts'

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
