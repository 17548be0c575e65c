import type { Place } from '../answer.ts'

/** What a key of the environment is for, so that Cabestan can give it a value. */
export type EnvironmentRole =
  | 'secret-key'
  | 'debug'
  | 'hosts'
  | 'origins'
  | 'cross-origins'
  | 'database-url'
  | 'database-name'
  | 'database-user'
  | 'database-password'
  | 'database-host'
  | 'database-port'
  | 'database-engine'
  | 'redis-url'
  | 'cache-url'
  | 'broker-url'
  | 'email-url'
  | 'email'
  | 'static-root'
  | 'media-root'
  | 'settings-module'
  | 'switch'
  | 'own'

export interface EnvironmentKey {
  readonly name: string
  readonly type: 'text' | 'boolean' | 'number' | 'list' | 'dict' | 'url' | 'dsn' | 'json' | 'path'
  /** As text; null where there is none, or where it is no literal. */
  readonly default: string | null
  /** Without it the settings cannot be imported in production. */
  readonly needed: boolean
  readonly secret: boolean
  readonly role: EnvironmentRole
  readonly places: readonly Place[]
}
