import type { CommandName, Commands } from '../contract/commands.ts'
import type { Notice } from '../contract/notice.ts'
import type { Taken, Uncounted } from '../contract/taken.ts'
import type { NoEvent, Unread } from '../contract/unread.ts'

/**
 * The only hand that writes to the database: a thread of its own, so that a slow disk never holds up an answer.
 * It writes what came to the queue in groups, acknowledges, and digests it afterwards, in order.
 */
export interface Writer {
  /** Takes the bodies over: they are empty here afterwards. Resolves once all of them are on the disk and survive a power cut; rejects with a WriterFailure, and then none is. */
  take(records: readonly Taken[]): Promise<void>
  /** Reads one and takes it; what is no event is not kept, and what it is instead is told. Its bytes go as well. */
  takeUnread(event: Unread): Promise<NoEvent | null>
  /** Counts what is not kept. Kept in memory for some seconds: it may be lost with the power, events never. */
  count(uncounted: Uncounted): void
  run<Name extends CommandName>(name: Name, input: Commands[Name]['input']): Promise<Commands[Name]['output']>
  /** Taken, not yet digested. */
  readonly backlog: number
  /** Of those that were handed over to be read, the ones that are not on the disk yet. */
  readonly unread: number
  /** Bytes that were handed over and are not on the disk yet: what ingest sheds by. */
  readonly pendingBytes: number
  onNotice(listener: (notice: Notice) => void): () => void
  /** A complete copy of the database beside it, taken while it is in use. */
  backup(path: string): Promise<void>
  /** Resolves when the queue is drained. For tests, benches and a quiet end. */
  drained(): Promise<void>
  close(): Promise<void>
}
