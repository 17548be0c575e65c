import type { IncomingMessage } from 'node:http'
import type { Digest } from '../contract/digested.ts'
import type { Taken, Uncounted } from '../contract/taken.ts'
import type { Unread } from '../contract/unread.ts'
import type { Writer } from '../writer/writer.ts'
import type { Route } from './address/route.ts'
import type { Share } from './admission.ts'
import type { KnownProject, Projects } from './projects.ts'
import type { RateLimit } from './rate-limit.ts'
import { Refusal } from './refusal.ts'

export interface IngestSurroundings {
  readonly writer: Pick<Writer, 'take' | 'takeUnread' | 'count' | 'backlog' | 'pendingBytes' | 'unread'>
  readonly projects: Projects
  readonly digest: Digest
  readonly now: () => number
  /** How much of the machine's memory the process has, in bytes. */
  readonly resident: () => number
  /** 32 hexadecimal digits that were never used before. */
  readonly newId: () => string
  /** The script that asks a visitor what happened, as it was built. */
  readonly reportDialog: () => Uint8Array
}

/** One request on its way to an answer. */
export interface Visit {
  readonly request: IncomingMessage
  readonly route: Route
  readonly surroundings: IngestSurroundings
  readonly share: Share
  readonly limit: RateLimit
  readonly receivedAt: number
  /** Null until the envelope's own header has named it. */
  project: KnownProject | null
}

/** The outcome of a request. */
export interface Harvest {
  readonly id: string | null
  readonly taken: readonly Taken[]
  /** An event that the writer will read, because nothing else came with it. */
  readonly unread?: Unread | null
  readonly uncounted: readonly Omit<Uncounted, 'project'>[]
  /** Thrown once the rest is kept and counted: what the client wanted kept was not. */
  readonly refusal?: Refusal | null
}

export function knownProject(projects: Projects, key: string, id: number | null): KnownProject {
  const project = projects.find(key, id)
  if (project === null) throw new Refusal(403, 'event submission rejected with_reason: ProjectId')
  return project
}

/** Known once the address, a header or the envelope has named it. */
export function projectOf({ project }: Visit): KnownProject {
  if (project === null) throw new Refusal(401, 'missing authorization information')
  return project
}

export function assertPost({ request }: Visit): void {
  if (request.method !== 'POST') throw new Refusal(405, 'this address takes POST only')
}
