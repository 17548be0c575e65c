import type { IssueLine } from '../../../contract/issue.ts'
import { Badges } from '../../parts/badges.tsx'
import { LevelMark } from '../../parts/level.tsx'
import { count, short } from '../../parts/numbers.ts'
import { Person } from '../../parts/person.tsx'
import { Sparkline } from '../../parts/sparkline.tsx'
import { Stranger } from '../../parts/stranger.tsx'
import { When } from '../../parts/when.tsx'
import { useApp } from '../../state/app.ts'

interface IssueRowProps {
  readonly issue: IssueLine
  readonly isSelected: boolean
  readonly onSelect: (isSelected: boolean) => void
}

export function IssueRow({ issue, isSelected, onSelect }: IssueRowProps) {
  const { words, language } = useApp()
  return (
    <li class={isSelected ? 'issue issue-selected' : 'issue'} data-issue={issue.id}>
      <label class="issue-select">
        <input
          type="checkbox"
          checked={isSelected}
          onChange={(event) => onSelect(event.currentTarget.checked)}
          aria-label={words.issues.select(issue.shortId)}
        />
      </label>
      <LevelMark level={issue.level} />
      <IssueName issue={issue} />
      <Sparkline values={issue.sparkline} label={words.issues.overTime} />
      <Amount
        value={issue.events}
        name={words.issues.events(issue.events)}
        exactly={count(issue.events, language)}
      />
      <Amount
        value={issue.users}
        name={words.issues.users(issue.users)}
        exactly={count(issue.users, language)}
      />
      <p class="issue-times">
        <span>
          <span class="only-read">{words.issues.lastSeen} </span>
          <When at={issue.lastSeen} />
        </span>
        <span class="quiet">
          {words.issues.firstShort} <When at={issue.firstSeen} />
        </span>
      </p>
      <Person id={issue.assignee} />
    </li>
  )
}

function IssueName({ issue }: { issue: IssueLine }) {
  return (
    <div class="issue-name">
      <a class="issue-title" href={`/issues/${issue.id}`}>
        <Stranger text={issue.title} />
      </a>
      {issue.value && (
        <p class="issue-value">
          <Stranger text={issue.value} />
        </p>
      )}
      <p class="issue-meta">
        <span class="short-id">{issue.shortId}</span>
        <Badges issue={issue} />
        {issue.culprit && (
          <span class="issue-culprit">
            <Stranger text={issue.culprit} />
          </span>
        )}
      </p>
    </div>
  )
}

function Amount({ value, name, exactly }: { value: number; name: string; exactly: string }) {
  const { language } = useApp()
  return (
    <p class="issue-number" title={exactly}>
      <b>{short(value, language)}</b> <span>{name}</span>
    </p>
  )
}
