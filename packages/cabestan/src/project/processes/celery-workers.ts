import type { Place } from '../answer.ts'
import { entry, keysOf, textOf } from '../python/access.ts'
import { argument, callsIn, nameOf, nodesIn, textOf as textIn } from '../python/parse/nodes.ts'
import { fileNameOf } from '../tree/source-paths.ts'
import { programName } from './commands.ts'
import type { DeclaredCommand } from './declared.ts'
import { type ProcessesInput, settingOf } from './input.ts'
import type { Program } from './reading.ts'
import { modulesWith } from './source.ts'

/** Workers as the project starts them; one for all queues where it says nothing. */
export function workerPrograms(
  input: ProcessesInput,
  { app, workers, place }: { app: string; workers: readonly DeclaredCommand[]; place: Place },
): Program[] {
  const best = workers.filter(({ development }) => development === workers[0]?.development)
  const needed = withoutAlternatives(best, usualQueueOf(input))
  const different = [...new Map(needed.map((worker) => [queuesIn(worker.words) ?? '', worker])).entries()]
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

/**
 * Files of two kinds describe one and the same site for two kinds of server: a worker whose queues the other file's
 * take already is one of theirs. What one file has is meant to run side by side.
 */
function withoutAlternatives(workers: readonly DeclaredCommand[], usual: string): DeclaredCommand[] {
  const queuesFrom = ({ words }: DeclaredCommand) => (queuesIn(words) ?? usual).split(',')
  const descriptions = [...Map.groupBy(workers, descriptionOf).values()]
  const most = descriptions.toSorted((a, b) => b.flatMap(queuesFrom).length - a.flatMap(queuesFrom).length)
  const taken = new Set<string>()
  const needed = new Set(
    most.flatMap((own) => {
      const more = own.filter((worker) => queuesFrom(worker).some((queue) => !taken.has(queue)))
      for (const queue of more.flatMap(queuesFrom)) taken.add(queue)
      return more
    }),
  )
  return workers.filter((worker) => needed.has(worker))
}

/** A Procfile or a compose file is complete; systemd, supervisor and scripts have one file per program. */
function descriptionOf({ place: { file } }: DeclaredCommand): string {
  const isWhole = /^(?:Procfile|app\.json)|\.ya?ml$/i.test(fileNameOf(file))
  return isWhole ? file : (/\.[a-z]+$/.exec(file)?.[0] ?? '')
}

function queuesGiven(queues: string): string[] {
  return queues === '' ? [] : ['-Q', queues]
}

/** Options that say how much is done at once, and which tasks. */
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

/** Queues that tasks are sent to and that a worker only serves when told to. */
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

/** In the settings, or where the application is created: `app.conf.task_default_queue = 'shop'`. */
export function usualQueueOf(input: ProcessesInput): string {
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
