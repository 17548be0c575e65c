import { useEffect, useState } from 'preact/hooks'
import { findEvent } from '../../api/calls.ts'
import { Empty, Failed, Loading } from '../../parts/empty.tsx'
import { go, replace, usePlace } from '../../router/location.ts'
import { useApp, useTitle } from '../../state/app.ts'
import { Actions } from './actions.tsx'
import { Filters } from './filters.tsx'
import { IssueList } from './issue-list.tsx'
import { NoIssue } from './no-issue.tsx'
import { SearchBar } from './search-bar.tsx'
import { addressOf, type Choices, queryOf } from './search-of.ts'
import { useAct } from './use-act.ts'
import { type IssueList as Issues, useIssues } from './use-issues.ts'

const nobody: ReadonlySet<number> = new Set()

export function IssuesPage() {
  const { words, projects } = useApp()
  const query = queryOf(usePlace().search)
  const list = useIssues(query)
  const choose = (choices: Choices) => replace(addressOf(choices))
  const search = async (text: string) => {
    const event = /^[0-9a-f-]{32,36}$/i.test(text) ? await findEvent(text).catch(() => null) : null
    if (event) go(`/issues/${event.issue}/events/${event.event}`)
    else choose({ ...query, query: text })
  }
  useTitle(words.issues.title)
  if (projects.length === 0) return <NoProject />
  return (
    <>
      <h1 class="only-read">{words.issues.title}</h1>
      <div class="issues-head">
        <SearchBar query={query.query} unknown={list.unknown} onSearch={search} />
        <Filters choices={query} onChoose={choose} />
      </div>
      <IssuesFound list={list} choices={query} onChoose={choose} />
    </>
  )
}

interface FoundProps {
  readonly list: Issues
  readonly choices: Choices
  readonly onChoose: (choices: Choices) => void
}

function IssuesFound({ list, choices, onChoose }: FoundProps) {
  const [marked, setSelected] = useState(nobody)
  const onDone = (done: readonly number[]) => {
    // What was selected in the meantime stays selected.
    setSelected((before) => new Set([...before].filter((id) => !done.includes(id))))
    list.reload()
  }
  const act = useAct({ onDone, onUndone: list.reload })
  const key = addressOf(choices)
  useEffect(() => setSelected(nobody), [key])
  if (list.failure) return <Failed failure={list.failure} onRetry={list.reload} />
  if (list.issues === null) return <Loading />
  if (list.issues.length === 0) return <NoIssue choices={choices} onChoose={onChoose} />
  const chosen = list.issues.filter((issue) => marked.has(issue.id))
  const selected = new Set(chosen.map((issue) => issue.id))
  return (
    <>
      <BulkBar list={list} selected={selected} onSelect={setSelected}>
        <Actions issues={chosen} act={(action) => act(chosen, action)} />
      </BulkBar>
      <Waiting list={list} />
      <IssueList issues={list.issues} selected={selected} onSelect={setSelected} act={act} />
      <More list={list} />
    </>
  )
}

interface BulkProps {
  readonly list: Issues
  readonly selected: ReadonlySet<number>
  readonly onSelect: (selected: ReadonlySet<number>) => void
  readonly children: preact.ComponentChildren
}

function BulkBar({ list, selected, onSelect, children }: BulkProps) {
  const { words } = useApp()
  const all = list.issues ?? []
  const isAll = selected.size > 0 && selected.size === all.length
  return (
    <div class={selected.size > 0 ? 'bulk bulk-active' : 'bulk'}>
      <label class="issue-select">
        <input
          type="checkbox"
          checked={isAll}
          ref={(box) => {
            if (box) box.indeterminate = selected.size > 0 && !isAll
          }}
          onChange={(event) =>
            onSelect(event.currentTarget.checked ? new Set(all.map((issue) => issue.id)) : nobody)
          }
          aria-label={words.issues.selectAll}
        />
      </label>
      <span class="bulk-count">
        {selected.size > 0 ? words.issues.selected(selected.size) : words.issues.none}
      </span>
      {selected.size > 0 && children}
      <BulkNames />
    </div>
  )
}

/** Headings of the columns; screen readers get them from the numbers themselves. */
function BulkNames() {
  const { words } = useApp()
  return (
    <span class="bulk-names" aria-hidden="true">
      <span>{words.issues.overTime}</span>
      <span>{words.issues.eventsShort}</span>
      <span>{words.issues.usersShort}</span>
      <span>{words.issues.lastSeen}</span>
    </span>
  )
}

function Waiting({ list }: { list: Issues }) {
  const { words } = useApp()
  return (
    <div role="status" class="waiting">
      {list.waiting > 0 && (
        <button type="button" onClick={list.reload}>
          {words.issues.waiting(list.waiting)}
        </button>
      )}
    </div>
  )
}

function More({ list }: { list: Issues }) {
  const { words } = useApp()
  if (!list.hasMore) return <p class="issues-end quiet">{words.issues.end}</p>
  return (
    <p class="issues-end">
      <button type="button" class="button" disabled={list.isLoading} onClick={list.more}>
        {words.issues.more}
      </button>
    </p>
  )
}

function NoProject() {
  const { words } = useApp()
  return (
    <Empty title={words.noProject.title}>
      <p>{words.noProject.text}</p>
      <p>
        <a class="button button-main" href="/projects/new">
          {words.noProject.create}
        </a>
      </p>
    </Empty>
  )
}
