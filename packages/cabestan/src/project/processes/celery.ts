import type { Place } from '../answer.ts'
import { booleanOf, entry, keysOf, placeOf, textOf, valuesOf } from '../python/access.ts'
import type { Module } from '../python/syntax.ts'
import type { Program } from '../reading.ts'
import { moduleOf } from '../where/module-name.ts'
import { argument, callsIn, lastName, nameOf, nodesIn, textOf as textIn } from '../where/nodes.ts'
import { programName } from './commands.ts'
import type { DeclaredCommand } from './declared.ts'
import { hasApp, type ProcessesInput, settingOf } from './input.ts'
import { modulesWith } from './source.ts'

export interface CeleryReading {
  /** What stands behind `-A`. */
  readonly app: string
  readonly programs: readonly Program[]
  /** In which tasks wait that name no other. */
  readonly usualQueue: string
  /** Where the application itself is told of its broker: `Celery('shop', broker='redis://…')`. */
  readonly broker: string | null
  readonly place: Place
}

/** Celery where it does something: an application, and tasks for it. */
export function readCelery(
  input: ProcessesInput,
  declared: readonly DeclaredCommand[],
): CeleryReading | null {
  const commands = declared.filter(({ words }) => isCelery(words))
  const made = madeIn(input)
  if (!made) return null
  const workers = commands.filter(({ words }) => words.includes('worker'))
  // Tasks that are done at once need nobody; where a worker is named, that is only the default.
  const isEager = booleanOf(settingOf(input, 'CELERY_TASK_ALWAYS_EAGER', 'CELERY_ALWAYS_EAGER')) === true
  if (isEager && workers.length === 0) return null
  if (
    workers.length === 0 &&
    modulesWith(input, /shared_task|\.task\b|@task\b|\bTask\)/).every((module) => !hasTask(module))
  )
    return null
  const app = appNamed(commands) ?? appOf(input, made.module)
  const programs = [
    ...workerPrograms(input, { app, workers, place: made.place }),
    ...beatPrograms(input, { app, commands, made }),
  ]
  return { app, programs, usualQueue: usualQueueOf(input), broker: made.broker, place: made.place }
}

interface Made {
  readonly module: Module
  readonly place: Place
  readonly broker: string | null
}

