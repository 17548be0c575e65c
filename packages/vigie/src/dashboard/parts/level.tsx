import type { Level } from '../../contract/event.ts'
import { useApp } from '../state/app.ts'

/** Each level has its own shape, so that colour alone never carries the meaning. */
const shapes: Readonly<Record<Level, string>> = {
  fatal: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zM5 5l6 6M11 5l-6 6',
  error: 'M8 1.500a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 4.500v4.500M8 11.500h.01',
  warning: 'M8 2 15 14H1zM8 6.500v3.500M8 12h.01',
  info: 'M2 2h12v12H2zM8 7.500v4M8 4.800h.01',
  debug: 'M8 1.5 14.5 8 8 14.5 1.5 8z',
}

export function LevelMark({ level }: { level: Level }) {
  const { words } = useApp()
  const name = words.levels[level]
  return (
    <span class={`level level-${level}`} title={name}>
      <svg class="icon" width="14" height="14" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d={shapes[level]} />
      </svg>
      <span class="only-read">{name}</span>
    </span>
  )
}
