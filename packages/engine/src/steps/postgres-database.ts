import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import type { StepOf } from '@cabestan/protocol/steps'
import { type PostgresState, readPostgres } from '../facts/postgres.ts'
import { identifier, literal } from '../facts/psql.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'
import { administer, startIfDown } from './postgres-administrator.ts'

type PostgresDatabaseStep = StepOf<'postgres-database'>
type Database = PostgresState['databases'][number]

/**
 * The database belongs to its role, is in UTF-8 whatever the cluster's default, and no other application may connect.
 */
export const postgresDatabase: StepKind<'postgres-database'> = {
  holdsData: true,
  check,
  apply,
  async remove(step, { host }) {
    await administer(host, `DROP DATABASE IF EXISTS ${identifier(step.name)} WITH (FORCE);`)
  },
}

async function check(step: PostgresDatabaseStep, { readings }: CheckContext): Promise<Change | null> {
  const postgres = await readings.take(readPostgres)
  const start = startIfDown(postgres)
  if (start) return start
  const database = postgres?.state?.databases.find(({ name }) => name === step.name)
  if (!database?.valid) return changeOf([{ type: 'action', action: 'create', subject: step.name }])
  return changeOf(differences(step, database))
}

function differences(step: PostgresDatabaseStep, database: Database): ChangeItem[] {
  const subject = step.name
  const { owner, encoding, open } = database
  return [
    ...value(owner === step.owner, { subject, name: 'owner', before: owner, after: step.owner }),
    ...value(encoding === step.encoding, {
      subject,
      name: 'encoding',
      before: encoding,
      after: step.encoding,
    }),
    ...value(!open, { subject, name: 'setting', key: 'CONNECT', before: 'PUBLIC', after: step.owner }),
  ]
}

function value(right: boolean, item: Omit<Extract<ChangeItem, { type: 'value' }>, 'type'>): ChangeItem[] {
  return right ? [] : [{ type: 'value', ...item }]
}

async function apply(step: PostgresDatabaseStep, _change: Change, { host }: ApplyContext): Promise<void> {
  const postgres = await readPostgres(host)
  const database = postgres?.state?.databases.find(({ name }) => name === step.name)
  if (database?.valid && database.encoding !== step.encoding) {
    throw new CabestanError('database.encoding', { database: step.name, encoding: database.encoding })
  }
  await administer(host, databaseSql(step, Number(postgres?.cluster.version ?? 0)))
}

/**
 * C.UTF-8 is on every Debian, knows the letters of all languages, and sorts in one way for ever: indexes
 * outlive an upgrade of the C library, which reorders every other locale.
 */
export function databaseSql({ name, owner, encoding }: PostgresDatabaseStep, version: number): string {
  const database = identifier(name)
  // Before PostgreSQL 15 there was no other provider.
  const provider = version >= 15 ? ' LOCALE_PROVIDER libc' : ''
  const create =
    `CREATE DATABASE ${database} OWNER ${identifier(owner)} TEMPLATE template0 ` +
    `ENCODING ${literal(encoding)}${provider} LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'`
  const there = `SELECT FROM pg_database WHERE datname = ${literal(name)}`
  return [
    // What an interrupted DROP leaves behind can only be dropped.
    `SELECT ${literal(`DROP DATABASE ${database}`)} WHERE EXISTS (${there} AND datconnlimit = -2) \\gexec`,
    `SELECT ${literal(create)} WHERE NOT EXISTS (${there}) \\gexec`,
    `ALTER DATABASE ${database} OWNER TO ${identifier(owner)};`,
    `REVOKE CONNECT, TEMPORARY ON DATABASE ${database} FROM PUBLIC;`,
    '',
  ].join('\n')
}
