import type { Answer, Place } from '../answer.ts'
import { roleOfName } from '../environment/role-of-name.ts'
import { hostIn, isHere } from '../hosts.ts'
import { alternatives, booleanOf, entry, keysBehind, keysOf, placeOf, textOf } from '../python/access.ts'
import { type Call, callsIn, nameOf } from '../python/parse/nodes.ts'
import { withInner } from '../python/parse/walk.ts'
import type { Value } from '../python/values.ts'
import type { CeleryReading } from './celery.ts'
import { hasApp, type ProcessesInput, settingOf } from './input.ts'
import type { Program } from './reading.ts'
import { djangoQHome } from './redis-homes.ts'
import { modulesWith } from './source.ts'

export interface Brokers {
  readonly redis: Answer<boolean>
  readonly rabbitmq: Answer<boolean>
}

interface Wish {
  readonly what: 'redis' | 'rabbitmq'
  readonly certainty: Answer<boolean>['certainty']
  readonly place: Place | null
  /** It cannot be told whether it is used at all. */
  readonly unsure?: boolean
}

/** Whether the site needs a Redis or a RabbitMQ, by everything that could connect to one. */
export function readBrokers(
  input: ProcessesInput,
  celery: CeleryReading | null,
  programs: readonly Program[],
): Brokers {
  const wishes = [
    ...celeryWishes(input, celery),
    ...resultWishes(input, celery),
    ...queueWishes(input, programs),
    ...settingWishes(input),
    ...codeWishes(input),
  ]
  return { redis: answerFor('redis', wishes), rabbitmq: answerFor('rabbitmq', wishes) }
}

function answerFor(what: Wish['what'], wishes: readonly Wish[]): Answer<boolean> {
  const found = wishes.filter((wish) => wish.what === what)
  const [first] = found
  const places = found.flatMap(({ place }) => place ?? [])
  const isSure = found.some(({ certainty, unsure }) => certainty !== 'guessed' || !unsure)
  return {
    value: first && !isSure ? null : first !== undefined,
    certainty: first?.certainty ?? 'derived',
    places,
  }
}

const brokerSettings = ['CELERY_BROKER_URL', 'BROKER_URL', 'CELERY_BROKER'] as const

/**
 * Without an address Celery connects to a RabbitMQ on the same machine; an address from the environment may also be a
 * Redis.
 */
function celeryWishes(input: ProcessesInput, celery: CeleryReading | null): Wish[] {
  if (!celery) return []
  const setting = settingOf(input, ...brokerSettings)
  const place = placeOf(setting) ?? celery.place
  const url = textOf(setting) ?? celery.broker
  // A local RabbitMQ is only the fallback where nothing else is named, and here Redis is named.
  if (givesBroker(keysBehind(setting))) return [{ what: 'redis', certainty: 'derived', place }]
  if (url)
    return /^(?:py)?amqps?:/.test(url)
      ? [
          { what: 'rabbitmq', certainty: 'stated', place },
          ...redisWhere(isOfContainers(textOf(setting) ?? ''), place),
        ]
      : redisWhere(/^redi?s|^unix|^sentinel/.test(url), place)
  const kinds = alternatives(setting).flatMap((each) => textOf(each) ?? [])
  if (kinds.some((kind) => /^(?:py)?amqp/.test(kind)) && !kinds.some((kind) => /^redis/.test(kind)))
    return [{ what: 'rabbitmq', certainty: 'guessed', place }]
  const certainty = keysBehind(setting).length > 0 ? 'derived' : 'guessed'
  return [{ what: 'redis', certainty, place }]
}

/**
 * Results may be in a Redis even if tasks use another broker, and whoever sends a task looks for its result there.
 */
function resultWishes(input: ProcessesInput, celery: CeleryReading | null): Wish[] {
  const setting = settingOf(input, 'CELERY_RESULT_BACKEND')
  return celery ? redisWhere(/^redis/.test(textOf(setting) ?? ''), placeOf(setting)) : []
}

/**
 * `amqp://guest@rabbitmq`, or `amqp://None` where nobody gave the parts: no other computer finds such a host, and the
 * Redis of the application does for Celery what it did.
 */
export function isOfContainers(address: string): boolean {
  const host = hostIn(address)
  return /^(?:py)?amqps?:/.test(address) && /^[\w-]+$/.test(host) && !isHere(host)
}

