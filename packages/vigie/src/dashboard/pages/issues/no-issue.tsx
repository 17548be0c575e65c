import type { Project } from '../../../contract/project.ts'
import { CopyBlock } from '../../parts/copy.tsx'
import { Empty } from '../../parts/empty.tsx'
import { useApp } from '../../state/app.ts'
import { useRefreshOn } from '../../state/use-refresh-on.ts'
import { addressOf, type Choices, queryOf } from './search-of.ts'

interface NoIssueProps {
  readonly choices: Choices
  readonly onChoose: (choices: Choices) => void
}

/** An empty list means one of three things: nothing ever came, nothing matches, or all is well. */
export function NoIssue({ choices, onChoose }: NoIssueProps) {
  const { words, projects } = useApp()
  const shown = projects.filter((project) => choices.project === null || project.id === choices.project)
  const silent = shown.every((project) => project.lastEventAt === null) ? shown[0] : undefined
  if (silent) return <FirstEvent project={silent} />
  const usual = queryOf(new URLSearchParams())
  const isUsual = addressOf({ ...choices, project: null }) === addressOf(usual)
  if (isUsual) {
    return (
      <Empty title={words.noIssue.calm}>
        <p>{words.noIssue.calmText}</p>
      </Empty>
    )
  }
  return (
    <Empty title={words.noIssue.title}>
      <p>{words.noIssue.text}</p>
      <div class="row">
        {choices.hours !== null && (
          <button type="button" class="button" onClick={() => onChoose({ ...choices, hours: null })}>
            {words.noIssue.everywhen}
          </button>
        )}
        <button type="button" class="button button-main" onClick={() => onChoose(usual)}>
          {words.noIssue.clear}
        </button>
      </div>
    </Empty>
  )
}

/** The list shows the first event by itself once it has come: see `useIssues`. */
function FirstEvent({ project }: { project: Project }) {
  const { words } = useApp()
  useRefreshOn(({ type }) => type !== 'status')
  return (
    <Empty title={words.firstEvent.title} isWaiting>
      <p>{words.firstEvent.text}</p>
      <CopyBlock text={project.dsn} what="DSN" />
      <p>
        <a class="button button-main" href={`/projects/${project.id}`}>
          {words.firstEvent.setUp}
        </a>
      </p>
    </Empty>
  )
}
