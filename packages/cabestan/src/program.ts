import { Command, CommanderError, Option } from 'commander'
import {
  type CommandDefinition,
  commandList,
  everywhere,
  optionChoices,
  optionFlags,
  severalOf,
} from './command-list.ts'
import type { CommandModule, Options, Typed } from './invocation.ts'
import type { CommandName, OptionName } from './report/catalogue/command-words.ts'
import { type HelpStyle, helpText } from './report/help.ts'
import { commandMissing } from './report/usage.ts'
import { version } from './version.ts'

type Start = (module: () => Promise<CommandModule>, typed: Typed) => Promise<void>

export interface ProgramOptions {
  readonly style: HelpStyle
  /** What follows `--` on the command line. */
  readonly rest: readonly string[]
  readonly write: (text: string) => void
  /** The help that appears when a group is named without a command, although nobody asked for help. */
  readonly writeAside: (text: string) => void
  readonly start: Start
}

/** The command line in the form that commander knows; all its texts come from the catalogue. */
export function buildProgram(options: ProgramOptions): Command {
  const program = new Command('cabestan')
  prepare(program, 'cabestan', options)
  // commander would show the help of everything to somebody who left out one word.
  program.configureOutput({ writeErr: refuseNoCommand })
  program.version(version, optionFlags.version, options.style.words.options.version)
  for (const name of everywhere) program.addOption(optionNamed(name, options))
  for (const definition of commandList) addCommand(definition, program, options)
  return program
}

function refuseNoCommand(): never {
  throw new CommanderError(2, commandMissing, '')
}

function addCommand(definition: CommandDefinition, program: Command, options: ProgramOptions): void {
  const [first = '', second] = definition.name.split(' ')
  const parent = second === undefined ? program : groupNamed(first as CommandName, program, options)
  const command = parent.command(second ?? first, { isDefault: definition.isDefault === true })
  prepare(command, definition.name, options)
  const { arguments: says } = options.style.words
  for (const name of definition.arguments ?? []) {
    command.argument(severalOf.has(name) ? `[${name}...]` : `[${name}]`, says[name])
  }
  for (const name of definition.options ?? []) command.addOption(optionNamed(name, options))
  command.action(() => options.start(definition.load, typedOf(command, options.rest)))
}

function typedOf(command: Command, rest: readonly string[]): Typed {
  return { options: command.optsWithGlobals<Options>(), words: command.args, rest }
}

function groupNamed(name: CommandName, program: Command, options: ProgramOptions): Command {
  const known = program.commands.find((command) => command.name() === name)
  if (known) return known
  const command = program.command(name)
  prepare(command, name, options)
  return command
}

function prepare(command: Command, name: CommandName, options: ProgramOptions): void {
  const { style, write, writeAside } = options
  command
    .summary(style.words.commands[name].summary)
    .description(style.words.commands[name].summary)
    .helpOption('-h, --help', style.words.options.help)
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ formatHelp: (each, helper) => helpText(each, helper, style) })
    .configureOutput({ writeOut: write, writeErr: writeAside, outputError: () => {} })
}

function optionNamed(name: OptionName, { style }: ProgramOptions): Option {
  const option = new Option(optionFlags[name as keyof typeof optionFlags], style.words.options[name])
  const choices = optionChoices[name]
  return choices ? option.choices([...choices]) : option
}
