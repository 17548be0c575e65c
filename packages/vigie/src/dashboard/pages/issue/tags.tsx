import type { Event } from '../../../contract/event.ts'
import { Stranger } from '../../parts/stranger.tsx'
import { useApp } from '../../state/app.ts'

/** The tags of this event, in a few lines above everything else. */
export function Tags({ event }: { event: Event }) {
  const { words } = useApp()
  const own = [
    ['release', event.release],
    ['environment', event.environment],
    ['transaction', event.transaction],
  ] as const
  const known = new Set(event.tags.map(([key]) => key))
  const pairs = [
    ...own.flatMap(([key, value]) => (value === null || known.has(key) ? [] : [[key, value] as const])),
    ...event.tags,
  ]
  if (pairs.length === 0) return null
  return (
    <ul class="tags" aria-label={words.event.tags}>
      {pairs.map(([key, value]) => (
        <li key={`${key}:${value}`}>
          <span class="tag-key">
            <Stranger text={key} />
          </span>
          <span class="tag-value">
            <Stranger text={value} />
          </span>
        </li>
      ))}
    </ul>
  )
}
