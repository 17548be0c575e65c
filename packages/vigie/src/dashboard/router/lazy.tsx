import type { ComponentType, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Failed } from '../parts/empty.tsx'

type Loaded<Props> = () => Promise<ComponentType<Props>>

/** A page whose script is loaded when it is first opened. */
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
    // A new version has other files, so a page that was open before asks for one that is gone. Reloading fixes that.
    if (failure) return <Failed failure={failure} onRetry={() => location.reload()} />
    return Page ? <Page {...props} /> : null
  }
}
