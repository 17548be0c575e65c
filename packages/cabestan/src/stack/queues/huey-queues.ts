import type { RedisQueue } from '@cabestan/protocol/queues'
import { entry, textOf } from '../../project/python/access.ts'
import type { Value } from '../../project/python/values.ts'
import { addressAt, type Connection, type QueueQuestion } from './redis-address.ts'

/** Null without a name: Huey then takes that of the database, which may be anything. */
export function hueyQueues(question: QueueQuestion): RedisQueue[] | null {
  const huey = question.reading.settings.values.get('HUEY')
  const made = huey && (huey.type === 'object' ? madeThere(huey) : described(huey))
  const name = made && textOf(made.name)
  const address = made && addressAt(question, ['HUEY'], made.connection)
  if (!name || !address || !/Redis/.test(made.className)) return null
  const type = /Priority/.test(made.className) ? 'sorted-set' : 'list'
  return [{ name, keys: cleaned(name).map((each) => ({ key: `huey.redis.${each}`, type })), address }]
}

interface Huey {
  readonly className: string
  readonly name: Value | undefined
  readonly connection: Connection
}

/** `HUEY = RedisHuey('shop', url=…)` */
function madeThere(huey: Extract<Value, { readonly type: 'object' }>): Huey {
  const { named, positional } = huey
  return {
    className: huey.name,
    name: named['name'] ?? positional[0],
    connection: connectionOf((key) => named[key]),
  }
}

function described(huey: Value): Huey {
  return {
    className: textOf(entry(huey, 'huey_class') ?? entry(huey, 'backend_class')) ?? 'huey.RedisHuey',
    name: entry(huey, 'name'),
    connection: connectionOf((key) => entry(huey, 'connection', key) ?? entry(huey, key)),
  }
}

function connectionOf(value: (key: string) => Value | undefined): Huey['connection'] {
  return {
    url: value('url'),
    host: value('host'),
    port: value('port'),
    password: value('password'),
    database: value('db'),
  }
}

/** Versions of Huey drop more or fewer characters of a name; queues that a version does not use are empty. */
function cleaned(name: string): string[] {
  return [...new Set([name.replaceAll(/[^A-Za-z0-9_]/g, ''), name.replaceAll(/[^a-z0-9]/g, '')])]
}
