import type { RedisView } from '../../render/settings/redis.ts'
import { firstOfCaches } from '../environment/derived-redis.ts'
import type { EnvironmentRole } from '../environment/reading.ts'
import { isOfContainers } from '../processes/brokers.ts'
import { isConnection, type RedisHomeStanding, redisStandings } from '../processes/redis-standing.ts'
import { alternatives, entry, keysBehind, keysOf, numberOf, textOf } from '../python/access.ts'
import type { Value } from '../python/values.ts'
import type { OverlayDecisions } from './decisions.ts'
import type { ProjectSettings } from './project-settings.ts'

const lastDatabase = 15

export function redisView(settings: ProjectSettings, decisions: OverlayDecisions): RedisView | null {
  const { redis, rabbitmq } = decisions
  if (!redis) return null
  const urls = [...settings.reading.settings.values.keys()].filter(
    (name) =>
      holdsAddress.test(name) &&
      (isRedis(settings.value(name), settings) || (!rabbitmq && isOfContainers(settings.text(name) ?? ''))),
  )
  const homes = homesOf(settings, decisions)
  const free = databasesBeside(homes)
  const view = {
    caches: aliases(settings, 'CACHES').map((alias, index) => ({
      alias,
      database: free[index] ?? lastDatabase,
    })),
    channelLayers: aliases(settings, 'CHANNEL_LAYERS'),
    urls,
    connections: homes.flatMap(({ home, standing }) =>
      home.made || !isConnection(standing) ? [] : [standing],
    ),
  }
  const { caches, channelLayers, connections } = view
  return [caches, channelLayers, urls, connections].every((each) => each.length === 0) ? null : view
}

function homesOf(settings: ProjectSettings, { given }: OverlayDecisions): RedisHomeStanding[] {
  const apps = settings.items('INSTALLED_APPS')
  const known = { environment: settings.reading.environment, given }
  return redisStandings({ get: (name) => settings.found(name), apps }, known)
}

/** For caches: emptying one must not empty what a package keeps in the database whose number the project chose. */
function databasesBeside(homes: readonly RedisHomeStanding[]): readonly number[] {
  const taken = homes.map(({ home: { value, capitals }, standing }) =>
    isConnection(standing) ? Number(standing.database) : numberOf(entry(value, capitals ? 'DB' : 'db')),
  )
  const all = Array.from({ length: lastDatabase }, (_, index) => firstOfCaches + index)
  return all.filter((number) => !taken.includes(number))
}

/** Celery has a broker that no setting names, because its application was given it in code. */
export function brokerInCode({ reading: { processes } }: ProjectSettings, redis: RedisView | null): boolean {
  const isWanted =
    processes.redis.value === true && processes.programs.some(({ type }) => /^celery/.test(type))
  return isWanted && !redis?.urls.some((setting) => setting.endsWith('BROKER_URL'))
}

/** Settings of packages that use a Redis which stays as they name it. */
export function otherRedisUsers(settings: ProjectSettings, decisions: OverlayDecisions): string[] {
  return homesOf(settings, decisions).flatMap(({ home, standing }) =>
    standing === 'environment' || (isConnection(standing) && !home.made) ? [] : (home.path[0] ?? []),
  )
}

/** Celery's settings under its namespaces, and plain ones that the project looks up. */
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
  // What the environment only has on the server is empty here.
  if (text !== null && text !== '') return /^(rediss?|redis\+socket|unix):/.test(text)
  const { redis, rabbitmq } = settings.reading.processes
  // DRAMATIQ_RESULT_BACKEND, which ends like Celery's, describes one.
  if (rabbitmq.value === true || alternatives(value).some(({ type }) => type === 'dict')) return false
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
