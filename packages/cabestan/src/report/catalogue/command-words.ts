import type { Sentence } from './sentence.ts'

export type CommandName =
  | 'cabestan'
  | 'sandbox'
  | 'sandbox up'
  | 'sandbox list'
  | 'sandbox ssh'
  | 'sandbox down'
  | 'sandbox destroy'
  | 'init'
  | 'check'
  | 'plan'
  | 'deploy'
  | 'rollback'
  | 'releases'
  | 'status'
  | 'logs'
  | 'run'
  | 'shell'
  | 'dbshell'
  | 'env'
  | 'env set'
  | 'env list'
  | 'env unset'
  | 'restart'
  | 'scale'
  | 'maintenance'
  | 'explain'
  | 'ssh'
  | 'diagnose'
  | 'remove'
  | 'config'
  | 'config reference'
  | 'config schema'
  | 'completion'

export type OptionName =
  | 'environment'
  | 'config'
  | 'yes'
  | 'json'
  | 'verbose'
  | 'lang'
  | 'help'
  | 'version'
  | 'suite'
  | 'hard'
  | 'exit-code'
  | 'why'
  | 'follow'
  | 'follow-lines'
  | 'server'
  | 'server-to-write'
  | 'data'
  | 'cabestan'
  | 'output'
  | 'domain'
  | 'strict'
  | 'settings'
  | 'again'
  | 'allow-unsafe'
  | 'another-repository'
  | 'another-database'
  | 'maintenance'
  | 'fixtures'
  | 'wait'
  | 'since'
  | 'grep'
  | 'lines'
  | 'reverse'
  | 'restore'
  | 'confirm'

export type ArgumentName =
  | 'ref'
  | 'name'
  | 'step'
  | 'command'
  | 'shell'
  | 'number'
  | 'process'
  | 'process=n'
  | 'key'
  | 'state'

export type ValueName =
  | 'NAME'
  | 'NAME...'
  | 'FILE'
  | 'LANG'
  | 'SUITE'
  | 'SERVER'
  | 'DOMAIN...'
  | 'WHEN'
  | 'REGEX'
  | 'N'

interface Example {
  readonly command: string
  readonly says: Sentence
}

export interface OneCommand {
  /** One line in a list of commands. */
  readonly summary: Sentence
  readonly examples: readonly Example[]
  /** Said after the summary in the command's own help. */
  readonly more?: Sentence
}

export interface CommandWords {
  readonly commands: Readonly<Record<CommandName, OneCommand>>
  readonly options: Readonly<Record<OptionName, Sentence>>
  readonly arguments: Readonly<Record<ArgumentName, Sentence>>
  /** As they are written behind a command, in capitals. */
  readonly argumentNames: Readonly<Record<ArgumentName, string>>
  /** What stands behind an option, in capitals; the keys are those of its flags. */
  readonly valueNames: Readonly<Record<ValueName, string>>
  readonly titles: Readonly<
    Record<'usage' | 'arguments' | 'options' | 'everywhere' | 'commands' | 'examples' | 'codes', Sentence>
  >
  readonly placeholders: Readonly<Record<'options' | 'command', string>>
  readonly choices: Sentence
  readonly exitCodes: readonly (readonly [code: string, says: Sentence])[]
}
