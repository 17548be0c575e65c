import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../state/app.ts'
import { exact, iso, relative } from './time-words.ts'

/** How long ago, kept up to date while the page is open; the exact time appears on hover. */
export function When({ at }: { at: number }) {
  const { language } = useApp()
  const now = useMinute()
  return (
    <time dateTime={iso(at)} title={exact(at, language)}>
      {relative(at, now, language)}
    </time>
  )
}

export function Exactly({ at }: { at: number }) {
  const { language } = useApp()
  return <time dateTime={iso(at)}>{exact(at, language)}</time>
}

function useMinute(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(now, Date.now() - 30_000)
}
