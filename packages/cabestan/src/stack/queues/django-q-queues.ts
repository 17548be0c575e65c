import type { Parts } from '@cabestan/protocol/environment'
import type { Queue } from '@cabestan/protocol/queues'
import { ownRedis } from '../../project/environment/own-redis.ts'
import { entry, isSaid, keysOf, textOf } from '../../project/python/access.ts'
import type { Value } from '../../project/python/values.ts'
import { addressAt, type QueueQuestion } from './redis-address.ts'
import { inOwnDatabase } from './table-queues.ts'

/** Brokers that Django-Q prefers to a Redis where they are configured. */
const before = ['broker_class', 'iron_mq', 'sqs']

/**
 * The settings may say anything special about a cluster that is named on its command line, and that is not looked
 * for.
 */
export function djangoQQueues(question: QueueQuestion): Queue[] | null {
  const { argv, reading, overlay } = question
  const cluster = reading.settings.values.get('Q_CLUSTER')
  const says = (key: string) => isSaid(entry(cluster, key))
  if (before.some(says) || argv.some((word) => /^(?:-n|--name)/.test(word))) return null
  const name = nameOf(entry(cluster, 'cluster_name') ?? entry(cluster, 'name'))
  if (says('orm')) return inTable(name, textOf(entry(cluster, 'orm')), question)
  if (says('mongo')) return null
  const address = says('django_redis')
    ? ofCache(textOf(entry(cluster, 'django_redis')), overlay)
    : ofRedis(entry(cluster, 'redis'), question)
  if (name === null || address === null) return null
  return [{ name, keys: [{ key: `django_q:${name}:q`, type: 'list' }], address }]
}

/** A job that is being done is locked until a time in the future. */
function inTable(name: string | null, alias: string | null, question: QueueQuestion): Queue[] | null {
  if (name === null || alias !== 'default') return null
  return inOwnDatabase({ name, table: 'django_q_ormq', where: { key: name }, from: 'lock' }, question)
}

function nameOf(value: Value | undefined): string | null {
  return value === undefined ? 'default' : textOf(value)
}

function ofCache(alias: string | null, overlay: QueueQuestion['overlay']): Parts | null {
  const cache = overlay.redis?.caches.find((each) => each.alias === alias)
  return cache ? ownRedis(cache.database) : null
}

/** An address in one piece, or the arguments for the Redis client. */
function ofRedis(redis: Value | undefined, question: QueueQuestion): Parts | null {
  if (keysOf(redis).length === 0) return addressAt(question, ['Q_CLUSTER'], { url: redis })
  return addressAt(question, ['Q_CLUSTER'], {
    host: entry(redis, 'host'),
    port: entry(redis, 'port'),
    password: entry(redis, 'password'),
    database: entry(redis, 'db'),
  })
}
