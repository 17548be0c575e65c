import { useLayoutEffect, useRef } from 'preact/hooks'

export type Keys = Readonly<Record<string, () => void>>

/** Keys of one letter, ignored while somebody types into a field. A page and a part of it may both have some. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  // Attached together with the picture, not after it: somebody who sees a page may press a key.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = latest.current[event.key]
      if (!act || isElsewhere(event)) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

function isElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  const isField = target.matches('input:not([type=checkbox]), textarea, select') || target.isContentEditable
  // A dialog that was closed keeps the focus until the next picture is drawn.
  return isField || target.closest('dialog')?.open === true
}
