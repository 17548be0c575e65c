import type { ComponentChildren } from 'preact'
import type { EventDetail } from '../../../contract/issue.ts'
import { rawAddress } from '../../api/calls.ts'
import { Icon, type IconName } from '../../parts/icon.tsx'
import { Exactly, When } from '../../parts/when.tsx'
import { useApp } from '../../state/app.ts'

interface EventNavProps {
  readonly issue: number
  readonly detail: EventDetail
}

export function EventNav({ issue, detail }: EventNavProps) {
  const { words } = useApp()
  const { event, older, newer } = detail
  const to = (which: string | null) => (which === null ? null : `/issues/${issue}/events/${which}`)
  return (
    <div class="event-nav">
      <div class="event-when">
        <b>
          <When at={event.happenedAt} />
        </b>{' '}
        <span class="quiet">
          <Exactly at={event.happenedAt} /> · <code title={event.id}>{event.id.slice(0, 8)}</code>
        </span>
      </div>
      <nav class="event-steps" aria-label={words.event.others}>
        <Step to={older && to('oldest')} icon="first" label={words.event.first} />
        <Step to={to(older)} icon="left" label={words.event.older} isNamed />
        <Step to={to(newer)} icon="right" label={words.event.newer} isNamed />
        <Step to={newer && to('latest')} icon="last" label={words.event.latest} />
        <a class="button button-icon" href={rawAddress(issue, event.id)} download={`${event.id}.json`}>
          <Icon name="download" />
          <span class="only-read">{words.event.raw}</span>
        </a>
      </nav>
    </div>
  )
}

interface StepProps {
  readonly to: string | null
  readonly icon: IconName
  readonly label: string
  readonly isNamed?: boolean
}

function Step({ to, icon, label, isNamed = false }: StepProps) {
  const inside: ComponentChildren = (
    <>
      <Icon name={icon} />
      <span class={isNamed ? 'step-name' : 'only-read'}>{label}</span>
    </>
  )
  if (to === null) {
    return (
      <button type="button" class="button button-icon" disabled>
        {inside}
      </button>
    )
  }
  return (
    <a class="button button-icon" href={to} title={label}>
      {inside}
    </a>
  )
}
