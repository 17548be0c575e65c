import type { ProcessChoice, ProjectChoices } from '../../config/configuration.ts'
import type { Processes, Program } from './reading.ts'

/** A long-running command beside the web process, as it was found and as the owner corrected it. */
export interface ChosenProgram {
  readonly name: string
  readonly found: Program | null
  readonly choice: ProcessChoice | null
}

/** The programs to run, without those that the owner removed. */
export function chosenPrograms(
  { programs }: Pick<Processes, 'programs'>,
  { processes }: Pick<ProjectChoices, 'processes'>,
): ChosenProgram[] {
  const found = new Map(programs.map((program) => [programName(program), program]))
  const names = new Set([...found.keys(), ...Object.keys(processes)])
  return [...names].flatMap((name) => {
    const choice = Object.hasOwn(processes, name) ? processes[name] : undefined
    return choice === false ? [] : [{ name, found: found.get(name) ?? null, choice: choice ?? null }]
  })
}

/** These names are taken by the web process and its logs. */
export function programName({ name }: Pick<Program, 'name'>): string {
  return /^(web|blue|green|web-blue|web-green)$|^schedule-/.test(name) ? `${name}-program` : name
}
