import { type Context, Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import type { Account } from '../../contract/account.ts'
import { answer, takesBody } from '../input.ts'
import { hashPassword, isPassword } from '../passwords.ts'
import { ApiRefusal } from '../refusal.ts'
import { invitationInput, invitedInput, signInInput } from '../schemas.ts'
import { addressKey, emailKey, hashOf, newSecret } from '../secrets.ts'
import type { Environment, WebSurroundings } from '../surroundings.ts'
import { Turns } from '../turns.ts'
import { addressOf, askerOf, cookieName, longestMs } from '../who-asks.ts'

/** With more than this many waiting, others are told to come again. */
const mostWaiting = 20

export function sessionRoutes(surroundings: WebSurroundings) {
  const { reader, writer } = surroundings
  // One after the other, because a hundred guesses at once would all be made before the first counts.
  const turns = new Turns(mostWaiting)
  const meOf = (account: Account | null) => ({ account, hasAccounts: reader.accounts().length > 0 })
  return (
    new Hono<Environment>()
      .get('/me', (context) => answer(context, meOf(context.get('asker')?.account ?? null)))
      .post('/session', takesBody(signInInput), async (context) => {
        const input = context.req.valid('json')
        if (turns.isFull) throw new ApiRefusal('overloaded')
        const account = await turns.take(() => signedInAs(context, input, surroundings))
        await openSession(context, account, surroundings)
        return answer(context, meOf(account))
      })
      .delete('/session', async (context) => {
        const { account, device } = askerOf(context)
        if (device !== null)
          await writer.run('session.revoke', { account: account.id, id: device, except: null })
        deleteCookie(context, cookieName, { path: '/' })
        return answer(context, null)
      })
      // Not in the address, which would appear in a proxy's log.
      .post('/invitations/look', takesBody(invitationInput), (context) => {
        refuseUninvited(hashOf(context.req.valid('json').token), surroundings)
        return answer(context, null)
      })
      .post('/invitations/accept', takesBody(invitedInput), async (context) => {
        const { token, password, ...person } = context.req.valid('json')
        const invitationHash = hashOf(token)
        // Before the expensive part, so that no password is hashed for somebody who was not invited.
        refuseUninvited(invitationHash, surroundings)
        const passwordHash = await hashPassword(password)
        const made = await writer.run('account.create', { ...person, passwordHash, invitationHash })
        if ('refused' in made) throw new ApiRefusal(made.refused)
        const account = reader.account(made.id)
        if (account === null) throw new ApiRefusal('not-found')
        await openSession(context, account, surroundings)
        return answer(context, meOf(account))
      })
  )
}

function refuseUninvited(hash: string, { reader, now }: WebSurroundings): void {
  if (!reader.isInvited(hash, now())) throw new ApiRefusal('invitation')
}

interface Credentials {
  readonly email: string
  readonly password: string
}

/** Reveals neither whether there is such an account nor how close a guess was, and makes guessing ever slower. */
async function signedInAs(
  context: Context<Environment>,
  { email, password }: Credentials,
  surroundings: WebSurroundings,
): Promise<Account> {
  const { reader, writer, now } = surroundings
  const keys = [emailKey(email), addressKey(addressOf(context, surroundings))]
  refuseWhileLocked(context, reader.lockedUntil(keys, now()), now())
  const known = reader.accountByEmail(email)
  if (!(await isPassword(password, known?.passwordHash ?? null)) || known === null) {
    const { lockedUntil } = await writer.run('sign-in.failed', { keys, at: now() })
    refuseWhileLocked(context, lockedUntil, now())
    throw new ApiRefusal('credentials')
  }
  await writer.run('sign-in.succeeded', { keys })
  const { passwordHash: _, ...account } = known
  return account
}

function refuseWhileLocked(context: Context, until: number | null, now: number): void {
  if (until === null || until <= now) return
  const seconds = Math.ceil((until - now) / 1000)
  context.header('retry-after', String(seconds))
  throw new ApiRefusal('locked', { seconds })
}

/** A new secret at each sign-in, so that nobody can have planted it before. */
async function openSession(
  context: Context<Environment>,
  account: Account,
  surroundings: WebSurroundings,
): Promise<void> {
  const { writer, now, url } = surroundings
  const secret = newSecret()
  const before = context.get('asker')
  if (before?.device)
    await writer.run('session.revoke', { account: before.account.id, id: before.device, except: null })
  await writer.run('session.create', {
    hash: hashOf(secret),
    account: account.id,
    address: addressOf(context, surroundings),
    agent: (context.req.header('user-agent') ?? '').slice(0, 300),
    expiresAt: now() + longestMs,
  })
  setCookie(context, cookieName, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: url().startsWith('https:'),
    maxAge: longestMs / 1000,
  })
}
