import type { Selectable } from 'kysely'
import type { Account, ApiToken, SignedInDevice } from '../../contract/account.ts'
import type { Database } from '../database.ts'
import type { Device } from '../reader.ts'
import type { Schema } from '../schema.ts'

export function listAccounts(database: Database): readonly Account[] {
  return database.all(database.kysely.selectFrom('account').selectAll().orderBy('name')).map(accountOf)
}

export function readAccount(database: Database, id: number): Account | null {
  const row = database.first(database.kysely.selectFrom('account').selectAll().where('id', '=', id))
  return row ? accountOf(row) : null
}

export function readAccountByEmail(database: Database, email: string) {
  const sought = database.kysely.selectFrom('account').selectAll().where('email', '=', email.toLowerCase())
  const row = database.first(sought)
  return row ? { ...accountOf(row), passwordHash: row.password_hash } : null
}

function accountOf(row: Selectable<Schema['account']>): Account {
  const { id, email, name, language } = row
  return { id, email, name, language, createdAt: row.created_at, wantsMail: row.wants_mail === 1 }
}

export function readDevice(database: Database, hash: string, now: number): Device | null {
  const sought = database.kysely.selectFrom('device').selectAll().where('hash', '=', hash)
  const row = database.first(sought.where('expires_at', '>', now))
  const account = row && readAccount(database, row.account)
  if (!row || !account) return null
  const { id, created_at, last_seen, expires_at } = row
  return { id, account, createdAt: created_at, lastSeen: last_seen, expiresAt: expires_at }
}

export function listDevices(
  database: Database,
  account: number,
  me: { readonly id: number | null; readonly now: number },
): readonly SignedInDevice[] {
  const devices = database.kysely.selectFrom('device').selectAll().where('account', '=', account)
  return database.all(devices.where('expires_at', '>', me.now).orderBy('last_seen', 'desc')).map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    lastSeen: row.last_seen,
    address: row.address,
    agent: row.agent,
    isThis: row.id === me.id,
  }))
}

export function readToken(
  database: Database,
  hash: string,
): (ApiToken & { readonly account: Account }) | null {
  const row = database.first(database.kysely.selectFrom('token').selectAll().where('hash', '=', hash))
  const account = row && readAccount(database, row.account)
  return row && account ? { ...tokenOf(row), account } : null
}

export function listTokens(database: Database, account: number): readonly ApiToken[] {
  const tokens = database.kysely.selectFrom('token').selectAll().where('account', '=', account)
  return database.all(tokens.orderBy('id')).map(tokenOf)
}

function tokenOf(row: Selectable<Schema['token']>): ApiToken {
  const { id, name, start } = row
  return {
    id,
    name,
    start,
    mayWrite: row.may_write === 1,
    createdAt: row.created_at,
    lastUsed: row.last_used,
  }
}

export function isInvited(database: Database, hash: string, now: number): boolean {
  const invitation = database.kysely.selectFrom('invitation').select('hash').where('hash', '=', hash)
  return database.first(invitation.where('expires_at', '>', now)) !== undefined
}

export function readLock(database: Database, keys: readonly string[], now: number): number | null {
  const locks = database.kysely.selectFrom('lockout').select(({ fn }) => fn.max('locked_until').as('until'))
  const until = database.first(locks.where('key', 'in', keys))?.until ?? null
  return until !== null && until > now ? until : null
}
