import { type Block, block } from './block.ts'
import { dictOf, listOf, type Python, quoted } from './python.ts'
import type { OverlayView, RedisView } from './view.ts'

export function redisBlocks({ redis }: OverlayView): Block[] {
  if (redis === null) return []
  return [
    ...block(
      'redis.broker',
      'The Redis on this server that is for this application alone.',
      ['redis_server', `'redis://:%(REDIS_PASSWORD)s@127.0.0.1:%(REDIS_PORT)s' % os.environ`],
      ...redis.urls.map((setting) => [setting, database(0)] as const),
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

function caches({ caches }: RedisView): Python {
  return dictOf(
    [null, 'CACHES'],
    ...caches.map(({ alias, database: number }) => {
      const cache = dictOf([null, `CACHES[${quoted(alias)}]`], ["'LOCATION'", database(number)])
      return [quoted(alias), cache] as const
    }),
  )
}

/** Channels waits five seconds for a message; from its version 8 on, the client takes such a silence for a fault. */
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
