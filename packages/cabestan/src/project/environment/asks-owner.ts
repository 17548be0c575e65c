import { ownValue } from './derived-own.ts'
import type { EnvironmentKey } from './reading.ts'

/** What the owner named in cabestan.yaml besides. */
export interface OwnersWord {
  /** A mail server. */
  readonly mail: boolean
  /** That the database is theirs. */
  readonly ownDatabase: boolean
}

/** Whether only the owner can give this key, without which the settings do not import. */
export function asksOwner(key: EnvironmentKey, { mail, ownDatabase }: OwnersWord): boolean {
  const { needed, role } = key
  const names = { name: '', https: false, database: ownDatabase ? 'own' : 'postgresql' } as const
  if (!needed || ownValue(key, names) !== null) return false
  if (role === 'own') return true
  if (/^(?:redis|broker)-url$/.test(role)) return false
  if (role.startsWith('database-')) return ownDatabase
  return (role === 'email' || role === 'email-url') && !mail
}
