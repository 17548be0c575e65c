import type { VNode } from 'preact'
import { match } from './match.ts'

type Found = Readonly<Record<string, string>>

export type Routes = readonly (readonly [pattern: string, show: (found: Found) => VNode])[]

/** The page at an address, or null where there is none. */
export function pageOf(routes: Routes, path: string): VNode | null {
  for (const [pattern, show] of routes) {
    const found = match(pattern, path)
    if (found) return show(found)
  }
  return null
}
