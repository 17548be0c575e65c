import type { RedisView } from '../../render/settings/view.ts'
import { firstOfCaches } from '../environment/derived-redis.ts'
import type { EnvironmentRole } from '../environment/reading.ts'
import { isOfContainers } from '../processes/brokers.ts'
import { alternatives, keysBehind, keysOf, textOf } from '../python/access.ts'
import type { Value } from '../python/values.ts'
import type { OverlayDecisions } from './decisions.ts'
import type { ProjectSettings } from './project-settings.ts'

const lastDatabase = 15

export function redisView(
  settings: ProjectSettings,
  { redis, rabbitmq }: OverlayDecisions,
): RedisView | null {
  if (!redis) return null
  const urls = [...settings.reading.settings.values.keys()].filter(
    (name) =>
      holdsAddress.test(name) &&
      (isRedis(settings.value(name), settings) || (!rabbitmq && isOfContainers(settings.text(name) ?? ''))),
  )
  const view = {
    caches: aliases(settings, 'CACHES').map((alias, index) => ({
      alias,
      database: Math.min(firstOfCaches + index, lastDatabase),
    })),
    channelLayers: aliases(settings, 'CHANNEL_LAYERS'),
    urls,
  }
  return view.caches.length + view.channelLayers.length + urls.length === 0 ? null : view
}

/** Celery has a broker that no setting names: its application was told in its own code. */
export function brokerInCode({ reading: { processes } }: ProjectSettings, redis: RedisView | null): boolean {
  const isWanted =
    processes.redis.value === true && processes.programs.some(({ type }) => /^celery/.test(type))
  return isWanted && !redis?.urls.some((setting) => setting.endsWith('BROKER_URL'))
}

/** Settings of packages that keep things in a Redis which they name themselves. */
export function otherRedisUsers(settings: ProjectSettings): string[] {
  return [
    'RQ_QUEUES',
    'HUEY',
    'Q_CLUSTER',
    'DRAMATIQ_BROKER',
    'SESSION_REDIS',
    'SESSION_REDIS_URL',
    'CONSTANCE_REDIS_CONNECTION',
    'CACHEOPS_REDIS',
  ].filter((setting) => settings.has(setting) && !comesFrom(settings.value(setting), settings, ['redis-url']))
}

/** Celery's by its namespaces, and plain ones that the project looks up. */
const holdsAddress = /(^|_)(BROKER_URL|RESULT_BACKEND|REDIS_URL)$/

function aliases(settings: ProjectSettings, setting: string): string[] {
  return keysOf(settings.found(setting)).filter((alias) => {
    const backend = settings.found(setting, alias, 'BACKEND')
    if (backend === undefined) return comesFrom(settings.found(setting, alias), settings, ['cache-url'])
    return alternatives(backend).some((each) => /redis/i.test(textOf(each) ?? ''))
  })
}

function isRedis(value: Value | undefined, settings: ProjectSettings): boolean {
  const text = textOf(value)
  // What the environment says only on the server is empty here.
  if (text !== null && text !== '') return /^(rediss?|redis\+socket|unix):/.test(text)
  const { redis, rabbitmq } = settings.reading.processes
  if (rabbitmq.value === true) return false
  return redis.value === true || comesFrom(value, settings, ['redis-url', 'broker-url'])
}

function comesFrom(
  value: Value | undefined,
  { reading: { environment } }: ProjectSettings,
  roles: readonly EnvironmentRole[],
): boolean {
  const keys = environment.filter(({ role }) => roles.includes(role)).map(({ name }) => name)
  return keysBehind(value).some((key) => keys.includes(key))
}
