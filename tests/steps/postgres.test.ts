import { Step } from '@cabestan/protocol/steps'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Convergence, stepsOn } from '../harness/convergence.ts'
import { type Server, startServer } from '../harness/sandbox.ts'
import { onSuites } from '../harness/suites.ts'

/** PostgreSQL on real servers: from nothing, from something else, from right already, and cut off. */
describe.each(onSuites('bookworm'))('postgres on %s', (suite) => {
  let server: Server
  let steps: Convergence
  let configuration: string

  beforeAll(async () => {
    server = await startServer({ suite, keepsConnection: true })
    steps = stepsOn(server)
  })

  const asRoot = (sql: string, database = 'postgres') =>
    server.sh(`cd /; runuser -u postgres -- psql -XAtq -v ON_ERROR_STOP=1 -d ${database}`, sql)
  const asUser = (user: string, sql: string, database = user) =>
    server.ssh(`cd /; runuser -u ${user} -- psql -XAtq -v ON_ERROR_STOP=1 -d ${database}`, sql)
  const pidOfServer = () => server.sh(`head -n 1 /var/lib/postgresql/*/main/postmaster.pid`)

  test('a plan before PostgreSQL is installed tells what will be', async () => {
    const all = [packages, settings({ work_mem: '8MB' }), access('shop'), role('shop'), database('shop')]
    expect(await steps.changesOf(...all, extension('shop', 'pg_trgm'))).toMatchObject([
      { type: 'list', add: ['postgresql'] },
      { type: 'text', path: '/etc/postgresql/*/main/conf.d/cabestan.conf', before: null },
      { type: 'text', path: '/etc/postgresql/*/main/pg_hba.conf', before: null },
      { type: 'action', action: 'create', subject: 'shop' },
      { name: 'setting', key: 'timezone', before: null, after: 'Europe/Paris' },
      { name: 'setting', key: 'default_transaction_isolation', after: 'read committed' },
      { type: 'action', action: 'create', subject: 'shop' },
      { type: 'action', action: 'create', subject: 'shop/pg_trgm' },
    ])
  })

  test('all of it from nothing, in one run', async () => {
    await server.sh('useradd --system shop; useradd --system other')
    const all = [packages, role('shop'), database('shop'), access('shop'), extension('shop', 'pg_trgm')]
    expect(await steps.converge(...all, settings({ work_mem: '8MB', shared_buffers: '48MB' }))).toBe(6)
    configuration = await server.sh('ls -d /etc/postgresql/*/main')
    // Its own user gets in without a password, and may make tables; the settings of the role count.
    const answer = await asUser(
      'shop',
      'CREATE TABLE t (a int); SHOW timezone; SHOW work_mem; SHOW shared_buffers',
    )
    expect(answer).toMatchObject({ code: 0, stdout: 'Europe/Paris\n8MB\n48MB\n' })
    expect(await asRoot('SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = $$shop$$')).toBe('f|f')
    expect(
      await asRoot(
        `SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = 'shop'`,
      ),
    ).toBe('UTF8|C.UTF-8')
    expect(await asRoot(`SELECT similarity('mot', 'mots') > 0.4, upper('é')`, 'shop')).toBe('t|É')
  })

  test('right already', async () => {
    const pid = await pidOfServer()
    expect(await steps.converge(...shop())).toBe(0)
    expect(await pidOfServer()).toBe(pid)
  })

  describe('server', () => {
    test('a setting that needs no restart gets none', async () => {
      const pid = await pidOfServer()
      await steps.converge(...shop({ work_mem: '9MB', shared_buffers: '48MB' }))
      expect(await asRoot('SHOW work_mem')).toBe('9MB')
      expect(await pidOfServer()).toBe(pid)
    })

    test('one on a port where no settings look for it is refused, and left alone', async () => {
      const pid = await pidOfServer()
      const move = (to: number) =>
        server.sh(`sed -i 's/^port = [0-9]*/port = ${to}/' ${configuration}/postgresql.conf`)
      await move(5433)
      expect(await steps.failureOf(settings({}))).toMatchObject({
        code: 'database.port',
        values: { name: 'main', port: '5433' },
      })
      await move(5432)
      expect(await pidOfServer()).toBe(pid)
    })

    test('something else there: changed by hand, and by ALTER SYSTEM', async () => {
      await server.sh(`echo "work_mem = '10MB'" >> ${configuration}/conf.d/cabestan.conf`)
      await asRoot(`ALTER SYSTEM SET work_mem = '11MB'; SELECT pg_reload_conf()`)
      expect(await steps.converge(...shop())).toBe(1)
      expect(await asRoot('SHOW work_mem')).toBe('8MB')
      await asRoot(`ALTER SYSTEM SET work_mem = '12MB'; SELECT pg_reload_conf()`)
      expect(await steps.changesOf(...shop())).toMatchObject([
        { type: 'value', name: 'setting', key: 'work_mem', before: '12MB', after: '8MB' },
      ])
      expect(await steps.converge(...shop())).toBe(1)
      expect(await asRoot('SHOW work_mem')).toBe('8MB')
    })

    test('a value that PostgreSQL refuses is put back', async () => {
      const failure = await steps.failureOf(...shop({ work_mem: 'plenty', shared_buffers: '48MB' }))
      expect(failure).toMatchObject({ code: 'service.invalid', values: { service: 'postgresql' } })
      expect(failure.detail?.tail).toContain('invalid value for parameter "work_mem": "plenty"')
      expect(await steps.converge(...shop())).toBe(0)
    })

    test('one with which it cannot start is put back, and it runs again', async () => {
      const failure = await steps.failureOf(...shop({ work_mem: '8MB', shared_buffers: '900GB' }))
      expect(failure.code).toBe('service.failed')
      expect(failure.detail?.tail).toMatch(/shared memory|memory/)
      expect(await asRoot('SHOW shared_buffers')).toBe('48MB')
      expect(await steps.converge(...shop())).toBe(0)
    })

    test('cut off before the restart: the next run finishes', async () => {
      const wanted = shop({ work_mem: '8MB', shared_buffers: '56MB' })
      await steps.surviveKillAt(command('systemctl', 'restart postgresql@'), ...wanted)
      expect(await asRoot('SHOW shared_buffers')).toBe('56MB')
      await steps.converge(...shop())
    })
  })

  describe('access', () => {
    test('something else there: the block moved down, and a line in it is another', async () => {
      const file = `${configuration}/pg_hba.conf`
      await server.sh(
        `sed -i -e '1i host all all 10.0.0.0/8 reject' -e 's/^local   shop .*/local shop shop trust/' ${file}`,
      )
      await steps.converge(...shop())
      expect((await server.sh(`head -n 5 ${file}`)).split('\n')).toEqual([
        '# Managed by Cabestan, up to the end of it below: the first line that fits decides.',
        'local shop shop trust',
        'local   shop            shop                                    peer',
        '# End of what Cabestan manages.',
        'host all all 10.0.0.0/8 reject',
      ])
      expect(await server.sh(`stat -c '%U %G %a' ${file}`)).toBe('postgres postgres 640')
    })

    test('two applications share the block, and one goes', async () => {
      await steps.converge(...shop(), access('other'))
      expect(await asRoot('SELECT count(*) FROM pg_hba_file_rules WHERE $$other$$ = ANY(user_name)')).toBe(
        '1',
      )
      await steps.converge(...shop())
      expect(await server.sh(`grep -c '^local *other' ${configuration}/pg_hba.conf || true`)).toBe('0')
    })

    test('a line that PostgreSQL refuses is put back', async () => {
      const bad = {
        ...access('shop'),
        rules: [
          {
            type: 'host' as const,
            database: 'shop',
            user: 'shop',
            address: '10.0.0.0/99',
            method: 'peer' as const,
          },
        ],
      }
      const failure = await steps.failureOf(...shop(), bad)
      expect(failure).toMatchObject({ code: 'service.invalid', values: { service: 'postgresql' } })
      expect(failure.detail?.tail).toContain('pg_hba.conf')
      await steps.converge(...shop())
    })

    test('cut off before PostgreSQL read it: the next run finishes', async () => {
      await steps.surviveKillAt(command('systemctl', 'reload postgresql@'), ...shop(), access('other'))
      expect(await asRoot('SELECT pg_conf_load_time() > now() - interval $$1 minute$$')).toBe('t')
      await steps.converge(...shop())
    })
  })

  describe('role and database', () => {
    test('something else there: an administrator who cannot log in', async () => {
      await asRoot(`ALTER ROLE shop SUPERUSER NOLOGIN; ALTER ROLE shop SET timezone = 'UTC'`)
      expect(await steps.changesOf(...shop())).toMatchObject([
        { key: 'login', before: 'NOLOGIN' },
        { key: 'superuser', before: 'SUPERUSER' },
        { key: 'timezone', before: 'UTC', after: 'Europe/Paris' },
      ])
      expect(await steps.converge(...shop())).toBe(1)
      expect((await asUser('shop', 'SHOW timezone')).stdout).toBe('Europe/Paris\n')
    })

    test('something else there: a database of another, open for all', async () => {
      await asRoot('ALTER DATABASE shop OWNER TO postgres; GRANT CONNECT ON DATABASE shop TO PUBLIC')
      expect(await steps.changesOf(...shop())).toMatchObject([
        { name: 'owner', before: 'postgres', after: 'shop' },
        { name: 'setting', key: 'CONNECT', before: 'PUBLIC', after: 'shop' },
      ])
      expect(await steps.converge(...shop())).toBe(1)
    })

    test('no application enters the database of another', async () => {
      await steps.converge(...shop(), role('other'), database('other'))
      expect((await asUser('other', 'SELECT 1')).stdout).toBe('1\n')
      expect((await asUser('other', 'SELECT 1', 'shop')).stderr).toContain(
        'permission denied for database "shop"',
      )
    })

    test('one in another encoding is refused, and left alone', async () => {
      await asRoot(`CREATE DATABASE old TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'`)
      const failure = await steps.failureOf(...shop(), database('old', 'shop'))
      expect(failure).toMatchObject({
        code: 'database.encoding',
        values: { database: 'old', encoding: 'LATIN1' },
      })
      expect(
        await asRoot(`SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'old'`),
      ).toBe('LATIN1')
    })

    test.each([
      { words: 'CREATE ROLE', when: 'before' },
      { words: 'CREATE ROLE', when: 'after' },
      { words: 'CREATE DATABASE', when: 'before' },
      { words: 'CREATE DATABASE', when: 'after' },
      { words: 'CREATE EXTENSION', when: 'before' },
      { words: 'CREATE EXTENSION', when: 'after' },
    ] as const)('cut off $when $words: the next run finishes', async ({ words, when }) => {
      await asRoot('DROP DATABASE IF EXISTS third')
      await asRoot('DROP ROLE IF EXISTS third')
      const third = [role('third'), database('third'), extension('third', 'citext')]
      await steps.surviveKillAt({ program: 'setpriv', words, when }, ...shop(), ...third)
    })

    test('what a cut off DROP DATABASE leaves is made anew', async () => {
      await asRoot(`UPDATE pg_database SET datconnlimit = -2 WHERE datname = 'third'`)
      await steps.converge(...shop(), role('third'), database('third'))
      expect(await asRoot('SELECT 1', 'third')).toBe('1')
    })

    test('what is described no more stays, because it holds data', async () => {
      await steps.converge(...shop())
      expect(await asRoot('SELECT 1', 'third')).toBe('1')
    })
  })

  test('a server that was stopped by hand is started, and nothing in it is guessed', async () => {
    // The first is a name for all of them, and is gone before they are.
    await server.sh("systemctl stop postgresql 'postgresql@*'")
    expect(await steps.changesOf(role('shop'))).toMatchObject([{ action: 'start' }])
    expect(await steps.converge(...shop())).toBe(1)
    expect(await steps.converge(...shop())).toBe(0)
  })
})

