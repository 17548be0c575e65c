import { entry, isSaid, keysOf, textOf } from '../python/access.ts'
import type { Value } from '../python/values.ts'

/** A place in the settings where a package takes its Redis from. */
export interface RedisHome {
  /** `['RQ_QUEUES', 'default']` */
  readonly path: readonly string[]
  /** An address, or a dictionary with its parts; undefined means that the package connects to its own machine. */
  readonly value: Value | undefined
  /** Its keys are in capitals. */
  readonly capitals: boolean
  /** `RedisHuey('shop', host='localhost')` is an object already, so nothing can be put into it. */
  readonly made?: true
}

export interface RedisSettings {
  readonly get: (setting: string) => Value | undefined
  readonly apps: readonly string[]
}

/** Places that a dictionary of the settings describes, or that exist just because a package is used. */
export function redisHomes(settings: RedisSettings): RedisHome[] {
  const { get } = settings
  return [
    ...rqHomes(get('RQ_QUEUES')),
    ...hueyHome(settings),
    ...dramatiqHome(get('DRAMATIQ_BROKER'), 'DRAMATIQ_BROKER', 'BROKER', 'OPTIONS'),
    ...dramatiqHome(get('DRAMATIQ_RESULT_BACKEND'), 'DRAMATIQ_RESULT_BACKEND', 'BACKEND', 'BACKEND_OPTIONS'),
    ...dramatiqHome(
      get('DRAMATIQ_RATE_LIMITER_BACKEND'),
      'DRAMATIQ_RATE_LIMITER_BACKEND',
      'BACKEND',
      'BACKEND_OPTIONS',
    ),
    ...djangoQHome(get('Q_CLUSTER')),
    ...alone(settings),
  ]
}

function homeAt({ get }: RedisSettings, ...path: readonly [string, ...string[]]): RedisHome {
  const [setting, ...keys] = path
  return { path, value: entry(get(setting), ...keys), capitals: false }
}

/** If there are several dictionaries nobody knows which one is used, so nothing can be put into it. */
function rqHomes(queues: Value | undefined): RedisHome[] {
  if (!isSaid(queues)) return []
  if (queues.type !== 'dict') return [{ path: ['RQ_QUEUES'], value: queues, capitals: true }]
  return keysOf(queues).map((name) => ({
    path: ['RQ_QUEUES', name],
    value: entry(queues, name),
    capitals: true,
  }))
}

/**
 * `connection` overrides what stands beside it. Without either, and without HUEY, it is a Redis on the same machine.
 */
function hueyHome(settings: RedisSettings): RedisHome[] {
  const huey = settings.get('HUEY')
  if (!isSaid(huey)) return has(settings, 'huey.contrib.djhuey') ? [homeAt(settings, 'HUEY')] : []
  if (huey.type === 'object') return /Redis/.test(huey.name) ? [madeHuey(huey.named)] : []
  if (huey.type !== 'dict') return [homeAt(settings, 'HUEY')]
  if (!/Redis/.test(textOf(entry(huey, 'huey_class') ?? entry(huey, 'backend_class')) ?? 'RedisHuey'))
    return []
  const isBeside = isSaid(entry(huey, 'url')) || !isSaid(entry(huey, 'connection'))
  return [isBeside ? homeAt(settings, 'HUEY') : homeAt(settings, 'HUEY', 'connection')]
}

function madeHuey(named: Readonly<Record<string, Value>>): RedisHome {
  const entries = Object.entries(named).map(
    ([name, value]) => [{ type: 'text', text: name, flavour: 'str' }, value] as const,
  )
  return { path: ['HUEY'], value: { type: 'dict', entries }, capitals: false, made: true }
}

function dramatiqHome(value: Value | undefined, setting: string, kind: string, options: string): RedisHome[] {
  if (value?.type !== 'dict' || !/\bRedis\w*$/.test(textOf(entry(value, kind)) ?? '')) return []
  return [{ path: [setting, options], value: entry(value, options), capitals: false }]
}

/** A cluster that is told of nothing else uses Redis. */
export function djangoQHome(cluster: Value | undefined): RedisHome[] {
  if (cluster?.type !== 'dict') return []
  const keys = keysOf(cluster).filter((key) => isSaid(entry(cluster, key)))
  const isElsewhere = cluster.open === true || keys.some((key) => otherBrokers.has(key))
  if (!keys.includes('redis') && isElsewhere) return []
  return [{ path: ['Q_CLUSTER', 'redis'], value: entry(cluster, 'redis'), capitals: false }]
}

const otherBrokers = new Set([
  'broker_class',
  'disque_nodes',
  'django_redis',
  'iron_mq',
  'mongo',
  'orm',
  'sqs',
])

/** Places of packages that connect to the same machine without being told. */
function alone(settings: RedisSettings): RedisHome[] {
  const { get } = settings
  const backend = textOf(get('CONSTANCE_BACKEND')) ?? 'redisd'
  const wanted = {
    CONSTANCE_REDIS_CONNECTION:
      has(settings, 'constance') && /redis/.test(backend) && !isSaid(get('CONSTANCE_REDIS_CONNECTION_CLASS')),
    CACHEOPS_REDIS: has(settings, 'cacheops') && !isSaid(get('CACHEOPS_SENTINEL')),
    SESSION_REDIS: /^redis_sessions\./.test(textOf(get('SESSION_ENGINE')) ?? ''),
  }
  return Object.entries(wanted).flatMap(([setting, isWanted]) =>
    isWanted || isSaid(get(setting)) ? [homeAt(settings, setting)] : [],
  )
}

function has({ apps }: RedisSettings, module: string): boolean {
  return apps.some((app) => app === module || app.startsWith(`${module}.`))
}
