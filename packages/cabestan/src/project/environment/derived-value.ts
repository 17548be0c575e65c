import type { Subject } from '../settings/look.ts'
import type { SettingsReading } from '../settings/reading.ts'
import type { EnvironmentKey } from './reading.ts'

/** What stands behind a key in the release's environment file. */
export type DerivedValue =
  | { readonly type: 'text'; readonly text: string }
  /** Made on the server, once. */
  | { readonly type: 'generated'; readonly what: 'django-key' | 'password' | 'port' }
  /** Texts and values of other keys of the same file, one behind the other. */
  | { readonly type: 'composed'; readonly parts: readonly ValuePart[] }
  /** Only the owner can say it. */
  | { readonly type: 'owner' }

/** A text, or what stands behind another key. */
export type ValuePart = string | { readonly key: string }

/** What the server calls things; a part of the overlay's decisions. */
export interface ServerNames {
  /** Of the application on the server: its user, role and database. */
  readonly name: string
  readonly domains: readonly string[]
  readonly addresses: readonly string[]
  readonly https: boolean
  readonly database: 'postgresql' | 'sqlite' | 'own'
  readonly redis: boolean
  /** Tasks go through a RabbitMQ of the server's own. */
  readonly rabbitmq: boolean
  readonly mail: {
    readonly host: string
    readonly port: number
    readonly security: 'starttls' | 'tls' | 'none'
    readonly user: string | null
    readonly from: string | null
  } | null
  /** Keys that the owner gave. */
  readonly given: readonly string[]
  readonly paths: { readonly media: string; readonly data: string }
}

/** A question about one key, with all that the answer may depend on. */
export interface KeyQuestion {
  readonly key: EnvironmentKey
  readonly names: ServerNames
  readonly settings: SettingsReading
  readonly subject: Subject
  /** What is set besides, while a value is tried out. */
  readonly switches: Readonly<Record<string, string>>
}

export const owner: DerivedValue = { type: 'owner' }

export function composed(...parts: readonly ValuePart[]): DerivedValue {
  return { type: 'composed', parts }
}

export function text(value: string): DerivedValue {
  return { type: 'text', text: value }
}
