import { useRef } from 'preact/hooks'
import type { IssueAction, IssueLine } from '../../../contract/issue.ts'
import { useApp } from '../../state/app.ts'
import { useKeys } from '../../state/use-keys.ts'
import { IssueRow } from './issue-row.tsx'

interface IssueListProps {
  readonly issues: readonly IssueLine[]
  readonly selected: ReadonlySet<number>
  readonly onSelect: (selected: ReadonlySet<number>) => void
  readonly act: (issues: readonly IssueLine[], action: IssueAction) => void
}

export function IssueList({ issues, selected, onSelect, act }: IssueListProps) {
  const { words } = useApp()
  const list = useRef<HTMLUListElement>(null)
  const place = useRef(0)
  const current = () => {
    const id = currentRow(list.current)?.dataset['issue']
    return issues.find((issue) => String(issue.id) === id)
  }
  const choose = (id: number, isSelected: boolean) => onSelect(changed(selected, id, isSelected))
  /** The selected issues, or else the row that has the focus. */
  const concerned = () => {
    const chosen = issues.filter((issue) => selected.has(issue.id))
    const here = current()
    return chosen.length > 0 ? chosen : here ? [here] : []
  }
  const doing = (action: IssueAction) => concerned().length > 0 && act(concerned(), action)
  useKeys({
    j: () => step(list.current, place, 1),
    k: () => step(list.current, place, -1),
    x: () => toggle(current(), selected, choose),
    r: () => doing({ action: 'resolve', inNextRelease: false }),
    m: () => doing({ action: 'mute', until: null, events: null }),
  })
  return (
    <ul class="issues" ref={list} aria-label={words.issues.title}>
      {issues.map((issue) => (
        <IssueRow
          key={issue.id}
          issue={issue}
          isSelected={selected.has(issue.id)}
          onSelect={(isSelected) => choose(issue.id, isSelected)}
        />
      ))}
    </ul>
  )
}

/** The current row is the one with the focus, so that screen readers and keys agree. */
function currentRow(list: HTMLElement | null): HTMLElement | null {
  const row = document.activeElement?.closest<HTMLElement>('.issue') ?? null
  return row && list?.contains(row) ? row : null
}

/**
 * Moves from the current row, or from where it was: when an issue is resolved its row goes, and the next one takes
 * its place.
 */
function step(list: HTMLElement | null, place: { current: number }, by: 1 | -1): void {
  const rows = [...(list?.children ?? [])]
  const row = currentRow(list)
  const here = row ? rows.indexOf(row) : -1
  const wanted = here >= 0 ? here + by : by > 0 ? place.current : place.current - 1
  place.current = Math.max(0, Math.min(wanted, rows.length - 1))
  const next = rows[place.current]
  // It is a link, which Enter opens by itself.
  next?.querySelector<HTMLElement>('.issue-title')?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

function toggle(
  issue: IssueLine | undefined,
  selected: ReadonlySet<number>,
  choose: (id: number, isSelected: boolean) => void,
): void {
  if (issue) choose(issue.id, !selected.has(issue.id))
}

function changed(selected: ReadonlySet<number>, id: number, isSelected: boolean): ReadonlySet<number> {
  const next = new Set(selected)
  if (isSelected) next.add(id)
  else next.delete(id)
  return next
}
