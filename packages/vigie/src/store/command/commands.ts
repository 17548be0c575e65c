import type { CommandName, Commands } from '../../contract/commands.ts'
import { accountCommands } from './accounts.ts'
import type { CommandsOf, Desk } from './command.ts'
import { issueCommands } from './issues.ts'
import { projectCommands } from './projects.ts'
import { settingCommands } from './settings.ts'
import { signInCommands } from './sign-ins.ts'

const commands: CommandsOf<CommandName> = {
  ...projectCommands,
  ...issueCommands,
  ...accountCommands,
  ...signInCommands,
  ...settingCommands,
}

/** Each command is one short transaction. */
export function runCommand<Name extends CommandName>(
  desk: Desk,
  name: Name,
  input: Commands[Name]['input'],
): Commands[Name]['output'] {
  return desk.database.transaction(() => commands[name](desk, input))
}