/** The address of Celery's broker, where a setting has it. */
export function brokerAddress(input: ProcessesInput): string {
  return textOf(settingOf(input, ...brokerSettings)) ?? ''
}

/** One key holds the whole address; a user and a host alone do not indicate another broker. */
function givesBroker(keys: readonly string[]): boolean {
  const [key, ...others] = keys
  return (
    key !== undefined &&
    others.length === 0 &&
    /^(?:broker|redis)-url$/.test(roleOfName(key)) &&
    !/RABBIT|AMQP/i.test(key)
  )
}

function redisWhere(wants: boolean, place: Place | null): Wish[] {
  return wants ? [{ what: 'redis', certainty: 'stated', place }] : []
}

function queueWishes(input: ProcessesInput, programs: readonly Program[]): Wish[] {
  return programs.flatMap(({ type, place }): Wish[] => {
    if (type === 'rq') return redisWhere(true, place)
    if (type === 'huey') return redisWhere(!/sqlite|file|memory/i.test(hueyClass(input)), place)
    if (type === 'django-q') return redisWhere(djangoQHome(input.values.get('Q_CLUSTER')).length > 0, place)
    if (type !== 'dramatiq') return []
    const broker = textOf(entry(input.values.get('DRAMATIQ_BROKER'), 'BROKER')) ?? ''
    return [{ what: /redis/i.test(broker) ? 'redis' : 'rabbitmq', certainty: 'stated', place }]
  })
}

/** Caches, sessions, channels and the stores of some packages name a class that uses Redis. */
function settingWishes({ values, ...input }: ProcessesInput): Wish[] {
  const classes: readonly (Value | undefined)[] = [
    ...keysOf(values.get('CACHES')).map((alias) => entry(values.get('CACHES'), alias, 'BACKEND')),
    ...keysOf(values.get('CHANNEL_LAYERS')).map((alias) =>
      entry(values.get('CHANNEL_LAYERS'), alias, 'BACKEND'),
    ),
    values.get('SESSION_ENGINE'),
    values.get('CONSTANCE_BACKEND'),
    values.get('THUMBNAIL_KVSTORE'),
    values.get('WAFFLE_CACHE_NAME'),
  ]
  const named = classes.filter((value) =>
    alternatives(value).some((each) => /redis/i.test(textOf(each) ?? '')),
  )
  const isThere = (app: string) => hasApp({ ...input, values }, app)
  const isAlone = isThere('cacheops') || (isThere('constance') && !values.has('CONSTANCE_BACKEND'))
  const places = [...named.map(placeOf), ...(isAlone ? [placeOf(values.get('INSTALLED_APPS'))] : [])]
  return places.map((place) => ({ what: 'redis', certainty: 'stated', place }))
}

/** The class is named, or used directly: `HUEY = SqliteHuey('shop')`. */
function hueyClass(input: ProcessesInput): string {
  const huey = settingOf(input, 'HUEY')
  if (huey?.type === 'object') return huey.name
  return textOf(entry(huey, 'huey_class') ?? entry(huey, 'backend_class')) ?? ''
}

/** Code that connects by itself, to an address from the settings that may be missing. */
function codeWishes(input: ProcessesInput): Wish[] {
  const opens = /\b(?:Strict)?Redis\(|redis\.from_url\(|get_redis_connection\(|Redis\.from_url\(/
  return modulesWith(input, opens).flatMap((module) => {
    const call = callsIn(module.body).find(({ callee }) =>
      /(?:^|\.)(?:(?:Strict)?Redis(?:\.from_url)?|redis\.from_url|get_redis_connection)$/.test(
        nameOf(callee),
      ),
    )
    const certainty = call && certaintyOf(input, call)
    if (!call || !certainty) return []
    return [
      {
        what: 'redis' as const,
        certainty,
        unsure: certainty === 'guessed',
        place: { file: module.file, line: call.line },
      },
    ]
  })
}

function certaintyOf(input: ProcessesInput, call: Call): Wish['certainty'] | null {
  const asked = call.arguments
    .flatMap(({ value }) => withInner(value))
    .flatMap((part) => /(?:^|\.)settings\.([A-Z]\w*)$/.exec(nameOf(part))?.[1] ?? [])
  if (asked.length === 0) return 'derived'
  const values = asked.map((name) => input.values.get(name))
  if (values.some((value) => textOf(value))) return 'derived'
  return values.some((value) => value && booleanOf(value) !== false) ? 'guessed' : null
}
