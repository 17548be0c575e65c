import type { RedisQueue } from '@cabestan/protocol/queues'
import { entry, textOf } from '../../project/python/access.ts'
import { addressAt, type QueueQuestion } from './redis-address.ts'

/** The queues that its worker is given, or else all that the code sends to. */
export function dramatiqQueues(question: QueueQuestion): RedisQueue[] | null {
  const { argv, reading } = question
  const broker = reading.settings.values.get('DRAMATIQ_BROKER')
  if (!/\bRedisBroker$/.test(textOf(entry(broker, 'BROKER')) ?? '')) return null
  const option = (key: string) => entry(broker, 'OPTIONS', key)
  const address = addressAt(question, ['DRAMATIQ_BROKER'], {
    url: option('url'),
    host: option('host'),
    port: option('port'),
    password: option('password'),
    database: option('db'),
  })
  const namespace = option('namespace') === undefined ? 'dramatiq' : textOf(option('namespace'))
  if (address === null || namespace === null) return null
  const names = optionOf(argv) ?? reading.processes.programs.find(({ queues }) => queues)?.queues ?? []
  const queues = names.map((name) => ({
    name,
    keys: [{ key: `${namespace}:${name}`, type: 'list' as const }],
    address,
  }))
  return queues.length > 0 ? queues : null
}

/** `--queues mail images` */
function optionOf(argv: readonly string[]): readonly string[] | null {
  const at = argv.findIndex((word) => word === '-Q' || word === '--queues')
  if (at < 0) return null
  const behind = argv.slice(at + 1)
  const end = behind.findIndex((word) => word.startsWith('-'))
  return end < 0 ? behind : behind.slice(0, end)
}
