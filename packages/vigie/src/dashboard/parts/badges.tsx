import type { IssueLine } from '../../contract/issue.ts'
import { useApp } from '../state/app.ts'

const day = 86_400_000

/** What is special about an issue, in one word each. */
export function Badges({ issue }: { issue: IssueLine }) {
  const { words } = useApp()
  const isNew = Date.now() - issue.firstSeen < day && issue.status === 'unresolved'
  return (
    <>
      {issue.status !== 'unresolved' && (
        <span class={`badge badge-${issue.status}`}>{words.statuses[issue.status]}</span>
      )}
      {issue.isRegression && (
        <span class="badge badge-regression" title={words.badges.regressionHelp}>
          {words.badges.regression}
        </span>
      )}
      {isNew && !issue.isRegression && (
        <span class="badge badge-new" title={words.badges.newHelp}>
          {words.badges.new}
        </span>
      )}
      {issue.isHandled === false && (
        <span class="badge" title={words.badges.unhandledHelp}>
          {words.badges.unhandled}
        </span>
      )}
    </>
  )
}
