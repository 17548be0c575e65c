import type { Level } from './event.ts'
import type { Json } from './json.ts'

/** The function of the room digest. It is pure, so whatever it throws concerns this record alone. */
export type Digest = (
  raw: Json,
  context: { readonly id: string; readonly receivedAt: number; readonly sentAt: number | null },
) => { readonly digested: Digested }

/** What the store needs to know of an event in order to count it in its issue. */
export interface Digested {
  readonly id: string
  readonly happenedAt: number
  readonly receivedAt: number
  readonly level: Level
  readonly platform: string
  readonly logger: string | null
  /** The exception's type; null for a message. */
  readonly type: string | null
  /** The exception's value or the message. One line of it stands under the title. */
  readonly value: string | null
  readonly title: string
  readonly culprit: string | null
  readonly isHandled: boolean | null
  readonly release: string | null
  readonly environment: string | null
  /** An opaque word for a person, the same in each of their events, which is never shown. */
  readonly user: string | null
  readonly tags: readonly (readonly [key: string, value: string])[]
  readonly grouping: Grouping
}

/**
 * The hashes by which an event finds its issue, best first: it joins the issue that knows any of them and teaches it
 * the others; where none is known, a new issue learns all of them.
 */
export interface Grouping {
  /**
   * The version of the algorithm. It is part of each hash, so hashes of different versions are never equal by
   * accident.
   */
  readonly version: number
  readonly hashes: readonly string[]
}
