import { booleanOf, entry, keysOf } from '../python/access.ts'
import { argument, callsIn, lastName, textOf as textIn } from '../python/parse/nodes.ts'
import type { DeclaredCommand } from './declared.ts'
import { appPlace, hasApp, type ProcessesInput, settingOf } from './input.ts'
import type { Program } from './reading.ts'
import { modulesWith } from './source.ts'

interface Queue {
  readonly app: string
  readonly type: Program['type']
  /** The directory of manage.py. */
  readonly command: string
  readonly more?: (input: ProcessesInput) => readonly string[]
  /** Queues that code sends jobs to. */
  readonly queues?: (input: ProcessesInput) => readonly string[]
  /** Whether production does the work inside the web process, without a worker. */
  readonly idle?: (input: ProcessesInput) => boolean
}

/** Workers that Django packages bring as a command of manage.py. */
const queues: readonly Queue[] = [
  { app: 'django_rq', type: 'rq', command: 'rqworker', more: rqQueues },
  { app: 'huey.contrib.djhuey', type: 'huey', command: 'run_huey', idle: isImmediate },
  { app: 'django_dramatiq', type: 'dramatiq', command: 'rundramatiq', queues: actorQueues },
  {
    app: 'django_q',
    type: 'django-q',
    command: 'qcluster',
    idle: (input) => booleanOf(entry(input.values.get('Q_CLUSTER'), 'sync')) === true,
  },
  { app: 'background_task', type: 'command', command: 'process_tasks' },
  { app: 'django_tasks.backends.database', type: 'command', command: 'db_worker' },
  { app: 'django_tasks_db', type: 'command', command: 'db_worker' },
  { app: 'procrastinate.contrib.django', type: 'command', command: 'procrastinate', more: () => ['worker'] },
]

export function queuePrograms(input: ProcessesInput, declared: readonly DeclaredCommand[]): Program[] {
  return queues
    .filter(({ app, idle }) => hasApp(input, app) && !idle?.(input))
    .map(({ app, type, command, more, queues }) => {
      const told = declared.find(({ words }) => words.includes(command))
      const options =
        told && !told.words.some((word) => /[$`%]/.test(word))
          ? told.words.slice(told.words.indexOf(command) + 1)
          : more?.(input)
      return {
        name: 'worker',
        type,
        argv: ['python', 'manage.py', command, ...(options ?? [])],
        ...(queues ? { queues: queues(input) } : {}),
        place: told?.place ?? appPlace(input, app),
      }
    })
}

/** Without names it only serves `default`. */
function rqQueues({ values }: ProcessesInput): readonly string[] {
  const names = keysOf(values.get('RQ_QUEUES'))
  return names.length === 1 && names[0] === 'default' ? [] : names
}

/** `@dramatiq.actor(queue_name='mail')`; an actor that names none is in `default`. */
function actorQueues(input: ProcessesInput): readonly string[] {
  const said = modulesWith(input, /\bqueue_name\s*=/).flatMap(({ body }) =>
    callsIn(body).flatMap((call) =>
      lastName(call.callee) === 'actor' ? (textIn(argument(call, 99, 'queue_name')) ?? []) : [],
    ),
  )
  return [...new Set(['default', ...said])]
}

/** Huey works immediately where it is told to, and under DEBUG unless it is told otherwise. */
function isImmediate(input: ProcessesInput): boolean {
  const huey = settingOf(input, 'HUEY')
  return booleanOf(entry(huey, 'immediate') ?? entry(huey, 'always_eager')) === true
}
