import type { Feedback } from '../../../contract/issue.ts'
import { LongText } from '../../parts/json-value.tsx'
import { Stranger, StrangerLink } from '../../parts/stranger.tsx'
import { When } from '../../parts/when.tsx'
import { useApp } from '../../state/app.ts'

interface FeedbackListProps {
  readonly feedback: readonly Feedback[]
  /** Shown elsewhere than beside its event. */
  readonly isLinked?: boolean
}

export function FeedbackList({ feedback, isLinked = false }: FeedbackListProps) {
  const { words } = useApp()
  return (
    <ul class="feedback">
      {feedback.map((entry, index) => (
        <li key={index}>
          <p class="feedback-text">
            <LongText text={entry.text} />
          </p>
          <p class="quiet">
            <Stranger text={entry.name ?? entry.email ?? words.feedback.someone} />
            {entry.name && entry.email && (
              <>
                {' '}
                (<Stranger text={entry.email} />)
              </>
            )}{' '}
            · <When at={entry.at} />
            {entry.url && (
              <>
                {' '}
                · <StrangerLink text={entry.url} />
              </>
            )}
            {isLinked && entry.issue !== null && (
              <>
                {' '}
                · <a href={`/issues/${entry.issue}/events/${entry.event}`}>{words.feedback.seeEvent}</a>
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}
