import type { Processes, Program } from '../reading.ts'
import { readBrokers } from './brokers.ts'
import { readCelery } from './celery.ts'
import { declaredPrograms } from './commands.ts'
import { declaredCommands } from './declared.ts'
import type { ProcessesInput } from './input.ts'
import { readInterface } from './interface.ts'
import { queuePrograms } from './queues.ts'
import { readScheduled } from './scheduled.ts'
import { readServices } from './services.ts'

/** What must run beside the web process, and what all of it needs from the server. */
export function readProcesses(input: ProcessesInput): Processes {
  const declared = declaredCommands(input.tree)
  const celery = readCelery(input, declared)
  const workers = [...(celery?.programs ?? []), ...queuePrograms(input, declared)]
  const programs = withUniqueNames([...workers, ...declaredPrograms(declared, workers)])
  return {
    interface: readInterface(input, declared),
    programs,
    usualQueue: celery?.usualQueue ?? null,
    scheduled: readScheduled(input, declared),
    ...readBrokers(input, celery, programs),
    services: readServices(input),
  }
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
