import { execFile } from 'node:child_process'
import { CabestanError } from '@cabestan/protocol/failures'
import { nearest } from '../../nearest.ts'
import { djangoCommands } from '../../project/processes/django-commands.table.ts'

/** As `exec` looks for it, and not as a shell does, which has commands of its own: `$0` is its name. */
const isFound =
  'case $0 in */*) [ -e "$0" ];; *) (IFS=:; for at in $PATH; do [ -x "$at/$0" ] && exit 0; done; exit 1);; esac'

/** With this ends whoever looked and found none. No other way to fail says so. */
export const notFound = 44

/** Run in the application’s environment ahead of a command: the shell there would say it in words of its own. */
export const lookForCommand = `${isFound} || exit ${notFound}`

/** … and after it: nothing where the command is there and ended so by itself, else the names of all that are. */
export const namesIfAbsent = `${isFound} && exit 0; IFS=:; for at in $PATH; do ls -- "$at"; done 2> /dev/null; exit 0`

export function absentCommand(command: string, names: readonly string[]): CabestanError {
  // Typed without `manage.py` by whoever has just used it all day.
  const isDjango = djangoCommands.includes(command)
  // Among all programs of a server some word or other is always near: people get the first letter right.
  const alike = names.filter((name) => name.startsWith(command.slice(0, 1)))
  const near = isDjango ? null : nearest(command, ['manage.py', ...alike])
  const isScript = near === null && command.endsWith('.py')
  return new CabestanError('run.no-command', {
    command,
    ...(near === null ? {} : { nearest: near }),
    ...(isDjango ? { django: command } : {}),
    ...(isScript ? { script: command } : {}),
  })
}

/** What a program says, however it ends; null where it cannot be started. */
export function outputOf(program: string, argv: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, [...argv], { maxBuffer: 10_000_000 }, (error, stdout) => resolve(error ? null : stdout))
  })
}
