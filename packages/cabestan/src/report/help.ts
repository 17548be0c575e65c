import type { Command, Help, Option } from 'commander'
import type {
  ArgumentName,
  CommandName,
  CommandWords,
  OneCommand,
  ValueName,
} from './catalogue/command-words.ts'
import type { Paint } from './screen.ts'
import { padEnd, widthOf } from './text/text-width.ts'
import { wrap } from './text/wrapping.ts'

type Row = readonly [term: string, says: string]

export interface HelpStyle {
  readonly words: CommandWords
  readonly paint: Paint
  readonly columns: number
}

/** The help of a command, all of it in the person's language; commander would mix in English. */
export function helpText(command: Command, helper: Help, style: HelpStyle): string {
  const { words, paint } = style
  const own = wordsOf(command, words)
  const global = command.parent ? everywhere(command) : []
  return [
    `${paint.bold(words.titles.usage)} ${usage(command, helper, words)}`,
    '',
    ...wrap(own.summary + (/[.!?]$/.test(own.summary) ? '' : '.'), style.columns),
    ...(own.more ? wrap(own.more, style.columns) : []),
    '',
    ...table(
      words.titles.examples,
      own.examples.map((each) => [each.command, each.says]),
      style,
    ),
    ...table(words.titles.commands, commandRows(command, helper), style),
    ...table(
      words.titles.arguments,
      command.registeredArguments.map((each) => [argumentIn(each.name(), words), each.description]),
      style,
    ),
    ...table(words.titles.options, optionRows(helper.visibleOptions(command), words), style),
    ...table(words.titles.everywhere, optionRows(global, words), style),
    ...(command.parent ? [] : table(words.titles.codes, words.exitCodes, style)),
  ].join('\n')
}

/** The program's own options are valid after every command, too. */
function everywhere(command: Command): readonly Option[] {
  const program = command.parent?.parent ?? command.parent
  return program?.options.filter((option) => option.long !== '--version') ?? []
}

/** `sandbox up`: the command's name after those of its parents, without the program's. */
function fullName(command: Command): CommandName {
  const names: string[] = []
  for (let each: Command | null = command; each?.parent; each = each.parent) names.unshift(each.name())
  return (names.join(' ') || 'cabestan') as CommandName
}

function wordsOf(command: Command, words: CommandWords): OneCommand {
  return words.commands[fullName(command)]
}

function usage(command: Command, helper: Help, words: CommandWords): string {
  const name = fullName(command)
  const parts = [
    'cabestan',
    ...(name === 'cabestan' ? [] : [name]),
    ...(helper.visibleCommands(command).length > 0 ? [words.placeholders.command] : []),
    words.placeholders.options,
    ...command.registeredArguments.map((each) => argumentUsage(argumentIn(each.name(), words), name)),
  ]
  return parts.join(' ')
}

/** These commands do nothing without their argument. */
const needy: ReadonlySet<CommandName> = new Set([
  'run',
  'env set',
  'env unset',
  'scale',
  'maintenance',
  'completion',
])

function argumentUsage(argument: string, command: CommandName): string {
  return needy.has(command) ? argument : `[${argument}]`
}

function argumentIn(name: string, words: CommandWords): string {
  return words.argumentNames[name as ArgumentName]
}

function commandRows(command: Command, helper: Help): Row[] {
  return helper.visibleCommands(command).map((each) => [each.name(), each.summary()])
}

function optionRows(options: readonly Option[], words: CommandWords): Row[] {
  return options.map((option) => [flagsIn(option.flags, words), option.description || words.options.help])
}

function flagsIn(flags: string, { valueNames }: CommandWords): string {
  return flags.replace(/<([^>]+)>/, (_, name: ValueName) => `<${valueNames[name]}>`)
}

function table(title: string, rows: readonly Row[], { paint, columns }: HelpStyle): string[] {
  if (rows.length === 0) return []
  const width = Math.min(48, Math.max(...rows.map(([term]) => widthOf(term))))
  return [paint.bold(title), ...rows.flatMap((row) => rowLines(row, { width, columns, paint })), '']
}

interface RowStyle extends Pick<HelpStyle, 'columns' | 'paint'> {
  /** The width of the column with the terms. */
  readonly width: number
}

function rowLines([term, says]: Row, { width, columns, paint }: RowStyle): string[] {
  const lines = wrap(says, Math.max(30, columns - width - 4)).map(paint.sentence)
  const margin = ' '.repeat(width + 4)
  const first = `  ${paint.cyan(padEnd(term, width))}  `
  if (widthOf(term) > width) return [`  ${paint.cyan(term)}`, ...lines.map((line) => margin + line)]
  return lines.map((line, index) => (index === 0 ? first : margin) + line)
}
