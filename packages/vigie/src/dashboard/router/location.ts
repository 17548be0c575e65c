import { useEffect, useState } from 'preact/hooks'

/** Where the browser is. Pages change by `go`, never by setting `location`. */
interface Place {
  readonly path: string
  readonly search: URLSearchParams
}

const moved = 'vigie:moved'

function place(): Place {
  return { path: location.pathname, search: new URLSearchParams(location.search) }
}

export function go(address: string): void {
  if (address === `${location.pathname}${location.search}`) return
  history.pushState(null, '', address)
  dispatchEvent(new Event(moved))
}

/** For choices within a page: the back button leads to the page before, not through every choice. */
export function replace(address: string): void {
  history.replaceState(null, '', address)
  dispatchEvent(new Event(moved))
}

export function usePlace(): Place {
  const [now, setNow] = useState(place)
  useEffect(() => {
    const update = () => setNow(place())
    addEventListener('popstate', update)
    addEventListener(moved, update)
    return () => {
      removeEventListener('popstate', update)
      removeEventListener(moved, update)
    }
  }, [])
  return now
}

/** Links stay ordinary links; a plain click on one of ours does not reload the page. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
    if (link.pathname.startsWith('/api/') || link.getAttribute('href')?.startsWith('#')) return
    event.preventDefault()
    go(`${link.pathname}${link.search}`)
  })
}
