import { useEffect, useRef, useState } from 'preact/hooks'
import type { IssueLine, IssuePage, IssueQuery } from '../../../contract/issue.ts'
import { issues as ask } from '../../api/calls.ts'
import { useNews } from '../../state/live.ts'
import { freshened, joined } from './rows.ts'

export interface IssueList {
  readonly issues: readonly IssueLine[] | null
  readonly unknown: readonly string[]
  readonly failure: unknown
  readonly isLoading: boolean
  readonly hasMore: boolean
  /** Issues that would be in the list by now and are not shown: they wait to be asked for. */
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

/** The issues of a search, page after page, kept up to date without moving a row under somebody's hand. */
export function useIssues(query: IssueQuery): IssueList {
  const [state, setState] = useState(nothing)
  // Something that is done long after it was offered (undo) must act on the current list.
  const latest = useRef(query)
  latest.current = query
  const asking = useRef(new AbortController())
  const isFreshening = useRef(false)

  /**
   * Answers that come after the list was asked for anew are dropped: an answer never replaces that of a later
   * question.
   */
  const get = async (
    cursor: string | null,
    take: (page: IssuePage, before: State) => State,
    fail = failed,
  ) => {
    const { signal } = asking.current
    const update = await ask({ ...latest.current, cursor }, signal).then(
      (page) => (before: State) => take(page, before),
      (failure) => (before: State) => ({ ...before, ...fail(failure) }),
    )
    if (!signal.aborted) setState(update)
  }
  const load: typeof get = (...how) => {
    setState((before) => ({ ...before, isLoading: true }))
    return get(...how)
  }
  const reload = () => {
    asking.current.abort()
    asking.current = new AbortController()
    void load(null, (page) => ({ ...nothing, ...page, isLoading: false }))
  }
  const more = () => {
    if (state.next === null || state.isLoading) return
    void load(state.next, ({ issues, next }, before) => ({
      ...{ ...before, next, isLoading: false },
      issues: joined(before.issues ?? [], issues),
    }))
  }
  const freshen = async () => {
    // In its turn.
    if (state.isLoading || isFreshening.current) return news()
    isFreshening.current = true
    await get(
      null,
      ({ issues }, before) => freshened(before, issues),
      () => ({}),
    )
    isFreshening.current = false
  }
  const news = useNews(
    (notice) => notice.type === 'issues' && (query.project === null || query.project === notice.project),
    freshen,
  )
  useEffect(reload, [JSON.stringify(query)])
  useEffect(() => () => asking.current.abort(), [])
  return { ...state, hasMore: state.next !== null, more, reload }
}

const failed = (failure: unknown): Partial<State> => ({ failure, isLoading: false })
