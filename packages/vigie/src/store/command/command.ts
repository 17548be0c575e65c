import type { CommandName, Commands } from '../../contract/commands.ts'
import type { Notice } from '../../contract/notice.ts'
import type { Pen } from '../write/pen.ts'

/** What a command may use besides the database. */
export interface Desk extends Pen {
  /** What is remembered of issues may be wrong from now on. */
  readonly forget: () => void
  readonly notice: (notice: Notice) => void
}

type Command<Name extends CommandName> = (
  desk: Desk,
  input: Commands[Name]['input'],
) => Commands[Name]['output']

export type CommandsOf<Names extends CommandName> = { readonly [Name in Names]: Command<Name> }
