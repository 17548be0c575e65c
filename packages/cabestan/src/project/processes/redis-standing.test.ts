import { describe, expect, it } from 'vitest'
import { fromEnvironment, settingsOf } from '../data/settings.fixture.ts'
import type { EnvironmentKey } from '../environment/reading.ts'
import { redisHomes } from './redis-homes.ts'
import { redisStanding } from './redis-standing.ts'

type Plain = Parameters<typeof settingsOf>[0]

const key = (name: string, usual: string | null): EnvironmentKey => ({
  name,
  type: 'text',
  default: usual,
  needed: false,
  secret: false,
  role: name.startsWith('REDIS') ? 'redis-url' : 'own',
  places: [],
})
const environment = [key('REDIS_HOST', 'localhost'), key('REDIS_PORT', '6379'), key('REDIS_PASSWORD', null)]

function standings(plain: Plain, apps: readonly string[] = [], given: readonly string[] = []) {
  const settings = settingsOf(plain)
  return redisHomes({ get: (name) => settings.get(name), apps }).map((home) => {
    const standing = redisStanding(home, { environment, given })
    return standing === null || typeof standing === 'string'
      ? standing
      : { database: standing.database, edits: standing.edits.map(({ path, is }) => [path.join('.'), is]) }
  })
}

const parts = (path: string) =>
  ['host', 'port', 'password'].map((each) => [
    `${path}.${path.startsWith('RQ') ? each.toUpperCase() : each}`,
    each,
  ])
const queue = (plain: Plain, given: readonly string[] = []) =>
  standings({ RQ_QUEUES: { q: plain } }, [], given)[0]

describe('the Redis of a package', () => {
  it.each([
    ['redis://localhost:6379/3', '3', '/3'],
    ['redis://', '0', ''],
    ['redis://:pw@redis-1:6379', '0', ''],
    ['redis://u:p@127.0.0.1/0?db=4&socket_timeout=5', '4', '/0?db=4&socket_timeout=5'],
    ['redis://[::1]:6379/1', '1', '/1'],
    ['rediss://localhost/2?ssl_cert_reqs=none', '2', '/2'],
  ])('is here, under the number of its database: %s', (url, database, behind) => {
    expect(queue({ URL: url })).toEqual({ database, edits: [['RQ_QUEUES.q.URL', { behind }]] })
  })

  it('is here by the parts of its address, by a name of containers, and where nobody says a host', () => {
    for (const host of ['localhost', '127.0.0.1', 'redis', '::1'])
      expect(queue({ HOST: host, PORT: 6379, DB: 2 })).toEqual({ database: '2', edits: parts('RQ_QUEUES.q') })
    expect(queue({ DB: fromEnvironment('QUEUE_DB', '1') })).toEqual({
      database: { key: 'QUEUE_DB' },
      edits: parts('RQ_QUEUES.q'),
    })
  })

  it('has the number that stands beside an address without one', () => {
    expect(queue({ URL: 'redis://localhost', DB: 3 })).toMatchObject({ database: '3' })
  })

  it('is elsewhere by any other address', () => {
    expect(queue({ URL: 'redis://queue.example:6379/0' })).toBe('elsewhere')
    expect(queue({ HOST: '10.0.0.3' })).toBe('elsewhere')
    expect(queue({ URL: 'unix:///run/redis.sock' })).toBe('elsewhere')
    expect(queue({ UNIX_SOCKET_PATH: '/run/redis.sock', DB: 0 })).toBeNull()
    expect(queue({ USE_REDIS_CACHE: 'default' })).toBeNull()
  })

  it('is left to the environment where that says all of it, or the owner does', () => {
    const host = fromEnvironment('REDIS_HOST', 'localhost')
    const rest = { PORT: fromEnvironment('REDIS_PORT', '6379'), PASSWORD: fromEnvironment('REDIS_PASSWORD') }
    expect(queue({ HOST: host, ...rest })).toBe('environment')
    expect(queue({ HOST: host, PORT: 6379 })).toMatchObject({ edits: parts('RQ_QUEUES.q') })
    expect(queue({ HOST: host, PORT: 6379 }, ['REDIS_HOST'])).toBe('environment')
    expect(queue({ HOST: fromEnvironment('QUEUE_HOST', 'localhost'), PORT: 6379 })).toBe('environment')
    const composed = { ...fromEnvironment('REDIS_HOST', 'redis://localhost:6379/5') }
    expect(queue({ URL: composed })).toMatchObject({ database: '5' })
    expect(queue({ URL: composed }, ['REDIS_HOST'])).toBe('environment')
  })

  it('is where each package looks for it', () => {
    const broker = { BROKER: 'dramatiq.brokers.redis.RedisBroker' }
    const whole = (path: string) => [{ database: '0', edits: [[path, 'all']] }]
    expect(standings({ DRAMATIQ_BROKER: broker })).toEqual(whole('DRAMATIQ_BROKER.OPTIONS'))
    expect(standings({ Q_CLUSTER: { name: 'shop' } })).toEqual(whole('Q_CLUSTER.redis'))
    expect(standings({}, ['constance'])).toEqual(whole('CONSTANCE_REDIS_CONNECTION'))
    expect(standings({}, ['cacheops'])).toEqual(whole('CACHEOPS_REDIS'))
    expect(standings({ SESSION_ENGINE: 'redis_sessions.session' })).toEqual(whole('SESSION_REDIS'))
    expect(standings({}, ['huey.contrib.djhuey'])).toEqual(whole('HUEY'))
    expect(standings({ HUEY: { name: 'shop' } })).toEqual([{ database: '0', edits: parts('HUEY') }])
    expect(standings({ HUEY: { url: 'redis://localhost/1' } })).toMatchObject([
      { edits: [['HUEY.url', { behind: '/1' }]] },
    ])
  })

  it.each([
    { HUEY: { huey_class: 'huey.SqliteHuey', name: 'shop' } },
    { Q_CLUSTER: { name: 'shop', orm: 'default' } },
    {
      DRAMATIQ_BROKER: { BROKER: 'dramatiq.brokers.rabbitmq.RabbitmqBroker', OPTIONS: { host: 'localhost' } },
    },
    { CONSTANCE_BACKEND: 'constance.backends.database.DatabaseBackend' },
  ])('is none: %j', (plain) => {
    expect(standings(plain, 'CONSTANCE_BACKEND' in plain ? ['constance'] : [])).toEqual([])
  })
})
