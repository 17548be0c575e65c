import type { CommandName } from '../contract/commands.ts'
import type { Notice } from '../contract/notice.ts'
import type { Taken, Uncounted } from '../contract/taken.ts'
import type { Unread } from '../contract/unread.ts'
import type { WriterTrouble } from './writer-failure.ts'

/** The first message to a thread that writes. */
export interface Opening {
  readonly path: string
}

/** Messages to whatever writes, wherever that is. Each one with an id is answered once. */
export type Request =
  | { readonly type: 'take'; readonly id: number; readonly records: readonly Taken[] }
  | { readonly type: 'read'; readonly id: number; readonly event: Unread }
  | { readonly type: 'count'; readonly outcomes: readonly Uncounted[] }
  | { readonly type: 'run'; readonly id: number; readonly name: CommandName; readonly input: unknown }
  | { readonly type: 'backup'; readonly id: number; readonly path: string }
  | { readonly type: 'drain'; readonly id: number }
  | { readonly type: 'close'; readonly id: number }

export type Report =
  | { readonly type: 'done'; readonly id: number; readonly value: unknown }
  | {
      readonly type: 'failed'
      readonly id: number
      readonly trouble: WriterTrouble
      readonly message: string
    }
  /** The database is damaged: nothing is taken any more, and every question is refused. */
  | { readonly type: 'damaged'; readonly message: string }
  /** On the disk: everything that was taken together, and how much waits to be digested now. */
  | { readonly type: 'taken'; readonly ids: readonly number[]; readonly backlog: number }
  | { readonly type: 'backlog'; readonly size: number }
  | { readonly type: 'notice'; readonly notice: Notice }
