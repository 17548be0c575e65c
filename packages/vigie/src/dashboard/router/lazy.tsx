import type { ComponentType, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'

type Loaded<Props> = () => Promise<ComponentType<Props>>

/** A page whose script comes when it is first looked at. */
export function lazy<Props extends object>(load: Loaded<Props>): (props: Props) => VNode | null {
  let known: ComponentType<Props> | null = null
  return function Lazy(props: Props) {
    const [Page, setPage] = useState<ComponentType<Props> | null>(() => known)
    const [failure, setFailure] = useState<unknown>(null)
    useEffect(() => {
      if (known) return
      load().then((page) => {
        known = page
        setPage(() => page)
      }, setFailure)
    }, [])
    // A new version has other files: the page that was open asks for one that is gone.
    if (failure) throw failure
    return Page ? <Page {...props} /> : null
  }
}
