import { useEffect, useRef } from 'preact/hooks'
import type { Notice } from '../../contract/notice.ts'
import { liveAddress } from '../api/calls.ts'

/** Null where something may have been missed. */
type Listener = (notice: Notice | null) => void

const listeners = new Set<Listener>()
let source: EventSource | null = null

const calmMs = 1500
const againMs = 5000

/**
 * Acts on notices that concern it. They come in swarms when errors do: what follows them happens once in a while. What
 * is given back makes it happen as if there had been one.
 */
export function useNews(concerns: (notice: Notice) => boolean, act: () => unknown): () => void {
  const latest = useRef({ concerns, act })
  latest.current = { concerns, act }
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const later = () => {
    timer.current ??= setTimeout(() => {
      timer.current = null
      latest.current.act()
    }, calmMs)
  }
  useEffect(() => {
    const hear: Listener = (notice) => (notice === null || latest.current.concerns(notice)) && later()
    listeners.add(hear)
    open()
    return () => {
      listeners.delete(hear)
      clearTimeout(timer.current ?? undefined)
      if (listeners.size === 0) close()
    }
  }, [])
  return later
}

/** One connection for all parts of the page; the browser reopens it if it is lost. */
function open(): void {
  if (source || listeners.size === 0) return
  source = new EventSource(liveAddress)
  source.addEventListener('message', (event: MessageEvent<string>) => tell(JSON.parse(event.data)))
  // Whatever happened before was not reported to anybody.
  source.addEventListener('open', () => tell(null))
  source.addEventListener('error', refused)
}

/** If the connection is refused (a proxy whose Vigie restarts, a session that is over), reopening it is up to us. */
function refused(): void {
  if (source?.readyState !== EventSource.CLOSED) return
  close()
  tell(null)
  setTimeout(open, againMs)
}

function close(): void {
  source?.close()
  source = null
}

function tell(notice: Notice | null): void {
  for (const listener of listeners) listener(notice)
}
