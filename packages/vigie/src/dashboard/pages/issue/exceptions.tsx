import type { Event, ExceptionValue } from '../../../contract/event.ts'
import { Copy } from '../../parts/copy.tsx'
import { LongText } from '../../parts/json-value.tsx'
import { NamedTable } from '../../parts/named-table.tsx'
import { Section } from '../../parts/section.tsx'
import { Stranger } from '../../parts/stranger.tsx'
import { useApp } from '../../state/app.ts'
import { type Placed, placed } from './chain.ts'
import { Stack } from './stack.tsx'
import { stackText } from './stack-text.ts'

export function Exceptions({ event }: { event: Event }) {
  const { words } = useApp()
  if (event.exceptions.length === 0) return null
  return (
    <Section
      id="exceptions"
      title={words.event.exceptions(event.exceptions.length)}
      tools={
        <Copy
          text={stackText(event.exceptions, event.platform)}
          what={words.event.stackAsText}
          label={words.event.copyStack}
        />
      }
    >
      {placed(event.exceptions).map((item, index) => (
        <ExceptionPart key={index} item={item} />
      ))}
    </Section>
  )
}

function ExceptionPart({ item }: { item: Placed }) {
  const { words } = useApp()
  const { exception, relation, depth } = item
  return (
    <div class={`exception exception-depth-${Math.min(depth, 4)}`}>
      {relation && <p class="exception-relation">{words.event.relations[relation]}</p>}
      <h3 class="exception-title">
        <Stranger text={exception.type ?? words.event.untyped} />
        {exception.module && exception.module !== 'builtins' && (
          <span class="quiet">
            {' '}
            <Stranger text={exception.module} />
          </span>
        )}
        <MechanismMark exception={exception} />
      </h3>
      {exception.value && (
        <p class="exception-value">
          <LongText text={exception.value} />
        </p>
      )}
      {exception.mechanism && exception.mechanism.data.length > 0 && (
        <details class="mechanism">
          <summary>{words.event.mechanism}</summary>
          {exception.mechanism.description && (
            <p>
              <Stranger text={exception.mechanism.description} />
            </p>
          )}
          <NamedTable rows={exception.mechanism.data} label={words.event.mechanism} />
        </details>
      )}
      <Stack frames={exception.frames} />
    </div>
  )
}

function MechanismMark({ exception }: { exception: ExceptionValue }) {
  const { words } = useApp()
  const mechanism = exception.mechanism
  if (!mechanism) return null
  return (
    <span class="exception-mechanism">
      <span class="badge">
        <Stranger text={mechanism.type} />
      </span>
      {mechanism.isHandled !== null && (
        <span class={mechanism.isHandled ? 'badge' : 'badge badge-regression'}>
          {mechanism.isHandled ? words.badges.handled : words.badges.unhandled}
        </span>
      )}
    </span>
  )
}
