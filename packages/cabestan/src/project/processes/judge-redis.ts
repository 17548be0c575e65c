import type { Finding } from '../findings/finding.ts'
import { hostElsewhere, hostIn, isHere } from '../hosts.ts'
import { installedApps, keysBehind, placeOf, textsIn } from '../python/access.ts'
import type { ProcessesQuestion } from './processes-question.ts'
import { isConnection, redisStandings } from './redis-standing.ts'

/** What the application's own Redis means for settings and code that were written for another one. */
export function judgeRedis(question: ProcessesQuestion): Finding[] {
  return [...redisGuessed(question), ...redisWrittenDown(question), ...redisOverThere(question)]
}

function redisGuessed({ processes: { redis: wanted } }: ProcessesQuestion): Finding[] {
  if (wanted.value !== true || wanted.certainty !== 'guessed') return []
  return [{ code: 'processes.redis-guessed', severity: 'note', places: wanted.places, values: {} }]
}

/**
 * The overlay configures the application's Redis wherever it can; an object that code already created finds none
 * here.
 */
function redisWrittenDown({ input, processes, redis, environment, given }: ProcessesQuestion): Finding[] {
  if (!redis || processes.redis.value !== true) return []
  const apps = installedApps(input.values)
  const known = { environment, given }
  const written = redisStandings({ get: (name) => input.values.get(name), apps }, known)
    .filter(({ home: { made, value }, standing }) =>
      made
        ? isConnection(standing)
        : standing === null && textsIn(value).some((text) => isHere(hostIn(text))),
    )
    .map(({ home: { path } }) => path[0] ?? '')
  if (written.length === 0) return []
  const settings = [...new Set(written)].join(', ')
  const places = written.flatMap((setting) => placeOf(input.values.get(setting)) ?? [])
  return [{ code: 'processes.redis-written-down', severity: 'warning', places, values: { settings } }]
}

/** The overlay configures the application's own, even over a literal address in the settings. */
function redisOverThere({ input, processes, redis }: ProcessesQuestion): Finding[] {
  if (!redis || processes.redis.value !== true) return []
  const settings = [...input.values].filter(([name]) => holdsRedis.test(name))
  const found = settings.flatMap(([, value]) => {
    const hosts =
      keysBehind(value).length > 0 ? [] : textsIn(value).flatMap((text) => hostOfRedis(text) ?? [])
    return hosts.map((host) => ({ host, place: placeOf(value) }))
  })
  if (found.length === 0) return []
  const places = found.flatMap(({ place }) => place ?? [])
  const values = { hosts: [...new Set(found.map(({ host }) => host))].join(', ') }
  return [{ code: 'processes.redis-over-there', severity: 'warning', places, values }]
}

const holdsRedis = /(?:^|_)(?:BROKER_URL|RESULT_BACKEND|REDIS_URL)$|^(?:CACHES|CHANNEL_LAYERS)$/

function hostOfRedis(address: string): string | null {
  return /^rediss?:/.test(address) ? hostElsewhere(hostIn(address)) : null
}
