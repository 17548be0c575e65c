import type { Place } from '../answer.ts'
import { type keysOf, placeOf } from '../python/access.ts'
import { nameOf, nodesIn } from '../python/parse/nodes.ts'
import type { Module } from '../python/parse/syntax.ts'
import type { DeclaredCommand } from './declared.ts'
import { appPlace, hasApp, type ProcessesInput, settingOf } from './input.ts'
import type { Program } from './reading.ts'
import { modulesWith } from './source.ts'

/** Where a command or a schedule asks for it. */
export function beatPrograms(
  input: ProcessesInput,
  { app, commands, place: madeAt }: { app: string; commands: readonly DeclaredCommand[]; place: Place },
): Program[] {
  const command = commands.find(
    ({ words }) => words.includes('beat') || words.some((word) => /^(?:-B|--beat)$/.test(word)),
  )
  const place = command?.place ?? schedulePlace(input, madeAt)
  if (!place) return []
  const inDatabase = hasApp(input, 'django_celery_beat')
  const scheduler = inDatabase ? ['--scheduler', 'django_celery_beat.schedulers:DatabaseScheduler'] : []
  return [
    {
      name: 'beat',
      type: 'celery-beat',
      argv: ['celery', '-A', app, 'beat', '--loglevel', 'info', ...scheduler],
      place,
    },
  ]
}

function schedulePlace(input: ProcessesInput, madeAt: Place): Place | null {
  const schedule = settingOf(input, 'CELERY_BEAT_SCHEDULE', 'CELERYBEAT_SCHEDULE')
  if (schedule && !isEmpty(schedule)) return placeOf(schedule) ?? madeAt
  if (hasApp(input, 'django_celery_beat')) return appPlace(input, 'django_celery_beat')
  for (const module of modulesWith(
    input,
    /beat_schedule|add_periodic_task|periodic_task\(|CELERYBEAT_SCHEDULE|CELERY_BEAT_SCHEDULE/,
  )) {
    const line = scheduleLine(module)
    if (line !== null) return { file: module.file, line }
  }
  return null
}

function isEmpty(value: Parameters<typeof keysOf>[0]): boolean {
  return value?.type === 'dict' && value.entries.length === 0 && !value.open
}

function scheduleLine({ body }: Module): number | null {
  const found = nodesIn(body).find(
    (node) =>
      (node.type === 'assign' &&
        node.targets.some((target) =>
          /(?:^|\.)(?:beat_schedule|CELERYBEAT_SCHEDULE)$/.test(nameOf(target)),
        )) ||
      (node.type === 'call' && /(?:^|\.)(?:add_periodic_task|periodic_task)$/.test(nameOf(node.callee))),
  )
  return found?.line ?? null
}