function madeIn(input: ProcessesInput): Made | null {
  for (const module of modulesWith(input, /\bCelery\(/)) {
    const call = callsIn(module.body).find(({ callee }) => lastName(callee) === 'Celery')
    if (call)
      return {
        module,
        place: { file: module.file, line: call.line },
        broker: textIn(argument(call, 99, 'broker')),
      }
  }
  return null
}

function hasTask({ body }: Module): boolean {
  return nodesIn(body).some(
    (node) =>
      (node.type === 'function' &&
        node.decorators.some((one) =>
          isTaskDecorator(one.type === 'call' ? nameOf(one.callee) : nameOf(one)),
        )) ||
      (node.type === 'class' && node.arguments.some(({ value }) => /(?:^|\.)Task$/.test(nameOf(value)))),
  )
}

function isTaskDecorator(name: string): boolean {
  return /(?:^|\.)(?:shared_task|periodic_task|task)$/.test(name)
}

/** `celery …`, `python -m celery …`, `/venv/bin/celery …`, `manage.py celery …`. */
function isCelery(words: readonly string[]): boolean {
  return words.slice(0, 3).some((word) => /(?:^|\/)celery$/.test(word))
}

function appNamed(commands: readonly DeclaredCommand[]): string | null {
  for (const { words } of commands) {
    const at = words.findIndex((word) => word === '-A' || word === '--app')
    const named = at < 0 ? words.find((word) => word.startsWith('--app='))?.slice(6) : words[at + 1]
    if (named && /^[\w.:]+$/.test(named)) return named
  }
  return null
}

/** Celery finds `shop.celery` by the name `shop`, and no other module so. */
function appOf(input: ProcessesInput, module: Module): string {
  return (moduleOf(input.pythonPath, module.file) ?? '').replace(/\.celery$/, '')
}

function workerPrograms(
  input: ProcessesInput,
  { app, workers, place }: { app: string; workers: readonly DeclaredCommand[]; place: Place },
): Program[] {
  const best = workers.filter(({ development }) => development === workers[0]?.development)
  const different = [...new Map(best.map((worker) => [queuesIn(worker.words) ?? '', worker])).entries()]
  const argv = ['celery', '-A', app, 'worker', '--loglevel', 'info']
  if (different.length === 0)
    return [{ name: 'worker', type: 'celery-worker', argv: [...argv, ...queuesOf(input)], place }]
  return different.map(([queues, worker], index) => {
    const only = different.length === 1 && queues === '' ? queuesOf(input) : []
    return {
      name: index === 0 ? 'worker' : programName(`worker-${queues || 'default'}`),
      type: 'celery-worker',
      argv: [...argv, ...only, ...(worker.development ? queuesGiven(queues) : workerOptions(worker.words))],
      place: worker.place,
    }
  })
}

function queuesGiven(queues: string): string[] {
  return queues === '' ? [] : ['-Q', queues]
}

/** Those that say how much is done at once, and of what. */
const kept =
  /^(?:-Q|--queues|-c|--concurrency|-P|--pool|-O|--autoscale|--max-tasks-per-child|--max-memory-per-child|--time-limit|--soft-time-limit|--prefetch-multiplier|-E|--task-events|--without-gossip|--without-mingle|--without-heartbeat)$/

function workerOptions(words: readonly string[]): string[] {
  const options = words.slice(words.indexOf('worker') + 1)
  return options.flatMap((word, index) => {
    const [name = '', value] = word.split('=', 2)
    const next = value ?? options[index + 1] ?? ''
    if (!kept.test(name) || /[$`%]/.test(next)) return []
    return value !== undefined || next === '' || next.startsWith('-') ? [word] : [word, next]
  })
}

function queuesIn(words: readonly string[]): string | null {
  const at = words.findIndex((word) => word === '-Q' || word === '--queues')
  const queues = at < 0 ? words.find((word) => word.startsWith('--queues='))?.slice(9) : words[at + 1]
  return queues && /^[\w.,-]+$/.test(queues) ? queues : null
}

/** Queues that tasks are sent to and that a worker takes nothing from unless it is told. */
function queuesOf(input: ProcessesInput): string[] {
  if (settingOf(input, 'CELERY_TASK_QUEUES', 'CELERY_QUEUES')) return []
  const routes = settingOf(input, 'CELERY_TASK_ROUTES', 'CELERY_ROUTES')
  const routed = keysOf(routes).flatMap((task) => {
    const route = entry(routes, task)
    return textOf(route) ?? textOf(entry(route, 'queue')) ?? []
  })
  const sent = modulesWith(input, /\bqueue\s*=/).flatMap(({ body }) =>
    callsIn(body).flatMap((call) =>
      /task|apply_async/.test(nameOf(call.callee)) ? (textIn(argument(call, 99, 'queue')) ?? []) : [],
    ),
  )
  const usual = usualQueueOf(input)
  const others = [...new Set([...routed, ...sent])].filter(
    (queue) => queue !== usual && /^[\w.-]+$/.test(queue),
  )
  return others.length === 0 ? [] : ['-Q', [usual, ...others].join(',')]
}

/** In the settings, or where the application is made: `app.conf.task_default_queue = 'shop'`. */
function usualQueueOf(input: ProcessesInput): string {
  const told = textOf(settingOf(input, 'CELERY_TASK_DEFAULT_QUEUE', 'CELERY_DEFAULT_QUEUE'))
  if (told !== null) return told
  const assigned = modulesWith(input, /\.task_default_queue\b/).flatMap(({ body }) =>
    nodesIn(body).flatMap((node) =>
      node.type === 'assign' && node.targets.some((target) => /\.task_default_queue$/.test(nameOf(target)))
        ? (textIn(node.value ?? undefined) ?? [])
        : [],
    ),
  )
  return assigned[0] ?? 'celery'
}

function beatPrograms(
  input: ProcessesInput,
  { app, commands, made }: { app: string; commands: readonly DeclaredCommand[]; made: Made },
): Program[] {
  const command = commands.find(
    ({ words }) => words.includes('beat') || words.some((word) => /^(?:-B|--beat)$/.test(word)),
  )
  const place = command?.place ?? schedulePlace(input, made)
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

function schedulePlace(input: ProcessesInput, made: Made): Place | null {
  const schedule = settingOf(input, 'CELERY_BEAT_SCHEDULE', 'CELERYBEAT_SCHEDULE')
  if (schedule && !isEmpty(schedule)) return placeOf(schedule) ?? made.place
  if (hasApp(input, 'django_celery_beat'))
    return (
      valuesOf(input.values.get('INSTALLED_APPS')).find((app) =>
        textOf(app)?.startsWith('django_celery_beat'),
      )?.place ?? made.place
    )
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
