import type { Failure, FailureCode } from '@cabestan/protocol/failures'
import type { CommanderError } from 'commander'

const codes: Readonly<Record<string, FailureCode>> = {
  'commander.unknownCommand': 'usage.command',
  'commander.unknownOption': 'usage.option',
  'commander.missingArgument': 'usage.argument-missing',
  'commander.optionMissingArgument': 'usage.argument-missing',
  'commander.excessArguments': 'usage.argument-excess',
  'commander.invalidArgument': 'usage.value',
}

/** What was typed wrongly, from commander's English sentence, whose parts stand between quotes. */
export function usageFailure(error: CommanderError, command: string): Failure {
  const [word = '', value = ''] = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '')
  const nearest = /\(Did you mean (?:one of )?([^,?)]+)/.exec(error.message)?.[1] ?? ''
  const choices = /Allowed choices are (.+)\./.exec(error.message)?.[1] ?? ''
  const help = command ? `cabestan ${command} --help` : 'cabestan --help'
  return { code: codes[error.code] ?? 'usage.option', values: { word, value, nearest, choices, help } }
}
