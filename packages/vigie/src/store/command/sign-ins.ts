import type { Database } from '../database.ts'
import type { CommandsOf } from './command.ts'

type Names =
  | 'session.create'
  | 'session.seen'
  | 'session.revoke'
  | 'sign-in.failed'
  | 'sign-in.succeeded'
  | 'token.create'
  | 'token.used'
  | 'token.delete'

export const signInCommands: CommandsOf<Names> = {
  'session.create': ({ database, now }, { expiresAt, ...device }) => {
    const { kysely } = database
    database.run(kysely.deleteFrom('device').where('expires_at', '<=', now()))
    const times = { created_at: now(), last_seen: now(), expires_at: expiresAt }
    return { id: database.run(kysely.insertInto('device').values({ ...device, ...times })).id }
  },

  'session.seen': ({ database }, { id, at }) => {
    database.run(database.kysely.updateTable('device').set({ last_seen: at }).where('id', '=', id))
    return null
  },

  'session.revoke': ({ database }, { account, id, except }) => {
    const devices = database.kysely.deleteFrom('device').where('account', '=', account)
    if (id !== null) database.run(devices.where('id', '=', id))
    else database.run(except === null ? devices : devices.where('id', '<>', except))
    return null
  },

  'sign-in.failed': ({ database }, { keys, at }) => {
    const until = keys.map((key) => countFailure(database, key, at))
    const latest = Math.max(0, ...until.filter((time) => time !== null))
    return { lockedUntil: latest > at ? latest : null }
  },

  'sign-in.succeeded': ({ database }, { keys }) => {
    database.run(database.kysely.deleteFrom('lockout').where('key', 'in', keys))
    return null
  },

  'token.create': ({ database, now }, { mayWrite, ...token }) => {
    const row = { ...token, may_write: Number(mayWrite), created_at: now(), last_used: null }
    return { id: database.run(database.kysely.insertInto('token').values(row)).id }
  },

  'token.used': ({ database }, { id, at }) => {
    database.run(database.kysely.updateTable('token').set({ last_used: at }).where('id', '=', id))
    return null
  },

  'token.delete': ({ database }, { account, id }) => {
    const tokens = database.kysely.deleteFrom('token').where('account', '=', account)
    database.run(tokens.where('id', '=', id))
    return null
  },
}

const forgiven = 5
const second = 1000
const longest = 15 * 60 * second
const forgotten = 24 * 3600 * second

/** From the fifth failure on each doubles the wait, up to a quarter of an hour. A day without failures resets it. */
function countFailure(database: Database, key: string, at: number): number | null {
  const { kysely } = database
  database.run(kysely.deleteFrom('lockout').where('last_at', '<', at - forgotten))
  const known = database.first(kysely.selectFrom('lockout').select('failures').where('key', '=', key))
  const failures = (known?.failures ?? 0) + 1
  const wait = failures < forgiven ? null : Math.min(second * 2 ** (failures - forgiven), longest)
  const row = { failures, last_at: at, locked_until: wait === null ? null : at + wait }
  database.run(
    kysely
      .insertInto('lockout')
      .values({ key, ...row })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row)),
  )
  return row.locked_until
}
