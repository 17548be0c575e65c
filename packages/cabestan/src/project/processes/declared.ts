import { fileNameOf, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import type { Declared } from './declaration.ts'
import { containerCommands } from './declared-containers.ts'
import { jsonCommands } from './declared-json.ts'
import { lineCommands } from './declared-lines.ts'
import { made } from './make-targets.ts'
import { simpleCommands } from './shell-words.ts'
import { timeOfUnit } from './systemd-timer.ts'

export interface DeclaredCommand extends Omit<Declared, 'line'> {
  readonly words: readonly string[]
  /** Written for development: it shows what exists, not how it is run. */
  readonly development: boolean
}

const maxFiles = 300

/**
 * From Procfile, compose, Dockerfile, supervisor, systemd, crontabs and start scripts, those for production first.
 */
export function declaredCommands(tree: Tree): readonly DeclaredCommand[] {
  const files = sourcePaths(tree).filter(declares).slice(0, maxFiles)
  const found = files.flatMap((file) => timed(tree, file, commandsOf(tree, file)))
  return [...found.filter((one) => !one.development), ...found.filter((one) => one.development)]
}

/** A service that a systemd timer starts is scheduled, and not kept running. */
function timed(tree: Tree, file: string, commands: readonly DeclaredCommand[]): readonly DeclaredCommand[] {
  const when = timeOfUnit(tree, file, tree.text(file) ?? '')
  return when === null ? commands : commands.map((command) => ({ ...command, when }))
}

function commandsOf(tree: Tree, file: string): DeclaredCommand[] {
  const development = isDevelopment.test(file)
  return readDeclared(file, tree.text(file) ?? '').flatMap(({ line, ...declared }) =>
    simpleCommands(line)
      .flatMap((words) => made(tree, file, words))
      .map((each) => ({
        ...declared,
        ...each,
        development: development || isDevelopment.test(declared.name),
      })),
  )
}

const isDevelopment =
  /(?:^|[/._-])(?:dev|develop|development|local|tests?|ci|debug|example|staging)(?:[/._-]|$)/i

function declares(path: string): boolean {
  const name = fileNameOf(path)
  return isContainer(name) || isJson(name) || isLines(path)
}

function readDeclared(file: string, text: string): Declared[] {
  const name = fileNameOf(file)
  if (isContainer(name)) return containerCommands(file, text)
  return isJson(name) ? jsonCommands(file, text) : lineCommands(file, text)
}

function isContainer(name: string): boolean {
  return /^(?:docker-)?(?:compose|stack)[\w.-]*\.ya?ml$|^(?:render|heroku)\.ya?ml$/i.test(name)
}

function isJson(name: string): boolean {
  return /^(?:app|cron)\.json$/.test(name)
}

function isLines(path: string): boolean {
  const name = fileNameOf(path)
  return (
    /^Procfile|^Dockerfile|\.Dockerfile$|^crontab|^cron$|\.(?:cron|crontab|service|sh)$|supervis.*\.(?:conf|ini)$/i.test(
      name,
    ) || /(?:supervisor|cron\.d|compose)[^/]*\/(?:[^/]+\/)*[\w-]+(?:\.conf|\.ini)?$/i.test(path)
  )
}
