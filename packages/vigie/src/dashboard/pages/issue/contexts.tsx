import type { Event, Named } from '../../../contract/event.ts'
import { NamedTable } from '../../parts/named-table.tsx'
import { Section } from '../../parts/section.tsx'
import { Stranger } from '../../parts/stranger.tsx'
import { useApp } from '../../state/app.ts'

/** What the program ran in: each context is a small table. */
export function Contexts({ event }: { event: Event }) {
  const { words } = useApp()
  if (event.contexts.length === 0) return null
  return (
    <Section id="contexts" title={words.event.contexts}>
      <div class="contexts">
        {event.contexts.map((context) => (
          <Context key={context.name} context={context} />
        ))}
      </div>
    </Section>
  )
}

function Context({ context }: { context: Named }) {
  return (
    <div class="context">
      <h3>
        <Stranger text={context.name} />
      </h3>
      <NamedTable rows={rowsOf(context)} label={context.name} />
    </div>
  )
}

function rowsOf({ name, value }: Named): readonly Named[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [{ name, value }]
  return Object.entries(value)
    .filter(([key, item]) => key !== 'type' && item !== null)
    .map(([key, item]) => ({ name: key, value: item }))
}
