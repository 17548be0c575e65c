import type { Subject } from '../settings/look.ts'
import type { SettingsReading } from '../settings/reading.ts'
import type { EnvironmentKey } from './reading.ts'

/** The value of a key in the release's environment file. */
export type DerivedValue =
  | { readonly type: 'text'; readonly text: string }
  /** Generated on the server, once. */
  | { readonly type: 'generated'; readonly what: 'django-key' | 'password' | 'port' }
  /** Texts and values of other keys of the same file, joined. */
  | { readonly type: 'composed'; readonly parts: readonly ValuePart[] }
  /** Only the owner can give it. */
  | { readonly type: 'owner' }

/** A text, or the value of another key. */
export type ValuePart = string | { readonly key: string }

/** Names on the server, as part of the overlay's decisions. */
export interface ServerNames {
  /** The application's name on the server: of its user, role and database. */
  readonly name: string
  readonly domains: readonly string[]
  readonly addresses: readonly string[]
  readonly https: boolean
  readonly database: 'postgresql' | 'sqlite' | 'own'
  readonly redis: boolean
  /** Tasks go through the server's own RabbitMQ. */
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

/** A question about one key, with everything that the answer may depend on. */
export interface KeyQuestion {
  readonly key: EnvironmentKey
  readonly names: ServerNames
  readonly settings: SettingsReading
  readonly subject: Subject
  /** Other variables that are set while a value is tried out. */
  readonly switches: Readonly<Record<string, string>>
}

export const owner: DerivedValue = { type: 'owner' }

export function composed(...parts: readonly ValuePart[]): DerivedValue {
  return { type: 'composed', parts }
}

export function text(value: string): DerivedValue {
  return { type: 'text', text: value }
}
