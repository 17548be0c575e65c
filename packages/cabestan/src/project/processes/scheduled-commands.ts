import type { ProjectChoices } from '../../config/configuration.ts'
import type { Processes } from './reading.ts'
import { understoodJob } from './scheduled.ts'

export interface ScheduledCommand {
  readonly name: string
  /** As in crontab(5). */
  readonly at: string
  readonly argv: readonly string[]
}

/** Scheduled commands, as the project declares them and as the owner corrected them. */
export function scheduledCommands(
  { processes }: { readonly processes: Processes },
  { project: { schedule } }: { readonly project: Pick<ProjectChoices, 'schedule'> },
): ScheduledCommand[] {
  const own = Object.entries(schedule).flatMap(([name, choice]) =>
    choice ? [{ name, at: choice.at, argv: choice.command }] : [],
  )
  const found = namedJobs(processes).filter(({ name }) => !Object.hasOwn(schedule, name))
  return [...own, ...found.map(({ name, at, argv }) => ({ name, at, argv }))]
}

interface NamedJob extends ScheduledCommand {
  readonly job: Processes['scheduled'][number]
}

/** Commands that can run here, named after the command of manage.py: `clearsessions`, `clearsessions-2`. */
export function namedJobs({ scheduled }: Pick<Processes, 'scheduled'>): NamedJob[] {
  const seen = new Map<string, number>()
  return scheduled.flatMap((job) => {
    const understood = understoodJob(job)
    if (understood === null) return []
    const name = nameOf(understood.argv)
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return [{ ...understood, name: count === 1 ? name : `${name}-${count}`, job }]
  })
}

function nameOf(argv: readonly string[]): string {
  const at = argv.findIndex((word) => /(?:^|\/)manage\.py$/.test(word))
  const plain = (argv[at + 1] ?? '').toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return /^[a-z][a-z0-9-]*/.exec(plain.slice(0, 25))?.[0].replace(/-$/, '') ?? 'command'
}
