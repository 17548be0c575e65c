import { type Change, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import { extensionsOf, readPostgres } from '../facts/postgres.ts'
import { identifier } from '../facts/psql.ts'
import type { CheckContext, StepKind } from './kind.ts'
import { administer, startIfDown } from './postgres-administrator.ts'

type PostgresExtensionStep = StepOf<'postgres-extension'>

/** Created as the administrator, because few extensions let a database's owner do it. Its package is another step. */
export const postgresExtension: StepKind<'postgres-extension'> = {
  holdsData: true,
  check,
  async apply({ name, database }, _change, { host }) {
    await administer(host, `CREATE EXTENSION IF NOT EXISTS ${identifier(name)} CASCADE;`, database)
  },
  async remove({ name, database }, { host }) {
    // It is gone together with its database.
    if (!(await extensionsOf(database)(host)).includes(name)) return
    await administer(host, `DROP EXTENSION IF EXISTS ${identifier(name)};`, database)
  },
}

async function check(
  { name, database }: PostgresExtensionStep,
  { readings }: CheckContext,
): Promise<Change | null> {
  const start = startIfDown(await readings.take(readPostgres))
  if (start) return start
  const extensions = await readings.take(extensionsOf(database))
  if (extensions.includes(name)) return null
  return changeOf([{ type: 'action', action: 'create', subject: `${database}/${name}` }])
}
