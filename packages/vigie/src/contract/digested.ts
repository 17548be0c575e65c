import type { Level } from './event.ts'
import type { Json } from './json.ts'

/** The room digest's. It is pure, so whatever it throws concerns this record alone. */
export type Digest = (
  raw: Json,
  context: { readonly id: string; readonly receivedAt: number; readonly sentAt: number | null },
) => { readonly digested: Digested }

/** What the store needs to know of an event to count it in its issue. */
export interface Digested {
  readonly id: string
  readonly happenedAt: number
  readonly receivedAt: number
  readonly level: Level
  readonly platform: string
  readonly logger: string | null
  /** The exception's type, or null of a message. */
  readonly type: string | null
  /** The exception's value or the message: one line of it stands under the title. */
  readonly value: string | null
  readonly title: string
  readonly culprit: string | null
  readonly isHandled: boolean | null
  readonly release: string | null
  readonly environment: string | null
  /** One word for a person, the same for each of their events; shown nowhere. */
  readonly user: string | null
  readonly tags: readonly (readonly [key: string, value: string])[]
  readonly grouping: Grouping
}

/**
 * The hashes by which an event finds its issue, best first: it joins the issue that knows any of them and teaches it
 * the others; where none is known, a new issue learns all of them.
 */
export interface Grouping {
  /** Of the algorithm. Hashes of different versions never meet by accident: the version is part of each. */
  readonly version: number
  readonly hashes: readonly string[]
}
