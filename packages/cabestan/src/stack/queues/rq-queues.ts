import type { Parts } from '@cabestan/protocol/environment'
import type { RedisQueue } from '@cabestan/protocol/queues'
import { ownRedis } from '../../project/environment/own-redis.ts'
import { entry, keysOf, textOf } from '../../project/python/access.ts'
import type { Value } from '../../project/python/values.ts'
import { addressAt, type QueueQuestion } from './redis-address.ts'

export function rqQueues(question: QueueQuestion): RedisQueue[] | null {
  const { argv, reading } = question
  const settings = reading.settings.values.get('RQ_QUEUES')
  const known = keysOf(settings)
  const asked = argv.slice(argv.indexOf('rqworker') + 1).filter((word) => known.includes(word))
  const names = asked.length > 0 ? asked : known.filter((name) => name === 'default')
  const queues = names.map((name) => {
    const address = redisOf(name, entry(settings, name), question)
    return address && { name, keys: [{ key: `rq:queue:${name}`, type: 'list' as const }], address }
  })
  const found = queues.filter((queue) => queue !== null)
  return found.length > 0 && found.length === queues.length ? found : null
}

function redisOf(name: string, queue: Value | undefined, question: QueueQuestion): Parts | null {
  const alias = textOf(entry(queue, 'USE_REDIS_CACHE'))
  if (alias !== null) {
    const cache = question.overlay.redis?.caches.find((each) => each.alias === alias)
    return cache ? ownRedis(cache.database) : null
  }
  return addressAt(question, ['RQ_QUEUES', name], {
    url: entry(queue, 'URL'),
    host: entry(queue, 'HOST'),
    port: entry(queue, 'PORT'),
    password: entry(queue, 'PASSWORD'),
    database: entry(queue, 'DB'),
  })
}
