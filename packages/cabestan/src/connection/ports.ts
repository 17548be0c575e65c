import type { Secret } from '@cabestan/protocol/secret'

/** What only the person knows. `again` means that the last answer was refused. */
export type SecretQuestion =
  | { readonly kind: 'password'; readonly destination: string; readonly again: boolean }
  | { readonly kind: 'passphrase'; readonly key: string; readonly again: boolean }
  | { readonly kind: 'sudo-password'; readonly destination: string; readonly user: string }
  /** A second factor or a token, in ssh's own words, because only the server knows what it wants. */
  | { readonly kind: 'prompt'; readonly text: string }

/** What only the person may decide. */
export type Confirmation =
  | {
      readonly kind: 'host-key'
      readonly destination: string
      readonly algorithm: string
      readonly fingerprint: string
    }
  | { readonly kind: 'make-key'; readonly path: string }

export type ConnectionEvent =
  | { readonly type: 'connecting'; readonly destination: string; readonly user: string | null }
  /** A hardware key waits for a touch; in ssh's own words. */
  | { readonly type: 'touch-key'; readonly text: string }
  /** We were let in and hear nothing: there may be a menu of the provider's. */
  | { readonly type: 'unanswered' }
  /** Another installation is under way on the server. */
  | { readonly type: 'waiting' }
  | {
      readonly type: 'installing'
      readonly what: 'runtime' | 'engine'
      /** Whether the server downloads it itself or this machine sends it. */
      readonly how: 'fetched' | 'sent'
      readonly bytes: number
      readonly total: number
    }
  | { readonly type: 'connected'; readonly user: string }
  /** What a release needs and the server does not have. */
  | { readonly type: 'sending'; readonly bytes: number; readonly total: number }

/** Everything outside of itself that a connection needs. */
export interface ConnectionPorts {
  /** Null where nobody can answer. Several servers may ask at the same time, even for the same passphrase. */
  secret(question: SecretQuestion): Promise<Secret | null>
  confirm(question: Confirmation): Promise<boolean | null>
  progress(event: ConnectionEvent): void
  /** Resolves when the person may be asked and the server changed; until then the project may still be read. */
  readonly permitted: Promise<void>
  /** Aborted when nobody wants the connection any more. */
  readonly over: AbortSignal
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The engine's bundle, which lies beside the command line's own. */
  readonly engine: string
  /** How ssh starts this program to have a question answered: `node main askpass`. */
  readonly self: { readonly node: string; readonly main: string }
}
