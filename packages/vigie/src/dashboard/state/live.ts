import { useEffect, useRef } from 'preact/hooks'
import type { Notice } from '../../contract/notice.ts'
import { liveAddress } from '../api/calls.ts'

type Listener = (notice: Notice) => void

const listeners = new Set<Listener>()
let source: EventSource | null = null

/** One connection for all parts of the page; the browser opens it again where it was lost. */
export function useLive(listener: Listener): void {
  const latest = useRef(listener)
  latest.current = listener
  useEffect(() => {
    const hear: Listener = (notice) => latest.current(notice)
    listeners.add(hear)
    open()
    return () => {
      listeners.delete(hear)
      if (listeners.size === 0) close()
    }
  }, [])
}

function open(): void {
  if (source) return
  source = new EventSource(liveAddress)
  source.addEventListener('message', (event: MessageEvent<string>) => tell(JSON.parse(event.data)))
}

function close(): void {
  source?.close()
  source = null
}

function tell(notice: Notice): void {
  for (const listener of listeners) listener(notice)
}

/** Notices come in swarms when errors do: what follows them happens once in so many milliseconds. */
export function useCalm(act: () => void, milliseconds = 1500): () => void {
  const latest = useRef(act)
  latest.current = act
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(() => () => clearTimeout(timer.current ?? undefined), [])
  return () => {
    if (timer.current) return
    timer.current = setTimeout(() => {
      timer.current = null
      latest.current()
    }, milliseconds)
  }
}
