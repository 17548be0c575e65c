import type { Configuration } from '../config/configuration.ts'
import { understoodJob } from '../project/processes/scheduled.ts'
import type { Reading } from '../project/reading.ts'

export interface ScheduledCommand {
  readonly name: string
  /** As crontab(5) has it. */
  readonly at: string
  readonly argv: readonly string[]
}

/** What is run by the clock: as the project declares it, and as the owner knows better. */
export function scheduledCommands(
  { processes }: Pick<Reading, 'processes'>,
  { project: { schedule } }: Pick<Configuration, 'project'>,
): ScheduledCommand[] {
  const own = Object.entries(schedule).flatMap(([name, choice]) =>
    choice ? [{ name, at: choice.at, argv: choice.command }] : [],
  )
  const found = processes.scheduled.flatMap((job) => understoodJob(job) ?? [])
  const named = withNames(found).filter(({ name }) => !Object.hasOwn(schedule, name))
  return [...own, ...named]
}

/** After the command of manage.py that is run: `clearsessions`, `clearsessions-2`. */
function withNames(commands: readonly Omit<ScheduledCommand, 'name'>[]): ScheduledCommand[] {
  const seen = new Map<string, number>()
  return commands.map((command) => {
    const name = nameOf(command.argv)
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return { ...command, name: count === 1 ? name : `${name}-${count}` }
  })
}

function nameOf(argv: readonly string[]): string {
  const at = argv.findIndex((word) => /(?:^|\/)manage\.py$/.test(word))
  const plain = (argv[at + 1] ?? '').toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return /^[a-z][a-z0-9-]*/.exec(plain.slice(0, 25))?.[0].replace(/-$/, '') ?? 'command'
}
