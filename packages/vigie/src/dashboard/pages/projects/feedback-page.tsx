import { feedback } from '../../api/calls.ts'
import { Empty, Failed, Loading } from '../../parts/empty.tsx'
import { useApp, useTitle } from '../../state/app.ts'
import { useLoad } from '../../state/use-load.ts'
import { FeedbackList } from '../issue/feedback-list.tsx'

export function FeedbackPage() {
  const { words } = useApp()
  useTitle(words.feedback.title)
  return (
    <div class="page">
      <h1>{words.feedback.title}</h1>
      <p class="quiet">{words.feedback.what}</p>
      <Found />
    </div>
  )
}

function Found() {
  const { words } = useApp()
  const load = useLoad('', feedback)
  if (load.failure) return <Failed failure={load.failure} onRetry={load.reload} />
  if (!load.value) return <Loading />
  if (load.value.length === 0) return <Empty title={words.feedback.none}>{words.feedback.noneText}</Empty>
  return <FeedbackList feedback={load.value} isLinked />
}
