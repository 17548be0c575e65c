import { type Context, Hono } from 'hono'
import { deleteCookie } from 'hono/cookie'
import { bodyBy, idIn } from '../input.ts'
import { invite } from '../invitation.ts'
import { hashPassword, isPassword } from '../passwords.ts'
import { ApiRefusal } from '../refusal.ts'
import { profileInput, tokenInput } from '../schemas.ts'
import { hashOf, newSecret, tokenStart } from '../secrets.ts'
import type { Environment, WebSurroundings } from '../surroundings.ts'
import { askerOf, cookieName, inPerson, signedIn } from '../who-asks.ts'

/** Whoever is signed in, with sessions and tokens; and the others who may. */
export function peopleRoutes(surroundings: WebSurroundings) {
  const { reader, writer, now, url } = surroundings
  return new Hono<Environment>()
    .get('/accounts', signedIn, (context) => context.json(reader.accounts()))
    .use('/me/*', inPerson)
    .patch('/me', inPerson, (context) => changeMe(context, surroundings))
    .get('/me/devices', (context) => {
      const { account, device } = askerOf(context)
      return context.json(reader.devices(account.id, { id: device, now: now() }))
    })
    .delete('/me/devices', async (context) => {
      const { account, device } = askerOf(context)
      await writer.run('session.revoke', { account: account.id, id: null, except: device })
      return context.json(null)
    })
    .delete('/me/devices/:id', async (context) => {
      const account = askerOf(context).account.id
      await writer.run('session.revoke', { account, id: idIn(context), except: null })
      return context.json(null)
    })
    .get('/me/tokens', (context) => context.json(reader.tokens(askerOf(context).account.id)))
    .post('/me/tokens', async (context) => {
      const { name, mayWrite } = await bodyBy(context, tokenInput)
      const token = tokenStart + newSecret()
      const account = askerOf(context).account.id
      const start = token.slice(0, tokenStart.length + 4)
      const { id } = await writer.run('token.create', { hash: hashOf(token), start, name, account, mayWrite })
      return context.json({ id, token })
    })
    .delete('/me/tokens/:id', async (context) => {
      await writer.run('token.delete', { account: askerOf(context).account.id, id: idIn(context) })
      return context.json(null)
    })
    .delete('/accounts/:id', inPerson, async (context) => {
      const id = idIn(context)
      if (reader.account(id) === null) throw new ApiRefusal('not-found')
      // Nobody locks everybody out.
      if (reader.accounts().length === 1) throw new ApiRefusal('last-account')
      await writer.run('account.delete', { id })
      if (id === askerOf(context).account.id) deleteCookie(context, cookieName, { path: '/' })
      return context.json(null)
    })
    .post('/invitations', inPerson, async (context) => {
      const by = askerOf(context).account.id
      return context.json(await invite(by, { writer, url: url(), now: now() }))
    })
}

async function changeMe(context: Context<Environment>, { reader, writer }: WebSurroundings) {
  const { password, currentPassword, ...change } = await bodyBy(context, profileInput)
  const { account, device } = askerOf(context)
  const isSensitive = password !== undefined || (change.email !== undefined && change.email !== account.email)
  if (isSensitive) {
    const hash = reader.accountByEmail(account.email)?.passwordHash ?? null
    if (!(await isPassword(currentPassword ?? '', hash))) throw new ApiRefusal('password')
  }
  const other = change.email === undefined ? null : reader.accountByEmail(change.email)
  if (other !== null && other.id !== account.id) throw new ApiRefusal('email')
  const hashed = password === undefined ? {} : { passwordHash: await hashPassword(password) }
  await writer.run('account.change', { id: account.id, change: { ...given(change), ...hashed } })
  // Whoever knew the old one is out.
  if (password !== undefined)
    await writer.run('session.revoke', { account: account.id, id: null, except: device })
  return context.json(null)
}

/** What was left out is not there, rather than undefined. */
export function given<T extends object>(input: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as never
}
