import { describe, expect, it } from 'vitest'
import { databaseSql } from './postgres-database.ts'
import { findDefeats } from './postgres-effect.ts'
import { roleSql } from './postgres-role.ts'

describe('what PostgreSQL is told', () => {
  it('for a role', () => {
    const settings = { timezone: 'Europe/Paris', search_path: "l'autre" }
    expect(roleSql({ kind: 'postgres-role', reason: 'postgres.role', name: 'my-shop', settings })).toBe(
      `BEGIN;
SELECT E'CREATE ROLE "my-shop"'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = E'my-shop') \\gexec
ALTER ROLE "my-shop" LOGIN NOSUPERUSER;
ALTER ROLE "my-shop" SET "timezone" TO E'Europe/Paris';
ALTER ROLE "my-shop" SET "search_path" TO E'l\\'autre';
COMMIT;
`,
    )
  })

  it('for a database, whose provider has a name only since 15', () => {
    const step = {
      kind: 'postgres-database',
      reason: 'postgres.database',
      name: 'shop',
      owner: 'shop',
      encoding: 'UTF8',
    } as const
    expect(databaseSql(step, 17)).toContain(
      `CREATE DATABASE "shop" OWNER "shop" TEMPLATE template0 ENCODING E\\'UTF8\\' LOCALE_PROVIDER libc LC_COLLATE \\'C.UTF-8\\'`,
    )
    expect(databaseSql(step, 14)).not.toContain('PROVIDER')
  })
})

describe('settings that do not count', () => {
  const ours = '/etc/postgresql/15/main/conf.d/cabestan.conf'
  const row = (file: string, setting: string, applied = true) => ({
    file,
    name: 'work_mem',
    setting,
    applied,
    error: applied ? null : 'setting could not be applied',
  })

  it('are overridden by a later file, unread, or wait for a restart', () => {
    const wanted = { work_mem: '8MB' }
    expect(findDefeats(wanted, ours, [row('/a', '1MB', false), row(ours, '8MB')])).toEqual([])
    expect(findDefeats(wanted, ours, [row(ours, '8MB', false), row('/auto.conf', '9MB')])).toEqual([
      { name: 'work_mem', wanted: '8MB', by: '/auto.conf', value: '9MB' },
    ])
    expect(findDefeats(wanted, ours, [])).toMatchObject([{ by: ours, value: null }])
    expect(findDefeats(wanted, ours, [row(ours, '8MB', false)])).toMatchObject([{ by: 'restart' }])
  })
})
