import type { CommandName, Commands } from '../contract/commands.ts'
import type { Notice } from '../contract/notice.ts'
import type { Taken, Uncounted } from '../contract/taken.ts'
import type { NoEvent, Unread } from '../contract/unread.ts'

/**
 * The only hand that writes to the database: a thread of its own, so that a slow disk never holds up an answer.
 * It writes what came to the queue in groups, acknowledges, and digests it afterwards, in order.
 */
export interface Writer {
  /**
   * Takes the bodies over, so that they are empty here afterwards. Resolves once all of them are on the disk and
   * survive a power cut; if it rejects with a WriterFailure, none is.
   */
  take(records: readonly Taken[]): Promise<void>
  /**
   * Reads an event and takes it. If it is no event it is not kept, and its real kind is reported. Its bytes are taken
   * over too.
   */
  takeUnread(event: Unread): Promise<NoEvent | null>
  /**
   * Counts what is not kept. Counts stay in memory for some seconds and may be lost in a power cut; events never are.
   */
  count(uncounted: Uncounted): void
  run<Name extends CommandName>(name: Name, input: Commands[Name]['input']): Promise<Commands[Name]['output']>
  /** Taken, and not digested yet. */
  readonly backlog: number
  /** How many of those that were handed over unread are not on the disk yet. */
  readonly unread: number
  /** How many bytes were handed over and are not on the disk yet; ingest sheds load by it. */
  readonly pendingBytes: number
  onNotice(listener: (notice: Notice) => void): () => void
  /** Makes a complete copy of the database beside it, while it is in use. */
  backup(path: string): Promise<void>
  /** Resolves when the queue is empty. For tests, benchmarks and a quiet end. */
  drained(): Promise<void>
  close(): Promise<void>
}
