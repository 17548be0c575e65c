import { type Block, block } from './block.ts'
import { allNested } from './nested.ts'
import { dictOf, listOf, type Python, quoted } from './python.ts'
import type { OverlayView } from './view.ts'

export interface RedisView {
  /** Each purpose has a Redis database of its own. */
  readonly caches: readonly { readonly alias: string; readonly database: number }[]
  readonly channelLayers: readonly string[]
  /** Other settings that hold the address of a Redis: CELERY_BROKER_URL, … */
  readonly urls: readonly string[]
  /** Settings of packages that describe their Redis in a dictionary: RQ_QUEUES, … */
  readonly connections: readonly RedisConnection[]
}

/** What is put into a dictionary of the settings so that a package finds the application's Redis. */
export interface RedisConnection {
  /** `['RQ_QUEUES', 'default']` */
  readonly home: readonly string[]
  /**
   * The database's number, or the variable that holds it, according to the project; null where it cannot be known.
   */
  readonly database: string | { readonly key: string } | null
  readonly edits: readonly {
    readonly path: readonly string[]
    readonly is:
      | 'host'
      | 'port'
      | 'password'
      | 'user'
      /** It speaks without TLS. */
      | 'plain'
      /** There is no such setting yet. */
      | 'all'
      /** An address in one piece, with what follows the port. */
      | { readonly behind: string }
  }[]
}

export function redisBlocks({ redis }: OverlayView): Block[] {
  if (redis === null) return []
  return [
    ...block(
      'redis.broker',
      'The Redis on this server that is for this application alone.',
      hasAddress(redis)
        ? ['redis_server', `'redis://:%(REDIS_PASSWORD)s@127.0.0.1:%(REDIS_PORT)s' % os.environ`]
        : null,
      ...redis.urls.map((setting) => [setting, database(0)] as const),
    ),
    ...block(
      'redis.packages',
      'Packages look for a Redis on its usual port. That of the application has a port and a password of its own; the number of the database stays.',
      ...connections(redis),
    ),
    ...block(
      'redis.cache',
      'The cache has a database to itself: cache.clear() empties all of one.',
      redis.caches.length === 0 ? null : ['CACHES', caches(redis)],
    ),
    ...block(
      'redis.channels',
      'Messages between processes go through it too.',
      redis.channelLayers.length === 0 ? null : ['CHANNEL_LAYERS', channelLayers(redis)],
    ),
  ]
}

function database(number: number): Python {
  return `redis_server + '/${number}'`
}

/** Whether anything wants the address in one piece. */
function hasAddress({ caches, channelLayers, urls, connections }: RedisView): boolean {
  const edits = connections.flatMap((each) => each.edits)
  return (
    caches.length + channelLayers.length + urls.length > 0 || edits.some(({ is }) => typeof is === 'object')
  )
}

function connections({ connections }: RedisView) {
  return allNested(
    connections.flatMap(({ edits }) => edits.map(({ path, is }) => [path, partOf(is)] as const)),
  )
}

function partOf(is: RedisConnection['edits'][number]['is']): Python {
  if (typeof is === 'object') return is.behind === '' ? 'redis_server' : `redis_server + ${quoted(is.behind)}`
  if (is !== 'all') return parts[is]
  const { host, port, password } = parts
  return dictOf(["'host'", host], ["'port'", port], ["'password'", password])
}

const parts = {
  host: "'127.0.0.1'",
  port: "int(os.environ['REDIS_PORT'])",
  password: "os.environ['REDIS_PASSWORD']",
  user: "'default'",
  plain: 'False',
} as const

function caches({ caches }: RedisView): Python {
  return dictOf(
    [null, 'CACHES'],
    ...caches.map(({ alias, database: number }) => {
      const cache = dictOf([null, `CACHES[${quoted(alias)}]`], ["'LOCATION'", database(number)])
      return [quoted(alias), cache] as const
    }),
  )
}

/**
 * Channels waits five seconds for a message; from version 8 on, the redis client treats such a silence as an error.
 */
const patient: Python = `redis_server + '/0?socket_timeout=60'`

function channelLayers({ channelLayers }: RedisView): Python {
  return dictOf(
    [null, 'CHANNEL_LAYERS'],
    ...channelLayers.map((alias) => {
      const own = `CHANNEL_LAYERS[${quoted(alias)}]`
      const config = dictOf([null, `${own}.get('CONFIG', {})`], ["'hosts'", listOf([patient])])
      return [quoted(alias), dictOf([null, own], ["'CONFIG'", config])] as const
    }),
  )
}
