import type { ComponentType, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Failed } from '../parts/empty.tsx'

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
    // A new version has other files: a page that was open before asks for one that is gone. Loaded anew it knows.
    if (failure) return <Failed failure={failure} onRetry={() => location.reload()} />
    return Page ? <Page {...props} /> : null
  }
}
