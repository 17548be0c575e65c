import { normalised, posixJoin } from '../python/posix-path.ts'
import { directoryOf, isAtOrBelow, isBelow, prefixes } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { findModule } from '../where/modules.ts'
import { readBrokers } from './brokers.ts'
import { readCelery } from './celery.ts'
import { declaredPrograms } from './commands.ts'
import { type DeclaredCommand, declaredCommands } from './declared.ts'
import type { ProcessesInput } from './input.ts'
import { readInterface, routesSocketsAlone } from './interface.ts'
import { queuePrograms } from './queues.ts'
import type { Processes, Program } from './reading.ts'
import { readScheduled } from './scheduled.ts'
import { readServices } from './services.ts'

/** What must run beside the web process, and what all of it needs from the server. */
export function readProcesses(input: ProcessesInput): Processes {
  const declared = declaredCommands(input.tree).filter(
    (each) => isOfProject(input, each) && !servesAnother(input, each),
  )
  const celery = readCelery(input, declared)
  const workers = [...(celery?.programs ?? []), ...queuePrograms(input, declared)]
  const programs = withUniqueNames([...workers, ...declaredPrograms(input, declared, workers)])
  return {
    interface: readInterface(input, declared),
    ...(routesSocketsAlone(input) ? { socketsAlone: true as const } : {}),
    programs,
    usualQueue: celery?.usualQueue ?? null,
    scheduled: readScheduled(input, declared),
    ...readBrokers(input, celery, programs),
    services: readServices(input),
  }
}

/**
 * In a repository with several projects, an image that is built elsewhere belongs to another one, and so do its
 * scripts.
 */
function isOfProject({ tree, directory }: ProcessesInput, { builtFrom, place }: DeclaredCommand): boolean {
  if (directory === '') return true
  const from =
    builtFrom === undefined
      ? packageAround(tree, directoryOf(place.file))
      : normalised(posixJoin(directoryOf(place.file), builtFrom)).replace(/^\.$/, '')
  return from === '' || isAtOrBelow(directory, from) || isBelow(from, directory)
}

/** `uvicorn app.main:app`, if that module is beside the file that names it, and not on the project’s path. */
function servesAnother({ tree, pythonPath }: ProcessesInput, { words, place }: DeclaredCommand): boolean {
  const [, module] = /^([\w.]+):\w+$/.exec(words.find((word) => /^[\w.]+:\w+$/.test(word)) ?? '') ?? []
  return (
    module !== undefined &&
    findModule(tree, pythonPath, module) === null &&
    findModule(tree, prefixes(place.file), module) !== null
  )
}

/** The nearest parent directory with a package file; '' is the repository. */
function packageAround(tree: Tree, directory: string): string {
  const says = ['pyproject.toml', 'Pipfile', 'setup.py', 'manage.py', 'go.mod', 'Cargo.toml']
  if (directory === '' || says.some((name) => tree.entry(posixJoin(directory, name)) !== undefined))
    return directory
  return packageAround(tree, directoryOf(directory))
}

function withUniqueNames(programs: readonly Program[]): Program[] {
  const taken = new Set<string>()
  return programs.map((program) => {
    const names = [
      program.name,
      `${program.name}-${program.type}`,
      ...Array.from({ length: 100 }, (_, n) => `${program.name}-${n + 2}`),
    ]
    const name = names.find((one) => !taken.has(one)) ?? program.name
    taken.add(name)
    return { ...program, name }
  })
}
