import type { IssueAction, IssueDetail } from '../../../contract/issue.ts'
import { Badges } from '../../parts/badges.tsx'
import { LevelMark } from '../../parts/level.tsx'
import { Person } from '../../parts/person.tsx'
import { Place } from '../../parts/place.tsx'
import { Stranger } from '../../parts/stranger.tsx'
import { plain } from '../../parts/visible.ts'
import { useApp } from '../../state/app.ts'
import { Actions } from '../issues/actions.tsx'

interface HeaderProps {
  readonly issue: IssueDetail
  readonly act: (action: IssueAction) => void
}

export function Header({ issue, act }: HeaderProps) {
  const { words, projects } = useApp()
  const project = projects.find((known) => known.id === issue.project)
  return (
    <header class="issue-header">
      <nav class="crumbs" aria-label={words.crumbs}>
        <a href="/issues">{words.issues.title}</a> <span aria-hidden="true">/</span>{' '}
        {project && <a href={`/issues?project=${project.id}`}>{plain(project.name)}</a>}{' '}
        <span aria-hidden="true">/</span> <span class="short-id">{issue.shortId}</span>
      </nav>
      <h1>
        <LevelMark level={issue.level} /> <Stranger text={issue.title} />
      </h1>
      {issue.value && (
        <p class="issue-header-value">
          <Stranger text={issue.value} />
        </p>
      )}
      <p class="issue-meta">
        <Badges issue={issue} />
        {issue.culprit && (
          <span class="issue-culprit">
            <Place text={issue.culprit} />
          </span>
        )}
        {issue.resolvedIn && <span class="quiet">{words.issue.resolvedIn(plain(issue.resolvedIn))}</span>}
        <Person id={issue.assignee} />
      </p>
      <Actions issues={[issue]} act={act} />
    </header>
  )
}
