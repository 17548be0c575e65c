import { type Block, block } from './block.ts'
import { dictOf, listOf, type Python, quoted } from './python.ts'
import type { OverlayView, RedisView } from './view.ts'

export function redisBlocks({ redis, name }: OverlayView): Block[] {
  if (redis === null) return []
  return [
    ...block(
      'redis.broker',
      'The Redis of this server, as the application’s own user, who may use keys that begin with its name.',
      ['redis_url', `'redis://${name}:%s@127.0.0.1:6379/0' % os.environ['REDIS_PASSWORD']`],
      ...redis.urls.map((setting) => [setting, 'redis_url'] as const),
      ...redis.transportOptions.map((setting) => [setting, transport(setting, name)] as const),
    ),
    ...block(
      'redis.cache',
      'The cache of the project, there.',
      redis.caches.length === 0 ? null : ['CACHES', caches(redis, name)],
    ),
    ...block(
      'redis.channels',
      'Messages between processes go through it too.',
      redis.channelLayers.length === 0 ? null : ['CHANNEL_LAYERS', channelLayers(redis, name)],
    ),
  ]
}

function transport(setting: string, name: string): Python {
  return dictOf(
    [null, `getattr(project, ${quoted(setting)}, {})`],
    ["'global_keyprefix'", quoted(`${name}:`)],
  )
}

function caches({ caches }: RedisView, name: string): Python {
  return dictOf(
    [null, 'CACHES'],
    ...caches.map((alias) => {
      const prefix = quoted(`${name}:${alias}`)
      const own = `CACHES[${quoted(alias)}]`
      const cache = dictOf([null, own], ["'LOCATION'", 'redis_url'], ["'KEY_PREFIX'", prefix])
      return [quoted(alias), cache] as const
    }),
  )
}

function channelLayers({ channelLayers }: RedisView, name: string): Python {
  return dictOf(
    [null, 'CHANNEL_LAYERS'],
    ...channelLayers.map((alias) => {
      const own = `CHANNEL_LAYERS[${quoted(alias)}]`
      const config = dictOf(
        [null, `${own}.get('CONFIG', {})`],
        ["'hosts'", listOf(['redis_url'])],
        ["'prefix'", quoted(`${name}:${alias}`)],
      )
      return [quoted(alias), dictOf([null, own], ["'CONFIG'", config])] as const
    }),
  )
}
