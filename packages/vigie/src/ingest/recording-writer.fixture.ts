import type { Taken, Uncounted } from '../contract/taken.ts'
import type { Unread } from '../contract/unread.ts'
import { digest } from '../digest/digest.ts'
import { unreadReader } from './take/read-unread.ts'
import type { IngestSurroundings } from './visit.ts'

/** A writer whose disk is a list: it holds what ingest hands over, and nothing else. */
export interface RecordingWriter extends Mutable<IngestSurroundings['writer']> {
  readonly taken: Taken[]
  /** What they turned out to be is among those that were taken. */
  readonly handedOver: Unread[]
  readonly counted: Uncounted[]
  /** The error with which the next calls fail. */
  failure: Error | null
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

export function recordingWriter(): RecordingWriter {
  const readUnread = unreadReader(digest)
  return {
    taken: [],
    handedOver: [],
    counted: [],
    backlog: 0,
    pendingBytes: 0,
    unread: 0,
    failure: null,
    async take(records) {
      if (this.failure !== null) throw this.failure
      this.taken.push(...records)
    },
    async takeUnread(event) {
      if (this.failure !== null) throw this.failure
      this.handedOver.push(event)
      const read = readUnread(event)
      if (typeof read === 'string') return read
      this.taken.push(read)
      return null
    },
    count(uncounted) {
      this.counted.push(uncounted)
    },
  }
}
