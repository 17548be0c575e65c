import type { CommandModule } from './invocation.ts'
import type { ArgumentName, CommandName, OptionName } from './report/catalogue/command-words.ts'
import { suiteNames } from './sandbox/suites.ts'

export interface CommandDefinition {
  readonly name: CommandName
  readonly arguments?: readonly ArgumentName[]
  readonly options?: readonly OptionName[]
  /** What a group does when none of its own commands is named. */
  readonly isDefault?: true
  load(): Promise<CommandModule>
}

/** Every command with its arguments. The code behind it is loaded only when it runs. */
export const commandList: readonly CommandDefinition[] = [
  {
    name: 'sandbox up',
    arguments: ['name'],
    options: ['suite'],
    load: () => import('./commands/sandbox-up.ts'),
  },
  { name: 'sandbox list', load: () => import('./commands/sandbox-list.ts') },
  { name: 'sandbox ssh', arguments: ['name', 'command'], load: () => import('./commands/sandbox-ssh.ts') },
  {
    name: 'sandbox down',
    arguments: ['name'],
    options: ['hard'],
    load: () => import('./commands/sandbox-down.ts'),
  },
  { name: 'sandbox destroy', arguments: ['name'], load: () => import('./commands/sandbox-destroy.ts') },
  { name: 'init', options: ['server-to-write', 'domain'], load: () => import('./commands/init.ts') },
  { name: 'check', options: ['strict', 'settings'], load: () => import('./commands/check.ts') },
  {
    name: 'plan',
    arguments: ['ref'],
    options: ['exit-code', 'why', 'another-repository', 'another-database'],
    load: () => import('./commands/plan.ts'),
  },
  {
    name: 'deploy',
    arguments: ['ref'],
    options: [
      'follow',
      'wait',
      'why',
      'again',
      'allow-unsafe',
      'maintenance',
      'fixtures',
      'another-repository',
      'another-database',
    ],
    load: () => import('./commands/deploy.ts'),
  },
  {
    name: 'rollback',
    arguments: ['number'],
    options: ['reverse', 'restore', 'confirm'],
    load: () => import('./commands/rollback.ts'),
  },
  { name: 'releases', load: () => import('./commands/releases.ts') },
  { name: 'status', load: () => import('./commands/status.ts') },
  {
    name: 'logs',
    arguments: ['process'],
    options: ['follow-lines', 'since', 'grep', 'lines', 'server'],
    load: () => import('./commands/logs.ts'),
  },
  { name: 'run', arguments: ['command'], options: ['server'], load: () => import('./commands/run.ts') },
  { name: 'shell', options: ['server'], load: () => import('./commands/shell.ts') },
  { name: 'dbshell', options: ['server'], load: () => import('./commands/dbshell.ts') },
  { name: 'env set', arguments: ['key'], load: () => import('./commands/env-set.ts') },
  { name: 'env list', isDefault: true, load: () => import('./commands/env-list.ts') },
  { name: 'env unset', arguments: ['key'], load: () => import('./commands/env-unset.ts') },
  { name: 'restart', arguments: ['process'], load: () => import('./commands/restart.ts') },
  { name: 'scale', arguments: ['process=n'], load: () => import('./commands/scale.ts') },
  { name: 'maintenance', arguments: ['state'], load: () => import('./commands/maintenance.ts') },
  { name: 'explain', arguments: ['step'], load: () => import('./commands/explain.ts') },
  { name: 'ssh', arguments: ['command'], options: ['server'], load: () => import('./commands/ssh.ts') },
  { name: 'diagnose', options: ['output'], load: () => import('./commands/diagnose.ts') },
  { name: 'remove', options: ['data', 'confirm', 'cabestan'], load: () => import('./commands/remove.ts') },
  { name: 'config reference', isDefault: true, load: () => import('./commands/config-reference.ts') },
  { name: 'config schema', load: () => import('./commands/config-schema.ts') },
  { name: 'completion', arguments: ['shell'], load: () => import('./commands/completion.ts') },
]

export const optionFlags: Readonly<Record<Exclude<OptionName, 'help'>, string>> = {
  environment: '-e, --environment <NAME>',
  config: '-c, --config <FILE>',
  yes: '--yes',
  json: '--json',
  verbose: '--verbose',
  lang: '--lang <LANG>',
  version: '--version',
  suite: '--suite <SUITE>',
  hard: '--hard',
  'exit-code': '--exit-code',
  why: '--why',
  follow: '-f, --follow',
  'follow-lines': '-f, --follow',
  server: '--server <SERVER>',
  'server-to-write': '--server <SERVER>',
  data: '--data',
  cabestan: '--cabestan',
  output: '-o, --output <FILE>',
  domain: '--domain <DOMAIN...>',
  strict: '--strict',
  settings: '--settings',
  again: '--again',
  'allow-unsafe': '--allow-unsafe',
  'another-repository': '--another-repository',
  'another-database': '--another-database',
  maintenance: '--maintenance',
  fixtures: '--fixtures <NAME...>',
  wait: '--wait',
  since: '--since <WHEN>',
  grep: '--grep <REGEX>',
  lines: '--lines <N>',
  reverse: '--reverse',
  restore: '--restore',
  confirm: '--confirm <NAME>',
}

/** Options that may be given several times. */
export const severalOf: ReadonlySet<ArgumentName> = new Set(['command', 'process', 'process=n', 'key'])

export const optionChoices: Partial<Record<OptionName, readonly string[]>> = {
  suite: suiteNames,
  lang: ['en', 'fr'],
}

export const everywhere: readonly Exclude<OptionName, 'help' | 'version'>[] = [
  'environment',
  'config',
  'yes',
  'json',
  'verbose',
  'lang',
]
