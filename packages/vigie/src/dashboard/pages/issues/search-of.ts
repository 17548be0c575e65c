import { type IssueQuery, type IssueSort, issueSorts } from '../../../contract/issue.ts'

/** The choices of the list are part of its address, so that it can be bookmarked, sent and gone back to. */
export const periods = [24, 168, 336, 720, 2160] as const
export const usual = { query: 'is:unresolved', sort: 'last-seen', hours: 336 } as const

export function queryOf(search: URLSearchParams): IssueQuery {
  const sort = search.get('sort')
  return {
    query: search.get('query') ?? usual.query,
    project: whole(search.get('project')),
    sort: issueSorts.find((known) => known === sort) ?? usual.sort,
    hours: search.get('hours') === 'all' ? null : (whole(search.get('hours')) ?? usual.hours),
    cursor: null,
    limit: 50,
  }
}

export interface Choices {
  readonly query: string
  readonly project: number | null
  readonly sort: IssueSort
  readonly hours: number | null
}

export function addressOf(choices: Choices): string {
  const search = new URLSearchParams()
  if (choices.query !== usual.query) search.set('query', choices.query)
  if (choices.project !== null) search.set('project', String(choices.project))
  if (choices.sort !== usual.sort) search.set('sort', choices.sort)
  if (choices.hours !== usual.hours)
    search.set('hours', choices.hours === null ? 'all' : String(choices.hours))
  const text = search.toString()
  return text ? `/issues?${text}` : '/issues'
}

function whole(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null
}
