import type { SettingsReading } from '../settings/reading.ts'
import { switchesOf } from '../settings/switch-environment.ts'
import type { Tree } from '../tree/tree.ts'
import type { Where } from '../where/reading.ts'
import { adminValue } from './derived-admin.ts'
import { databaseValue } from './derived-database.ts'
import { keyValue } from './derived-key.ts'
import { mailValue } from './derived-mail.ts'
import { ownValue } from './derived-own.ts'
import { rabbitmqValue } from './derived-rabbitmq.ts'
import { redisValue } from './derived-redis.ts'
import { crossOriginsValue, debugOff, hostsValue, originsValue } from './derived-texts.ts'
import { type DerivedValue, type KeyQuestion, owner, type ServerNames, text } from './derived-value.ts'
import type { EnvironmentKey, EnvironmentRole } from './reading.ts'

export interface DerivedKey {
  readonly key: string
  readonly value: DerivedValue
  readonly why: EnvironmentRole
}

export interface DerivedInput {
  readonly tree: Tree
  readonly where: Where
  readonly settings: SettingsReading
  readonly environment: readonly EnvironmentKey[]
}

/** The value of each key of the environment, in words that the settings understand, without the owner's own keys. */
export function derivedEnvironment(input: DerivedInput, names: ServerNames): DerivedKey[] {
  const { tree, where, settings, environment } = input
  const module = settings.module.value
  if (module === null) return []
  const subject = { tree, pythonPath: where.pythonPath, module, className: settings.className }
  const switches = switchesOf(settings)
  const switched = settings.switches.map(
    ({ key, value }): DerivedKey => ({ key, value: text(value), why: 'switch' }),
  )
  const asked = environment.filter(({ name }) => !names.given.includes(name) && !(name in switches))
  const others = asked.flatMap((key) => {
    const value = valueFor({ key, names, settings, subject, switches }) ?? (key.needed ? owner : null)
    return value ? [{ key: key.name, value, why: key.role }] : []
  })
  return [...switched.filter(({ key }) => !names.given.includes(key)), ...others]
}

/** Null where Cabestan has nothing to give. The owner only needs to know where the key is required. */
function valueFor(question: KeyQuestion): DerivedValue | null {
  const { key, names } = question
  switch (key.role) {
    case 'secret-key':
      return keyValue(question)
    case 'debug':
      return debugOff(question)
    case 'hosts':
      return hostsValue(question)
    case 'origins':
      return originsValue(question)
    case 'cross-origins':
      // Which other sites may send requests is the owner's decision; until then only this one may.
      return key.needed ? crossOriginsValue(question) : null
    case 'broker-url':
      return names.rabbitmq && !/BACKEND$/i.test(key.name) ? rabbitmqValue(question) : redisValue(question)
    case 'redis-url':
    case 'cache-url':
      return redisValue(question)
    case 'email':
    case 'email-url':
      return mailValue(key, names) ?? ownValue(key, names)
    case 'static-root':
      return key.needed ? text(`${names.paths.data}/static`) : null
    case 'media-root':
      return text(names.paths.media)
    case 'own':
      return ownValue(key, names) ?? adminValue(question)
    case 'switch':
      return ownValue(key, names)
    case 'settings-module':
      return null
    default:
      return databaseValue(question)
  }
}
