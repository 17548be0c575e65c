import type { Failure, FailureCode } from '@cabestan/protocol/failures'
import { nearest } from '@cabestan/protocol/nearest'
import type { CommanderError } from 'commander'
import { asTyped } from './text/shell-words.ts'

/** A code of ours among commander's: options were typed, and no command. */
export const commandMissing = 'commander.commandMissing'

const codes: Readonly<Record<string, FailureCode>> = {
  [commandMissing]: 'usage.command-missing',
  'commander.unknownCommand': 'usage.command',
  'commander.unknownOption': 'usage.option',
  'commander.missingArgument': 'usage.argument-missing',
  'commander.optionMissingArgument': 'usage.option-value',
  'commander.excessArguments': 'usage.argument-excess',
  'commander.invalidArgument': 'usage.value',
}

/** What was typed, and the names of all commands that could have been meant. */
export interface Typing {
  readonly own: readonly string[]
  readonly commands: readonly string[]
}

/** Reads what was typed wrongly out of commander's English sentence, which has those parts between quotes. */
export function usageFailure(error: CommanderError, { own, commands }: Typing): Failure {
  const code = codes[error.code] ?? 'usage.option'
  if (code === 'usage.command-missing') return missingCommand({ own, commands })
  const words = own.filter((word) => !word.startsWith('-'))
  const command = commandIn(words, commands)
  const [quoted = '', value = ''] = quotedIn(error.message)
  // The value's name in `-e, --environment <NAME>` is English, and the help explains it better.
  const word = quoted.replace(/ <[^>]*>$/, '')
  const place = { group: command, inside: commandsInside(command, commands), after: words[1] }
  if (code === 'usage.command') return unknownCommand(word, place)
  // No group takes words of its own, so an excess word such as in `env lst` is a command that does not exist.
  if (code === 'usage.argument-excess' && place.inside.length > 0)
    return unknownCommand(words[1] ?? '', place)
  const usual = optionHabits[word] ?? optionHabits[joined(command, word)]
  const near = usual ?? /\(Did you mean (?:one of )?([^,?)]+)/.exec(error.message)?.[1] ?? ''
  const choices = /Allowed choices are (.+)\./.exec(error.message)?.[1] ?? ''
  const behind = code === 'usage.option' && near === '' ? behindDashes(own, command) : ''
  return { code, values: { word, value, nearest: near, choices, behind, help: helpOf(command) } }
}

/** In `-e deploy` the command itself was taken for the name of an environment. */
function missingCommand({ own, commands }: Typing): Failure {
  const known = commandsInside('', commands)
  const at = own.findIndex((word, index) => index > 0 && known.includes(word))
  const typed = asTyped(own)
  const taken = at === -1 ? { example: typed } : { taken: own[at] ?? '', option: own[at - 1] ?? '' }
  return { code: 'usage.command-missing', values: { typed, ...taken, help: helpOf('') } }
}

/** In `run ls -la` the option is meant for the program that is run, which takes a `--` before it. */
function behindDashes(own: readonly string[], command: string): string {
  if (command !== 'run') return ''
  const at = own.indexOf(command)
  return ['cabestan', ...own.slice(0, at + 1), '--', ...own.slice(at + 1)].join(' ')
}

interface Place {
  readonly group: string
  readonly inside: readonly string[]
  readonly after: string | undefined
}

function unknownCommand(word: string, { group, inside, after }: Place): Failure {
  const meant = nearest(word, inside)
  const values = {
    word: joined(group, word),
    nearest: habit(word, { group, inside, after }) ?? (meant === null ? '' : joined(group, meant)),
    help: helpOf(group),
  }
  return { code: 'usage.command', values }
}

/** Options that people know from other tools, for every command or for one. */
const optionHabits: Readonly<Record<string, string>> = {
  '-v': '--verbose',
  '-V': '--version',
  '--env': '--environment',
  'logs -n': '--lines',
  'logs --tail': '--lines',
  'deploy -n': 'cabestan plan',
  'deploy --dry-run': 'cabestan plan',
}

/**
 * Words that people know from other tools, such as `help deploy` or `version`. For `env get` the nearest name is `env
 * set`, which would ask for a new value.
 */
function habit(word: string, { group, inside, after }: Place): string | null {
  if (word === 'help') return joined(inside.includes(after ?? '') ? (after ?? '') : group, '--help')
  if (group === 'env' && ['get', 'show'].includes(word)) return 'env list'
  return word === 'version' && group === '' ? '--version' : null
}

/** The longest part of what was typed that is a command, because its help is the one to read. */
function commandIn(words: readonly string[], commands: readonly string[]): string {
  const names = [words.slice(0, 2).join(' '), words[0] ?? '']
  return names.find((name) => commands.some((each) => `${each} `.startsWith(`${name} `))) ?? ''
}

/** Only the first word of each command: `env`, and not `env set`. */
function commandsInside(group: string, commands: readonly string[]): string[] {
  const names = commands.map((name) => `${name} `).filter((name) => name.startsWith(joined(group, '')))
  const firsts = names.map((name) => name.slice(joined(group, '').length).split(' ', 1)[0] ?? '')
  return [...new Set(firsts)].filter((name) => name !== '')
}

function quotedIn(message: string): string[] {
  return [...message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '')
}

function joined(group: string, word: string): string {
  return group === '' ? word : `${group} ${word}`
}

function helpOf(command: string): string {
  return `cabestan ${joined(command, '--help')}`
}
