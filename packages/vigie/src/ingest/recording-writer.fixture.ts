import type { Taken, Uncounted } from '../contract/taken.ts'
import type { Writer } from '../writer/writer.ts'

/** A writer whose disk is a list: what ingest hands over, and nothing it was not asked to keep. */
export interface RecordingWriter extends Pick<Writer, 'take' | 'count' | 'backlog' | 'pendingBytes'> {
  readonly taken: Taken[]
  readonly counted: Uncounted[]
  backlog: number
  pendingBytes: number
  /** What the next takes end with. */
  failure: Error | null
}

export function recordingWriter(): RecordingWriter {
  return {
    taken: [],
    counted: [],
    backlog: 0,
    pendingBytes: 0,
    failure: null,
    async take(records) {
      if (this.failure !== null) throw this.failure
      this.taken.push(...records)
    },
    count(uncounted) {
      this.counted.push(uncounted)
    },
  }
}
