import type { Parts } from '@cabestan/protocol/environment'
import { ownRedis } from '../../project/environment/own-redis.ts'
import { alternatives, isSaid, keysBehind, numberOf, textOf } from '../../project/python/access.ts'
import type { Value } from '../../project/python/values.ts'
import type { Reading } from '../../project/reading.ts'
import type { OverlayView } from '../../render/settings/view.ts'

export interface QueueQuestion {
  /** The environment of the worker as it will run. */
  readonly argv: readonly string[]
  readonly reading: Pick<Reading, 'processes' | 'settings' | 'environment'>
  readonly overlay: Pick<OverlayView, 'redis'> & {
    readonly database: Pick<OverlayView['database'], 'type'>
  }
}

/** In the form in which packages take it: an address in one piece, or its parts. */
export interface Connection {
  readonly url?: Value | undefined
  readonly host?: Value | undefined
  readonly port?: Value | undefined
  readonly password?: Value | undefined
  readonly database?: Value | undefined
}

/** Where the overlay has set it, in the database that the project names; otherwise where the environment says. */
export function addressAt(
  { overlay }: QueueQuestion,
  keys: readonly string[],
  connection: Connection,
): Parts | null {
  const own = overlay.redis?.connections.find(({ home }) => keys.every((key, at) => home[at] === key))
  if (own === undefined) return addressOf(connection)
  return own.database === null ? null : ownRedis(own.database)
}

/**
 * Where the environment says it. What stands in the code itself is another server's or a computer's of a developer,
 * and its password is nobody's business.
 */
function addressOf({ url, host, port, password, database }: Connection): Parts | null {
  if (isSaid(url)) return ofOneVariable(url)
  const own = [
    'redis://',
    ...(isSaid(password) ? [':', ...part(password), '@'] : []),
    ...part(host, 'localhost'),
    ':',
    ...part(port, '6379'),
    '/',
    ...part(database, '0'),
  ]
  const known = own.flatMap((each) => each ?? [])
  const isOfEnvironment = known.some((each) => typeof each !== 'string')
  return known.length === own.length && isOfEnvironment ? known : null
}

function ofOneVariable(value: Value): Parts | null {
  const [key, ...more] = keysBehind(value)
  return key !== undefined && more.length === 0 ? [{ key }] : null
}

/** Null where it comes from somewhere else. */
function part(value: Value | undefined, usual = ''): readonly (Parts[number] | null)[] {
  if (!isSaid(value)) return [usual]
  const variable = ofOneVariable(value)
  if (variable) return variable
  const [known] = alternatives(value)
  return [textOf(known) ?? numberOf(known)?.toString() ?? null]
}
