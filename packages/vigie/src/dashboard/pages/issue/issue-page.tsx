import type { EventDetail, IssueAction, IssueDetail } from '../../../contract/issue.ts'
import * as calls from '../../api/calls.ts'
import { Refused } from '../../api/http.ts'
import { Empty, Failed, Loading } from '../../parts/empty.tsx'
import { go, replace } from '../../router/location.ts'
import { useApp, useTitle } from '../../state/app.ts'
import { useNews } from '../../state/live.ts'
import { useKeys } from '../../state/use-keys.ts'
import { type Load, useLoad } from '../../state/use-load.ts'
import { useAct } from '../issues/use-act.ts'
import { Aside } from './aside.tsx'
import { EventNav } from './event-nav.tsx'
import { EventView } from './event-view.tsx'
import { Header } from './header.tsx'

interface IssuePageProps {
  readonly id: string
  readonly event?: string
}

export function IssuePage(props: IssuePageProps) {
  const { id, event } = props
  const { words } = useApp()
  const which = event ?? 'latest'
  const issue = useLoad(id, (signal) => issueNow(props, signal))
  const detail = useLoad(`${id}/${which}`, (signal) => calls.event(Number(id), which, signal))
  useFreshness(Number(id), issue)
  useTitle(issue.value ? `${issue.value.shortId} ${issue.value.title}` : '')
  if (issue.failure instanceof Refused && issue.failure.status === 404) return <Gone />
  if (issue.failure) return <Failed failure={issue.failure} onRetry={issue.reload} />
  if (!issue.value) return <Loading />
  return (
    <article class="issue-page">
      <IssueHeader issue={issue} />
      <div class="issue-columns">
        <section class="issue-event" aria-label={words.event.title}>
          <EventPart issue={issue.value} detail={detail} />
        </section>
        <Aside issue={issue.value} onSplit={issue.reload} />
      </div>
    </article>
  )
}

function IssueHeader({ issue }: { issue: Load<IssueDetail> }) {
  const onDone = (_: readonly number[], { action }: IssueAction) =>
    action === 'delete' ? go('/issues') : issue.reload()
  const act = useAct({ onDone, onUndone: issue.reload })
  const line = issue.value
  useKeys({
    r: () => line && act([line], { action: 'resolve', inNextRelease: false }),
    m: () => line && act([line], { action: 'mute', until: null, events: null }),
    u: () => go('/issues'),
  })
  return line && <Header issue={line} act={(action) => act([line], action)} />
}

interface EventPartProps {
  readonly issue: IssueDetail
  readonly detail: Load<EventDetail>
}

function EventPart({ issue, detail }: EventPartProps) {
  const { words } = useApp()
  useKeys({
    j: () => detail.value?.older && go(`/issues/${issue.id}/events/${detail.value.older}`),
    k: () => detail.value?.newer && go(`/issues/${issue.id}/events/${detail.value.newer}`),
  })
  if (detail.failure instanceof Refused && detail.failure.status === 404) {
    return <Empty title={words.event.forgotten}>{words.event.forgottenText}</Empty>
  }
  if (detail.failure) return <Failed failure={detail.failure} onRetry={detail.reload} />
  if (!detail.value) return <Loading />
  return (
    <>
      <EventNav issue={issue.id} detail={detail.value} />
      <EventView key={detail.value.event.id} detail={detail.value} />
    </>
  )
}

/**
 * For an issue that was merged, the server answers with the one that it is in now, and the address changes to that.
 */
async function issueNow({ id, event }: IssuePageProps, signal: AbortSignal): Promise<IssueDetail> {
  const issue = await calls.issue(Number(id), signal)
  if (issue.id !== Number(id)) replace(`/issues/${issue.id}${event === undefined ? '' : `/events/${event}`}`)
  return issue
}

function useFreshness(id: number, issue: Load<IssueDetail>): void {
  useNews((notice) => notice.type === 'issues' && notice.issues.includes(id), issue.reload)
}

function Gone() {
  const { words } = useApp()
  return (
    <Empty title={words.issue.gone} isPage>
      <p>{words.issue.goneText}</p>
      <a class="button" href="/issues">
        {words.issues.title}
      </a>
    </Empty>
  )
}
