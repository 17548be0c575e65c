import { nearest } from '@cabestan/protocol/nearest'
import { hookCommands } from '@cabestan/protocol/orders'
import type { Configuration, ProjectChoices } from '../../config/configuration.ts'
import type { Finding } from '../findings/finding.ts'
import { fileNameOf, joined, sourcePaths } from '../tree/source-paths.ts'
import { isPython, manageAt } from './commands.ts'
import { djangoCommands } from './django-commands.table.ts'
import type { ProcessesInput } from './input.ts'

type Choices = Pick<ProjectChoices, 'processes' | 'schedule'>
type Hooks = Configuration['hooks']

/**
 * Commands of cabestan.yaml that the project most likely has under another name: cron would tell nobody that they fail,
 * and a hook fails at the very end of a deploy.
 */
export function judgeCommands(input: ProcessesInput, choices: Choices, hooks: Hooks | null): Finding[] {
  const given = [...commandsIn(choices), ...(hooks ? hookCommands(hooks) : [])]
  if (given.length === 0) return []
  const known = [...ownCommands(input), ...djangoCommands]
  return given.flatMap(
    ({ key, words }) =>
      bareCommand(known, key, words) ??
      unknownCommand(known, key, words) ??
      missingScript(input, key, words) ??
      [],
  )
}

function ownCommands({ tree }: ProcessesInput): readonly string[] {
  return sourcePaths(tree)
    .filter((path) => /(?:^|\/)management\/commands\/[a-z]\w*\.py$/i.test(path))
    .map((path) => fileNameOf(path).replace(/\.py$/, ''))
}

function commandsIn({ processes, schedule }: Choices): { key: string; words: readonly string[] }[] {
  const areas = Object.entries({ processes, schedule })
  return areas.flatMap(([area, choices]) =>
    Object.entries(choices).flatMap(([name, choice]) =>
      choice && choice.command !== null ? [{ key: `${area}.${name}`, words: choice.command }] : [],
    ),
  )
}

/** What packages bring is not known: only what looks like a slip of the finger is told. */
function unknownCommand(known: readonly string[], key: string, words: readonly string[]): Finding | null {
  const at = manageAt(words)
  const command = at < 0 ? undefined : words[at + 1]
  if (command === undefined || known.includes(command)) return null
  const near = nearest(command, known)
  return near === null ? null : told('processes.unknown-command', { key, command, nearest: near })
}

/** Somebody who has used manage.py all day may leave it out. `test` is a program of every server. */
function bareCommand(known: readonly string[], key: string, [command]: readonly string[]): Finding | null {
  if (command === undefined || command === 'test' || !known.includes(command)) return null
  return told('processes.bare-command', { key, command })
}

function missingScript(
  { tree, directory }: ProcessesInput,
  key: string,
  words: readonly string[],
): Finding | null {
  const script = isPython(words[0]) ? words[1] : undefined
  if (script === undefined || !/^[\w.-][\w./-]*\.py$/.test(script) || script === 'manage.py') return null
  const isThere = tree.entry(joined(directory, script.replace(/^\.\//, ''))) !== undefined
  return isThere ? null : told('processes.missing-script', { key, file: script })
}

function told(
  code: 'processes.unknown-command' | 'processes.missing-script' | 'processes.bare-command',
  values: Record<string, string>,
): Finding {
  return { code, severity: 'warning', places: [{ file: 'cabestan.yaml' }], values }
}
