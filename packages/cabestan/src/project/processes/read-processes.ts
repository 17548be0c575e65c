import { joined, normalised } from '../python/posix-path.ts'
import type { Processes, Program } from '../reading.ts'
import { directoryOf, isBelow } from '../where/source-paths.ts'
import { readBrokers } from './brokers.ts'
import { readCelery } from './celery.ts'
import { declaredPrograms } from './commands.ts'
import { type DeclaredCommand, declaredCommands } from './declared.ts'
import type { ProcessesInput } from './input.ts'
import { readInterface } from './interface.ts'
import { queuePrograms } from './queues.ts'
import { readScheduled } from './scheduled.ts'
import { readServices } from './services.ts'

/** What must run beside the web process, and what all of it needs from the server. */
export function readProcesses(input: ProcessesInput): Processes {
  const declared = declaredCommands(input.tree).filter((each) => isOfProject(each, input.directory))
  const celery = readCelery(input, declared)
  const workers = [...(celery?.programs ?? []), ...queuePrograms(input, declared)]
  const programs = withUniqueNames([...workers, ...declaredPrograms(input, declared, workers)])
  return {
    interface: readInterface(input, declared),
    programs,
    usualQueue: celery?.usualQueue ?? null,
    scheduled: readScheduled(input, declared),
    ...readBrokers(input, celery, programs),
    services: readServices(input),
  }
}

/** In a repository of several, an image that is built beside the project is another one's. */
function isOfProject({ builtFrom, place }: DeclaredCommand, directory: string): boolean {
  if (builtFrom === undefined || directory === '') return true
  const from = normalised(joined(directoryOf(place.file), builtFrom)).replace(/^\.$/, '')
  return from === directory || isBelow(directory, from) || isBelow(from, directory)
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
