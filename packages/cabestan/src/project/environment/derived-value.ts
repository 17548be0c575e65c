import type { EnvironmentKey, SettingsReading } from '../reading.ts'
import type { Subject } from '../settings/look.ts'

/** What stands behind a key in the release's environment file. */
export type DerivedValue =
  | { readonly type: 'text'; readonly text: string }
  /** Made on the server, once. */
  | { readonly type: 'generated'; readonly secret: 'django-key' | 'password' }
  /** A text around another key of the same file. */
  | { readonly type: 'with-secret'; readonly before: string; readonly key: string; readonly after: string }
  /** Only the owner can say it. */
  | { readonly type: 'owner' }

/** What the server calls things; a part of the overlay's decisions. */
export interface ServerNames {
  /** Of the application on the server: its user, role, database, and prefix in Redis. */
  readonly name: string
  readonly domains: readonly string[]
  readonly addresses: readonly string[]
  readonly https: boolean
  readonly database: 'postgresql' | 'sqlite' | 'own'
  readonly redis: boolean
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

export function text(value: string): DerivedValue {
  return { type: 'text', text: value }
}