const packages = Step.parse({ kind: 'package', reason: 'postgres.package', names: ['postgresql'] })

/** The whole of one application, as the tests leave it. */
function shop(values: Record<string, string> = { work_mem: '8MB', shared_buffers: '48MB' }): Step[] {
  return [
    packages,
    role('shop'),
    database('shop'),
    access('shop'),
    extension('shop', 'pg_trgm'),
    settings(values),
  ]
}

function settings(values: Record<string, string>) {
  return { kind: 'postgres-server' as const, reason: 'postgres.server' as const, settings: values }
}

function role(name: string) {
  const values = { timezone: 'Europe/Paris', default_transaction_isolation: 'read committed' }
  return { kind: 'postgres-role' as const, reason: 'postgres.role' as const, name, settings: values }
}

function database(name: string, owner = name) {
  const encoding = 'UTF8' as const
  return { kind: 'postgres-database' as const, reason: 'postgres.database' as const, name, owner, encoding }
}

function access(name: string) {
  const rules = [{ type: 'local' as const, database: name, user: name, method: 'peer' as const }]
  return { kind: 'postgres-hba' as const, reason: 'postgres.hba' as const, rules }
}

function extension(name: string, extension: string) {
  const reason = 'postgres.extension' as const
  return { kind: 'postgres-extension' as const, reason, database: name, name: extension }
}

function command(program: string, words: string) {
  return { program, words, when: 'before' as const }
}
