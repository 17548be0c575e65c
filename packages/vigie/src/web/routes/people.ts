import { type Context, Hono } from 'hono'
import { deleteCookie } from 'hono/cookie'
import type * as z from 'zod'
import { answer, idIn, takesBody } from '../input.ts'
import { invite } from '../invitation.ts'
import { hashPassword, isPassword } from '../passwords.ts'
import { ApiRefusal, type RefusalCode } from '../refusal.ts'
import { profileInput, tokenInput } from '../schemas.ts'
import { hashOf, newSecret, tokenStart } from '../secrets.ts'
import type { Environment, WebSurroundings } from '../surroundings.ts'
import { askerOf, cookieName, inPerson, signedIn } from '../who-asks.ts'

/** The signed-in account with its sessions and tokens, and the other accounts. */
export function peopleRoutes(surroundings: WebSurroundings) {
  const { reader, writer, now, url } = surroundings
  return new Hono<Environment>()
    .get('/accounts', signedIn, (context) => answer(context, reader.accounts()))
    .use('/me/*', inPerson)
    .patch('/me', inPerson, takesBody(profileInput), (context) =>
      changeMe(context, context.req.valid('json'), surroundings),
    )
    .get('/me/devices', (context) => {
      const { account, device } = askerOf(context)
      return answer(context, reader.devices(account.id, { id: device, now: now() }))
    })
    .delete('/me/devices', async (context) => {
      const { account, device } = askerOf(context)
      await writer.run('session.revoke', { account: account.id, id: null, except: device })
      return answer(context, null)
    })
    .delete('/me/devices/:id', async (context) => {
      const account = askerOf(context).account.id
      await writer.run('session.revoke', { account, id: idIn(context), except: null })
      return answer(context, null)
    })
    .get('/me/tokens', (context) => answer(context, reader.tokens(askerOf(context).account.id)))
    .post('/me/tokens', takesBody(tokenInput), async (context) => {
      const { name, mayWrite } = context.req.valid('json')
      const token = tokenStart + newSecret()
      const account = askerOf(context).account.id
      const start = token.slice(0, tokenStart.length + 4)
      const { id } = await writer.run('token.create', { hash: hashOf(token), start, name, account, mayWrite })
      return answer(context, { id, token })
    })
    .delete('/me/tokens/:id', async (context) => {
      await writer.run('token.delete', { account: askerOf(context).account.id, id: idIn(context) })
      return answer(context, null)
    })
    .delete('/accounts/:id', inPerson, async (context) => {
      const id = idIn(context)
      assertDone(await writer.run('account.delete', { id }))
      if (id === askerOf(context).account.id) deleteCookie(context, cookieName, { path: '/' })
      return answer(context, null)
    })
    .post('/invitations', inPerson, async (context) => {
      const by = askerOf(context).account.id
      return answer(context, await invite(by, { writer, url: url(), now: now() }))
    })
}

async function changeMe(
  context: Context<Environment>,
  { password, currentPassword, ...change }: z.output<typeof profileInput>,
  { reader, writer }: WebSurroundings,
) {
  const { account, device } = askerOf(context)
  const isSensitive = password !== undefined || (change.email !== undefined && change.email !== account.email)
  if (isSensitive) {
    const hash = reader.accountByEmail(account.email)?.passwordHash ?? null
    if (!(await isPassword(currentPassword ?? '', hash))) throw new ApiRefusal('password')
  }
  const hashed = password === undefined ? {} : { passwordHash: await hashPassword(password) }
  assertDone(await writer.run('account.change', { id: account.id, change: { ...given(change), ...hashed } }))
  // Somebody who knew the old password is signed out.
  if (password !== undefined)
    await writer.run('session.revoke', { account: account.id, id: null, except: device })
  return answer(context, null)
}

function assertDone(done: { readonly refused: RefusalCode } | null): void {
  if (done !== null) throw new ApiRefusal(done.refused)
}

/** Left-out fields are absent rather than undefined. */
export function given<T extends object>(input: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as never
}
