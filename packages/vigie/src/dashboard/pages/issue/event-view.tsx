import type { Remark } from '../../../contract/event.ts'
import type { EventDetail } from '../../../contract/issue.ts'
import { LongText } from '../../parts/json-value.tsx'
import { NamedTable, named, present } from '../../parts/named-table.tsx'
import { Section } from '../../parts/section.tsx'
import { Stranger } from '../../parts/stranger.tsx'
import { iso } from '../../parts/time-words.ts'
import { useApp } from '../../state/app.ts'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { Contexts } from './contexts.tsx'
import { Exceptions } from './exceptions.tsx'
import { FeedbackList } from './feedback-list.tsx'
import { RequestPart } from './request.tsx'
import { Tags } from './tags.tsx'
import { Threads } from './threads.tsx'

/** One event, with what matters most first. Parts that it does not have take no room. */
export function EventView({ detail }: { detail: EventDetail }) {
  const { words } = useApp()
  const { event } = detail
  return (
    <>
      <Remarks remarks={event.remarks} />
      {detail.feedback.length > 0 && (
        <Section id="feedback" title={words.event.feedback}>
          <FeedbackList feedback={detail.feedback} />
        </Section>
      )}
      <Tags event={event} />
      {event.message !== null && event.exceptions.length === 0 && (
        <Section id="message" title={words.event.message}>
          <p class="message">
            <LongText text={event.message} />
          </p>
        </Section>
      )}
      {event.security && (
        <Section id="security" title={words.event.security[event.security.kind]}>
          <NamedTable rows={event.security.fields} label={words.event.security[event.security.kind]} />
        </Section>
      )}
      <Exceptions event={event} />
      <Threads event={event} />
      <Breadcrumbs crumbs={event.breadcrumbs} />
      {event.request && <RequestPart request={event.request} />}
      <UserPart detail={detail} />
      <Contexts event={event} />
      {event.extra.length > 0 && (
        <Section id="extra" title={words.event.extra}>
          <NamedTable rows={event.extra} label={words.event.extra} />
        </Section>
      )}
      <Modules modules={event.modules} />
      <Origin detail={detail} />
    </>
  )
}

function Remarks({ remarks }: { remarks: readonly Remark[] }) {
  const { words } = useApp()
  if (remarks.length === 0) return null
  return (
    <details class="notice notice-warning">
      <summary>{words.event.remarks(remarks.length)}</summary>
      <ul>
        {remarks.map(({ remark, field }) => (
          <li key={`${remark} ${field}`}>
            <code>
              <Stranger text={field} />
            </code>
            : {words.event.remarkKinds[remark]}
          </li>
        ))}
      </ul>
    </details>
  )
}

function UserPart({ detail }: { detail: EventDetail }) {
  const { words } = useApp()
  const user = detail.event.user
  if (!user) return null
  const fields = present([
    ['id', user.id],
    ['email', user.email],
    ['username', user.username],
    ['name', user.name],
    ['ip_address', user.address],
  ])
  return (
    <Section id="user" title={words.event.user}>
      <NamedTable rows={[...fields, ...user.data]} label={words.event.user} />
    </Section>
  )
}

function Modules({ modules }: { modules: EventDetail['event']['modules'] }) {
  const { words } = useApp()
  if (modules.length === 0) return null
  return (
    <Section id="modules" title={words.event.modules}>
      <details>
        <summary>{words.event.modulesCount(modules.length)}</summary>
        <NamedTable rows={named(modules)} label={words.event.modules} />
      </details>
    </Section>
  )
}

/** Where the event came from, and how. */
function Origin({ detail }: { detail: EventDetail }) {
  const { words } = useApp()
  const { event } = detail
  const rows = present([
    ['event_id', event.id],
    ['platform', event.platform],
    ['sdk', event.sdk && `${event.sdk.name} ${event.sdk.version}`],
    ['logger', event.logger],
    ['transaction', event.transaction],
    ['server_name', event.serverName],
    ['dist', event.dist],
    ['fingerprint', event.fingerprint?.join(' · ') ?? null],
    ['timestamp', iso(event.happenedAt)],
    ['received', iso(event.receivedAt)],
  ])
  return (
    <Section id="origin" title={words.event.origin}>
      <NamedTable rows={rows} label={words.event.origin} />
    </Section>
  )
}
