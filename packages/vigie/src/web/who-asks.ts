import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { ApiRefusal } from './refusal.ts'
import { hashOf, tokenStart } from './secrets.ts'
import type { Asker, Environment, WebSurroundings } from './surroundings.ts'

export const cookieName = 'vigie'
/** A session that was not used for this long has expired. */
const idleMs = 14 * 24 * 3_600_000
export const longestMs = 90 * 24 * 3_600_000
const seenEveryMs = 60_000

/** Identifies by cookie or token. Nobody is refused here, because some addresses are open to everyone. */
export function whoAsks(surroundings: WebSurroundings): MiddlewareHandler<Environment> {
  return async (context, next) => {
    context.set('asker', byToken(context, surroundings) ?? byCookie(context, surroundings))
    await next()
  }
}

function byToken(context: Context<Environment>, { reader, writer, now }: WebSurroundings): Asker | null {
  const secret = /^bearer\s+(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
  if (secret === undefined) return null
  const token = secret.startsWith(tokenStart) ? reader.token(hashOf(secret)) : null
  if (token === null) throw new ApiRefusal('unauthorized')
  if (now() - (token.lastUsed ?? 0) > seenEveryMs) note(writer.run('token.used', { id: token.id, at: now() }))
  return { account: token.account, device: null, mayWrite: token.mayWrite }
}

function byCookie(context: Context<Environment>, { reader, writer, now }: WebSurroundings): Asker | null {
  const secret = getCookie(context, cookieName)
  const device = secret === undefined ? null : reader.device(hashOf(secret), now())
  if (device === null || now() - device.lastSeen > idleMs) return null
  if (now() - device.lastSeen > seenEveryMs) note(writer.run('session.seen', { id: device.id, at: now() }))
  return { account: device.account, device: device.id, mayWrite: true }
}

/** Noting that somebody was seen must not make a request fail. */
function note(work: Promise<unknown>): void {
  work.catch(() => {})
}

export function askerOf(context: Context<Environment>): Asker {
  const asker = context.get('asker')
  if (asker === null) throw new ApiRefusal('unauthorized')
  return asker
}

const reading = new Set(['GET', 'HEAD'])

/** Requires a sign-in and, for writing, a token that may write. */
export const signedIn: MiddlewareHandler<Environment> = async (context, next) => {
  const { mayWrite } = askerOf(context)
  if (!mayWrite && !reading.has(context.req.method)) throw new ApiRefusal('read-only')
  await next()
}

/** Accounts, sessions and tokens need a person: a script that leaked must not make itself another key. */
export const inPerson: MiddlewareHandler<Environment> = async (context, next) => {
  if (askerOf(context).device === null) throw new ApiRefusal('unauthorized')
  await next()
}

/** The network address, for lockouts and for the list of sessions. */
export function addressOf(context: Context<Environment>, { isBehindProxy }: WebSurroundings): string {
  const forwarded = isBehindProxy
    ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
    : undefined
  const address = forwarded ?? context.env.incoming?.socket.remoteAddress ?? 'unknown'
  return address.replace(/^::ffff:/, '').slice(0, 64)
}
