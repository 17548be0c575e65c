import type { AccountChange } from '../../contract/commands.ts'
import type { Database } from '../database.ts'
import type { CommandsOf } from './command.ts'

type Names = 'account.create' | 'account.change' | 'account.delete' | 'invitation.create'

export const accountCommands: CommandsOf<Names> = {
  'account.create': ({ database, now }, { email, name, language, passwordHash, invitationHash }) => {
    const { kysely } = database
    const address = email.toLowerCase()
    if (holderOf(database, address) !== undefined) return { refused: 'email' }
    const invitation = kysely.deleteFrom('invitation').where('hash', '=', invitationHash)
    if (database.run(invitation.where('expires_at', '>', now())).changes === 0)
      return { refused: 'invitation' }
    const row = { email: address, name, language, password_hash: passwordHash, created_at: now() }
    return { id: database.run(kysely.insertInto('account').values(row)).id }
  },

  'account.change': ({ database }, { id, change }) => {
    const columns = columnsOf(change)
    const holder = columns.email === undefined ? undefined : holderOf(database, columns.email)
    if (holder !== undefined && holder.id !== id) return { refused: 'email' }
    if (Object.keys(columns).length > 0)
      database.run(database.kysely.updateTable('account').set(columns).where('id', '=', id))
    return null
  },

  'account.delete': ({ database }, { id }) => {
    const { kysely } = database
    const accounts = database.all(kysely.selectFrom('account').select('id'))
    if (!accounts.some((account) => account.id === id)) return { refused: 'not-found' }
    // The last account must stay, or nobody could get in.
    if (accounts.length === 1) return { refused: 'last-account' }
    database.run(kysely.updateTable('issue').set({ assignee: null }).where('assignee', '=', id))
    for (const table of ['device', 'token', 'outbox'] as const)
      database.run(kysely.deleteFrom(table).where('account', '=', id))
    database.run(kysely.deleteFrom('account').where('id', '=', id))
    return null
  },

  'invitation.create': ({ database, now }, { hash, expiresAt, by }) => {
    dropOld(database, now())
    const row = { hash, expires_at: expiresAt, created_at: now(), created_by: by }
    database.run(database.kysely.insertInto('invitation').values(row))
    return null
  },
}

function holderOf(database: Database, email: string): { readonly id: number } | undefined {
  return database.first(database.kysely.selectFrom('account').select('id').where('email', '=', email))
}

function columnsOf({ name, email, language, wantsMail, passwordHash }: AccountChange) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email: email.toLowerCase() }),
    ...(language === undefined ? {} : { language }),
    ...(wantsMail === undefined ? {} : { wants_mail: Number(wantsMail) }),
    ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
  }
}

function dropOld(database: Database, now: number): void {
  database.run(database.kysely.deleteFrom('invitation').where('expires_at', '<=', now))
}
