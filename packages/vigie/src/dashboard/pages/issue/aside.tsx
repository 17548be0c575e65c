import type { IssueDetail } from '../../../contract/issue.ts'
import { Hours } from '../../parts/hours.tsx'
import { count } from '../../parts/numbers.ts'
import { Shares } from '../../parts/shares.tsx'
import { Stranger } from '../../parts/stranger.tsx'
import { When } from '../../parts/when.tsx'
import { useApp } from '../../state/app.ts'
import { filter } from '../issues/query-text.ts'
import { addressOf } from '../issues/search-of.ts'
import { Hashes } from './hashes.tsx'

interface AsideProps {
  readonly issue: IssueDetail
  readonly onSplit: () => void
}

/** The issue as a whole, beside the one event that is shown. */
export function Aside({ issue, onSplit }: AsideProps) {
  const { words } = useApp()
  const linkTo = (key: string) => (value: string) =>
    addressOf({ query: filter(key, value), project: issue.project, sort: 'last-seen', hours: null })
  return (
    <aside class="issue-aside" aria-label={words.issue.whole}>
      <Numbers issue={issue} />
      <Hours hours={issue.byHour} />
      <Seen name={words.issue.lastSeen} at={issue.lastSeen} release={issue.lastRelease} />
      <Seen name={words.issue.firstSeen} at={issue.firstSeen} release={issue.firstRelease} />
      {issue.releases.length > 0 && (
        <Shares
          title={words.issue.releases}
          shares={issue.releases}
          whole={issue.events}
          linkOf={linkTo('release')}
        />
      )}
      {issue.environments.length > 0 && (
        <Shares
          title={words.issue.environments}
          shares={issue.environments}
          whole={issue.events}
          linkOf={linkTo('environment')}
        />
      )}
      <Tags tags={issue.tags.slice(0, tagsAtFirst)} linkTo={linkTo} />
      {issue.tags.length > tagsAtFirst && (
        <details>
          <summary>{words.issue.moreTags(issue.tags.length - tagsAtFirst)}</summary>
          <Tags tags={issue.tags.slice(tagsAtFirst)} linkTo={linkTo} />
        </details>
      )}
      <Hashes issue={issue} onSplit={onSplit} />
    </aside>
  )
}

/** More of them would push the other parts of the issue out of sight. */
const tagsAtFirst = 15

interface TagsProps {
  readonly tags: IssueDetail['tags']
  readonly linkTo: (key: string) => (value: string) => string
}

function Tags({ tags, linkTo }: TagsProps) {
  return tags.map(({ key, values, events }) => (
    <Shares key={key} title={key} shares={values} whole={events} linkOf={linkTo(key)} />
  ))
}

function Numbers({ issue }: { issue: IssueDetail }) {
  const { words, language } = useApp()
  return (
    <dl class="numbers">
      <div>
        <dt>{words.issues.eventsShort}</dt>
        <dd>{count(issue.events, language)}</dd>
      </div>
      <div>
        <dt>{words.issues.usersShort}</dt>
        <dd>{count(issue.users, language)}</dd>
      </div>
      {issue.forgotten > 0 && <p class="quiet">{words.issue.forgotten(issue.forgotten)}</p>}
    </dl>
  )
}

function Seen({ name, at, release }: { name: string; at: number; release: string | null }) {
  const { words } = useApp()
  return (
    <p class="seen">
      <b>{name}</b> <When at={at} />
      {release && (
        <span class="quiet">
          {words.issue.inRelease} <Stranger text={release} />
        </span>
      )}
    </p>
  )
}
