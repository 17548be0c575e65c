import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import type { StepOf } from '@cabestan/protocol/steps'
import { type PostgresState, readPostgres } from '../facts/postgres.ts'
import { identifier, literal } from '../facts/psql.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'
import { administer, startIfDown } from './postgres-administrator.ts'

type PostgresRoleStep = StepOf<'postgres-role'>
type Role = PostgresState['roles'][number]

/** A role without a password: the system user of the same name is identified through the socket. */
export const postgresRole: StepKind<'postgres-role'> = {
  holdsData: true,
  check,
  apply,
  remove: (step, { host }) => administer(host, `DROP ROLE IF EXISTS ${identifier(step.name)};`),
}

async function check(step: PostgresRoleStep, { readings }: CheckContext): Promise<Change | null> {
  const postgres = await readings.take(readPostgres)
  const start = startIfDown(postgres)
  if (start) return start
  const role = postgres?.state?.roles.find(({ name }) => name === step.name)
  const attributes: ChangeItem[] = role
    ? attributeItems(role)
    : [{ type: 'action', action: 'create', subject: step.name }]
  return changeOf([...attributes, ...settingItems(step, role)])
}

function attributeItems({ name, login, superuser }: Role): ChangeItem[] {
  const item = (key: string, before: string, after: string): ChangeItem[] => [
    { type: 'value', subject: name, name: 'setting', key, before, after },
  ]
  return [
    ...(login ? [] : item('login', 'NOLOGIN', 'LOGIN')),
    ...(superuser ? item('superuser', 'SUPERUSER', 'NOSUPERUSER') : []),
  ]
}

function settingItems({ name, settings }: PostgresRoleStep, role: Role | undefined): ChangeItem[] {
  const there = new Map((role?.settings ?? []).map(parseSetting))
  return Object.entries(settings).flatMap(([key, after]) => {
    const before = there.get(key.toLowerCase()) ?? null
    return before === after
      ? []
      : [{ type: 'value', subject: name, name: 'setting', key, before, after } satisfies ChangeItem]
  })
}

function parseSetting(setting: string): [string, string] {
  const at = setting.indexOf('=')
  return [setting.slice(0, at).toLowerCase(), setting.slice(at + 1)]
}

async function apply(step: PostgresRoleStep, _change: Change, { host }: ApplyContext): Promise<void> {
  // Without its administrator nobody could repair the cluster any more.
  if (step.name === 'postgres') throw new CabestanError('name.reserved', { name: step.name })
  await administer(host, roleSql(step))
}

/** All statements take effect together, or none. */
export function roleSql({ name, settings }: PostgresRoleStep): string {
  const role = identifier(name)
  return [
    'BEGIN;',
    `SELECT ${literal(`CREATE ROLE ${role}`)}`,
    `  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal(name)}) \\gexec`,
    `ALTER ROLE ${role} LOGIN NOSUPERUSER;`,
    ...Object.entries(settings).map(
      ([key, value]) => `ALTER ROLE ${role} SET ${identifier(key)} TO ${literal(value)};`,
    ),
    'COMMIT;',
    '',
  ].join('\n')
}
