import { execFile } from 'node:child_process'
import { CabestanError } from '@cabestan/protocol/failures'
import { suggestion } from '@cabestan/protocol/nearest'
import { djangoCommands } from '../../project/processes/django-commands.table.ts'

/** Looks for a program as `exec` does, and not as a shell, which has built-in commands. `$0` is its name. */
const isFound =
  'case $0 in */*) [ -e "$0" ];; *) (IFS=:; for at in $PATH; do [ -x "$at/$0" ] && exit 0; done; exit 1);; esac'

/** The exit code for a program that was not found. No other failure uses it. */
export const notFound = 44

/**
 * Run before a command in the application’s environment, because the shell there would report this in its own words.
 */
export const lookForCommand = `${isFound} || exit ${notFound}`

/**
 * Run after it: prints nothing where the command exists and ended like this by itself, else the names of all
 * commands.
 */
export const namesIfAbsent = `${isFound} && exit 0; IFS=:; for at in $PATH; do ls -- "$at"; done 2> /dev/null; exit 0`

export function absentCommand(command: string, names: readonly string[]): CabestanError {
  // Somebody who has used manage.py all day may leave it out.
  const isDjango = djangoCommands.includes(command)
  // Among all programs of a server some name is always similar, and people get the first letter right.
  const alike = names.filter((name) => name.startsWith(command.slice(0, 1)))
  const meant = isDjango ? {} : suggestion(command, ['manage.py', ...alike])
  const isScript = meant.nearest === undefined && command.endsWith('.py')
  return new CabestanError('run.no-command', {
    command,
    ...meant,
    ...(isDjango ? { django: command } : {}),
    ...(isScript ? { script: command } : {}),
  })
}

/** The output of a program, however it ends; null where it cannot be started. */
export function outputOf(program: string, argv: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, [...argv], { maxBuffer: 10_000_000 }, (error, stdout) => resolve(error ? null : stdout))
  })
}
