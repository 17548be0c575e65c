import { useApp } from '../state/app.ts'
import { buckets, type Hour } from './buckets.ts'
import { count } from './numbers.ts'
import { exact } from './time-words.ts'

/** Events over time with their scale; hovering over a bar names it. */
export function Hours({ hours: seen }: { hours: readonly Hour[] }) {
  const { words, language } = useApp()
  const hours = buckets(seen, Date.now())
  const most = Math.max(1, ...hours.map((hour) => hour.events))
  const total = hours.reduce((sum, hour) => sum + hour.events, 0)
  const first = hours[0]
  if (!first || total === 0) return null
  return (
    <figure class="hours">
      <svg
        viewBox={`0 0 ${hours.length * 6} 64`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.issue.chartLabel(count(total, language), count(most, language))}
      >
        {hours.map((hour, index) => (
          <HourBar key={hour.at} hour={hour} at={index * 6} most={most} />
        ))}
      </svg>
      <figcaption>
        <span>{shortDay(first.at, language)}</span>
        <span>{words.issue.most(count(most, language))}</span>
        <span>{shortDay(hours.at(-1)?.at ?? first.at, language)}</span>
      </figcaption>
    </figure>
  )
}

function HourBar({ hour, at, most }: { hour: Hour; at: number; most: number }) {
  const { language } = useApp()
  const height = hour.events > 0 ? Math.max(2, (hour.events / most) * 60) : 1
  return (
    <rect
      class={hour.events > 0 ? 'hour' : 'hour hour-empty'}
      x={at}
      y={63 - height}
      width="5"
      height={height}
    >
      <title>{`${exact(hour.at, language)}: ${count(hour.events, language)}`}</title>
    </rect>
  )
}

function shortDay(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' }).format(at)
}
