import type { Parts } from '@cabestan/protocol/environment'
import type { RedisQueue } from '@cabestan/protocol/queues'
import { ownRedis } from '../../project/environment/own-redis.ts'
import { entry, keysOf, numberOf, textOf, valuesOf } from '../../project/python/access.ts'
import type { Value } from '../../project/python/values.ts'
import type { QueueQuestion } from './redis-address.ts'

export function celeryQueues(question: QueueQuestion): RedisQueue[] | null {
  const address = brokerOf(question)
  const names = namesFor(question)
  if (!address || !names) return null
  return names.map((name) => ({ name, keys: keysOfQueue(name, question), address }))
}

/** If the settings name the broker, the overlay has set it again; otherwise the code may read one variable for it. */
function brokerOf({ reading, overlay }: QueueQuestion): Parts | null {
  if (overlay.redis?.urls.some((setting) => setting.endsWith('BROKER_URL'))) return ownRedis(0)
  if (reading.processes.redis.value !== true || reading.processes.rabbitmq.value === true) return null
  const named = (role: string) => reading.environment.filter((key) => key.role === role)
  const candidates = named('broker-url').length > 0 ? named('broker-url') : named('redis-url')
  const [only, ...more] = candidates
  return only && more.length === 0 ? [{ key: only.name }] : null
}

/** Null where they cannot be known. */
function namesFor({ argv, reading }: QueueQuestion): readonly string[] | null {
  const asked = optionOf(argv)
  if (asked !== null) return asked.split(',').filter((name) => name !== '')
  const declared = setting(reading, 'CELERY_TASK_QUEUES', 'CELERY_QUEUES')
  return declared ? declaredNames(declared) : [reading.processes.usualQueue ?? 'celery']
}

function optionOf(argv: readonly string[]): string | null {
  const at = argv.findIndex((word) => /^(?:-Q|--queues)/.test(word))
  const inside = /^(?:-Q=?|--queues=)(.+)$/.exec(argv[at] ?? '')?.[1]
  return at < 0 ? null : (inside ?? argv[at + 1] ?? null)
}

/** `[Queue('default'), Queue(name='mail')]`, or the older `{'default': {…}}`. */
function declaredNames(value: Value): readonly string[] | null {
  const keys = keysOf(value)
  if (keys.length > 0) return keys
  const names = valuesOf(value).map((each) =>
    each.type === 'object' ? textOf(each.named['name'] ?? each.positional[0]) : textOf(each),
  )
  const known = names.flatMap((name) => name ?? [])
  return known.length > 0 && known.length === names.length ? known : null
}

/** One queue for each step of priority; tasks without a priority wait in the first. */
function keysOfQueue(name: string, { reading }: QueueQuestion): RedisQueue['keys'] {
  const options = setting(reading, 'CELERY_BROKER_TRANSPORT_OPTIONS', 'BROKER_TRANSPORT_OPTIONS')
  const text = (key: string) => textOf(entry(options, key))
  const steps = valuesOf(entry(options, 'priority_steps')).flatMap((each) => numberOf(each) ?? [])
  const between = text('sep') ?? '\x06\x16'
  const key = `${text('global_keyprefix') ?? ''}${name}`
  return (steps.length > 0 ? steps : [0, 3, 6, 9]).map((step) => ({
    key: step === 0 ? key : `${key}${between}${step}`,
    type: 'list',
  }))
}

function setting({ settings }: QueueQuestion['reading'], ...names: readonly string[]): Value | undefined {
  return names.map((name) => settings.values.get(name)).find((value) => value !== undefined)
}
