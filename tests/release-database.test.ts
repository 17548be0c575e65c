import { beforeAll, describe, expect, test } from 'vitest'
import { type DatabaseServer, databaseServer } from './harness/database-server.ts'
import { migration } from './harness/migrated-project.ts'
import { type Server, startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'

/** The database stage of a release and the way back, with Django, PostgreSQL and SQLite of real servers. */
describe.each(onSuites('bookworm'))('the database of a release on %s', (suite) => {
  let server: Server
  let shop: DatabaseServer

  beforeAll(async () => {
    server = await startServer({ suite, stocked: true, keepsConnection: true })
    shop = await databaseServer(server)
  })

  const asShop = (sql: string, database = 'shop') =>
    server.sh(`cd / && runuser -u shop -- psql -XAtq -v ON_ERROR_STOP=1 -d ${database}`, sql)
  const asPostgres = (sql: string, database = 'postgres') =>
    server.sh(`cd / && runuser -u postgres -- psql -XAtq -v ON_ERROR_STOP=1 -d ${database}`, sql)

  describe('PostgreSQL', () => {
    const postgres =
      "{'ENGINE': 'django.db.backends.postgresql', 'NAME': 'shop', 'USER': 'shop', 'HOST': '/run/postgresql'}"
    const layOut = (
      release: string,
      migrations: Record<string, string>,
      more: { models?: string; settings?: string } = {},
    ) => shop.layOut(release, { database: postgres, migrations, ...more })

    const former =
      '/srv/shop/releases/* /srv/shop/migrations /srv/shop/maintenance /var/backups/shop /var/lib/cabestan/releases'

    /** An empty database, and a first release. */
    async function begin(): Promise<void> {
      await asPostgres(`DROP DATABASE IF EXISTS shop WITH (FORCE);
CREATE DATABASE shop OWNER shop TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'`)
      await server.sh(`rm -rf ${former}`)
      await layOut('1-aaaaaaa', { '0001_initial': initial }, { models })
    }

    let isKept = false

    /** Where the table has two rows. What Django does for that is most of what a test takes: it is done once. */
    async function beginWithRows(): Promise<void> {
      if (isKept) return beginAsKept()
      await begin()
      const { failure } = await shop.call({ what: 'stage', release: '1-aaaaaaa' })
      expect(failure).toBeUndefined()
      await asShop("INSERT INTO shop_album (title, note) VALUES ('Kind of Blue', 'x'), ('Tago Mago', 'y')")
      await asPostgres('DROP DATABASE IF EXISTS kept; CREATE DATABASE kept TEMPLATE shop')
      await server.sh(`rm -rf /root/kept; mkdir /root/kept
        cp -a /srv/shop/releases/1-aaaaaaa /var/lib/cabestan/releases /root/kept`)
      isKept = true
    }

    async function beginAsKept(): Promise<void> {
      await asPostgres(
        'DROP DATABASE IF EXISTS shop WITH (FORCE); CREATE DATABASE shop OWNER shop TEMPLATE kept',
      )
      await server.sh(`rm -rf ${former}
        cp -a /root/kept/1-aaaaaaa /srv/shop/releases; cp -a /root/kept/releases /var/lib/cabestan`)
    }

    const second = (migrations: Record<string, string>) =>
      layOut('2-bbbbbbb', { '0001_initial': initial, ...migrations })
    const deploy = (database = {}) =>
      shop.call({ what: 'stage', release: '2-bbbbbbb', live: '1-aaaaaaa', database })
    const columns = () =>
      asShop(
        "SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = 'shop_album'",
      )

    test('a first release has all of its migrations applied, and there is nothing to save', async () => {
      await begin()
      const { notes, made, result } = await shop.call({ what: 'stage', release: '1-aaaaaaa' })
      expect(result).toBe('done')
      expect(made.snapshot).toBeNull()
      expect(made.migrations).toContainEqual({ name: 'shop.0001_initial', safe: true, reversible: true })
      expect(notes[0]).toEqual([
        'migrations.pending',
        { names: expect.stringContaining('shop.0001_initial') },
      ])
      expect(notes).toContainEqual(['migration.applied', { name: 'shop.0001_initial' }])
      expect(notes.filter(([code]) => code === 'migration.applied')).toHaveLength(made.migrations.length)
      expect(await asShop("SELECT tableowner FROM pg_tables WHERE tablename = 'shop_album'")).toBe('shop')
      expect((await shop.call({ what: 'bytes', release: '1-aaaaaaa' })).result).toBeGreaterThan(1_000_000)
    })

    test('nothing is pending the second time', async () => {
      const { notes, made } = await shop.call({ what: 'stage', release: '1-aaaaaaa' })
      expect(notes).toEqual([['migrations.none', {}]])
      expect(made).toMatchObject({ migrations: [], snapshot: null })
    })

    test('a cache that is kept in the database has its table before the migrations, whose own work may want it', async () => {
      await begin()
      const cached = `from django.core.cache import cache
from django.db import migrations

def warm(apps, schema_editor):
    cache.set('warm', 'yes', None)

class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]
    operations = [migrations.RunPython(warm)]
`
      const settings =
        "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.db.DatabaseCache', 'LOCATION': 'shop_cache'}}"
      await layOut('1-aaaaaaa', { '0001_initial': initial, '0002_warm': cached }, { models, settings })
      const { failure, notes } = await shop.call({ what: 'stage', release: '1-aaaaaaa' })
      expect(failure).toBeUndefined()
      expect(notes).toContainEqual(['cache-tables.made', { names: 'shop_cache' }])
      expect(await asShop('SELECT cache_key FROM shop_cache')).toBe(':1:warm')
      expect((await shop.call({ what: 'stage', release: '1-aaaaaaa' })).notes).toEqual([
        ['migrations.none', {}],
      ])
    })

    test('a table of a cache that cannot be made fails the release before any migration', async () => {
      await begin()
      const settings =
        "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.db.DatabaseCache', 'LOCATION': 'no/good\"name'}}"
      await layOut('1-aaaaaaa', { '0001_initial': initial }, { models, settings })
      const { failure, made } = await shop.call({ what: 'stage', release: '1-aaaaaaa' })
      expect(failure).toMatchObject({ code: 'cache-tables.failed', values: { names: 'no/good"name' } })
      expect(made.migrations).toEqual([])
    })

    test('what the release that is live can live with is applied beside it, and saved first', async () => {
      await beginWithRows()
      await second({
        '0002_price': migration("migrations.AddField('Album', 'price', models.IntegerField(null=True)),", {
          after: '0001_initial',
        }),
      })
      const { notes, made } = await deploy()
      expect(made.migrations).toEqual([{ name: 'shop.0002_price', safe: true, reversible: true }])
      expect(made.snapshot).toBe('/var/backups/shop/2-before-bbbbbbb.dump')
      expect(notes.map(([code]) => code)).toEqual([
        'migrations.pending',
        'snapshot.made',
        'migration.applied',
      ])
      expect(await server.sh(`stat -c '%U %G %a' ${made.snapshot} /var/backups/shop`)).toBe(
        'root root 600\nroot root 700',
      )
      expect(await columns()).toBe('id,title,note,price')
    })

    describe('migrations that the release that is live cannot live with', () => {
      const drop = { '0002_drop': migration(dropNote, { after: '0001_initial' }) }

      test('are refused, each with its operation and its reason, and nothing is changed', async () => {
        await beginWithRows()
        await second(drop)
        const { failure, made } = await deploy()
        expect(failure).toMatchObject({ code: 'migrations.unsafe', values: { migrations: 'shop.0002_drop' } })
        expect(JSON.parse(failure?.detail?.tail ?? '')).toEqual([
          {
            migration: 'shop.0002_drop',
            operation: 'RemoveField',
            subject: 'album.note',
            why: 'column-dropped',
          },
        ])
        expect(made).toMatchObject({ migrations: [], snapshot: null })
        expect(await columns()).toBe('id,title,note')
        expect((await server.ssh('ls /var/backups/shop')).code).not.toBe(0)
      })

      test('are applied when somebody says so', async () => {
        const { made, failure } = await deploy({ allowUnsafe: true })
        expect(failure).toBeUndefined()
        expect(made.migrations).toEqual([
          { name: 'shop.0002_drop', safe: false, reversible: true, loses: ['shop.album.note'] },
        ])
        expect(await columns()).toBe('id,title')
      })

      test('are safe beside a release that does not ask for the column any more', async () => {
        await beginWithRows()
        await layOut('1-aaaaaaa', { '0001_initial': initial }, { models: models.replace(/.*note.*\n/, '') })
        await second(drop)
        const { made, failure } = await deploy()
        expect(failure).toBeUndefined()
        expect(made.migrations).toEqual([
          {
            name: 'shop.0002_drop',
            safe: true,
            onlyFormer: true,
            reversible: true,
            loses: ['shop.album.note'],
          },
        ])
      })

      test('run under the maintenance page, which stays when the release fails after them', async () => {
        await beginWithRows()
        await second(drop)
        const { notes, made } = await deploy({ maintenance: true })
        expect(notes.map(([code]) => code)).toContain('maintenance.on')
        await server.sh('test -f /srv/shop/maintenance')
        const call = { release: '2-bbbbbbb', live: '1-aaaaaaa', database: { maintenance: true } }
        const undone = await shop.call({ what: 'undo', made, ...call })
        expect(undone.notes).toEqual([['maintenance.stays', { names: 'shop.0002_drop' }]])
        await server.sh('test -f /srv/shop/maintenance')
        expect((await shop.call({ what: 'maintenance-off', ...call })).result).toBe(true)
        await server.sh('test ! -e /srv/shop/maintenance')
      })

      test('leave the owner’s own page alone', async () => {
        await server.sh('echo mine > /srv/shop/maintenance')
        const { result } = await shop.call({ what: 'maintenance-off', release: '2-bbbbbbb' })
        expect(result).toBe(false)
        await server.sh('grep -qx mine /srv/shop/maintenance')
      })
    })

    describe('a table that somebody holds', () => {
      const holder = expect.stringMatching(/^psql \(pid \d+, shop, active, \d+ s\)$/)

      async function hold(statement: string): Promise<() => Promise<void>> {
        const session = server.ssh(
          'cd / && runuser -u shop -- psql -XAtq shop',
          `BEGIN; ${statement}; SELECT pg_sleep(600);`,
        )
        const sleepers = "FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
        await until(() => asPostgres(`SELECT count(*) ${sleepers}`), '1')
        return async () => {
          await asPostgres(`SELECT pg_terminate_backend(pid) ${sleepers}`)
          await session
        }
      }

      test('is named, and the migration lets go each time', async () => {
        await beginWithRows()
        await second({ '0002_drop': migration(dropNote, { after: '0001_initial' }) })
        const letGo = await hold('UPDATE shop_album SET title = title')
        const { failure, notes, lines } = await deploy({ allowUnsafe: true })
        expect(failure).toMatchObject({
          code: 'migrations.locked',
          values: { holder, migration: 'shop.0002_drop', stands: 'none', former: 'safe', number: '1' },
        })
        expect(notes.filter(([code]) => code === 'migrations.waiting')).toEqual([
          ['migrations.waiting', { holder }],
        ])
        expect(lines.filter((line) => line.includes('Applying shop.0002_drop'))).toHaveLength(3)
        await letGo()
        expect(await columns()).toBe('id,title,note')
        expect((await deploy({ allowUnsafe: true })).failure).toBeUndefined()
      })

      test('so that not even a snapshot can be had is named too', async () => {
        await beginWithRows()
        await second({ '0002_drop': migration(dropNote, { after: '0001_initial' }) })
        const letGo = await hold('LOCK TABLE shop_album')
        const { failure, made } = await deploy({ allowUnsafe: true })
        expect(failure).toMatchObject({ code: 'migrations.locked', values: { holder } })
        expect(made).toMatchObject({ migrations: [], snapshot: null })
        expect(await server.sh('ls -A /var/backups/shop')).toBe('')
        await letGo()
      })
    })

    test('a migration without end is ended in the database too', async () => {
      await beginWithRows()
      await second({
        '0002_price': migration("migrations.AddField('Album', 'price', models.IntegerField(null=True)),", {
          after: '0001_initial',
        }),
        '0003_sleep': migration("migrations.RunSQL('SELECT pg_sleep(600)'),", { after: '0002_price' }),
      })
      const { failure, notes } = await deploy({ migrateSeconds: 15 })
      expect(failure).toMatchObject({
        code: 'migrations.endless',
        values: { migration: 'shop.0003_sleep', seconds: '15', applied: 'shop.0002_price', former: 'safe' },
      })
      expect(notes).toContainEqual([
        'migrations.unknown',
        { name: 'shop.0003_sleep', what: 'RunSQL SELECT pg_sleep(600)' },
      ])
      await until(() => asPostgres("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"), '0')
    })

    test('what a release that was killed left is ended, and a way back reckons with it', async () => {
      await beginWithRows()
      const price = "migrations.AddField('Album', 'price', models.IntegerField(null=True)),"
      await second({
        '0002_drop': migration(dropNote, { after: '0001_initial' }),
        '0003_price': migration(`${price}\nmigrations.RunSQL('SELECT pg_sleep(600)'),`, {
          after: '0002_drop',
        }),
      })
      const dying = deploy({ allowUnsafe: true }).catch(() => {})
      await until(() => asPostgres("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"), '1')
      await server.sh("kill -9 $(pgrep -f '^/opt/cabestan/engine/test/node .*database.mjs')")
      await dying
      expect((await shop.call({ what: 'records', release: '2-bbbbbbb' })).result).toContainEqual(
        expect.objectContaining({
          number: 2,
          snapshot: '/var/backups/shop/2-before-bbbbbbb.dump',
          migrations: [
            { name: 'shop.0002_drop', safe: false, reversible: true, loses: ['shop.album.note'] },
            { name: 'shop.0003_price', safe: true, unjudged: true, reversible: false },
          ],
        }),
      )
      await layOut('3-ccccccc', {
        '0001_initial': initial,
        '0002_drop': migration(dropNote, { after: '0001_initial' }),
        '0003_price': migration(price, { after: '0002_drop' }),
      })
      const { failure, made } = await shop.call({ what: 'stage', release: '3-ccccccc', live: '1-aaaaaaa' })
      expect(failure).toBeUndefined()
      expect(made.migrations).toEqual([{ name: 'shop.0003_price', safe: true, reversible: true }])
      expect(await columns()).toBe('id,title,price')
    })

    test('where the first fails, nothing stands, and no way back is offered that would lose rows', async () => {
      await beginWithRows()
      await second({
        '0002_fails': migration("migrations.RunSQL('SELECT * FROM absent'),", { after: '0001_initial' }),
      })
      const { failure, made } = await deploy({ allowUnsafe: true })
      expect(failure?.values).toMatchObject({ stands: 'none', former: 'safe', number: '1' })
      expect(failure?.values).not.toHaveProperty('snapshot')
      expect(made.snapshot).toMatch(/2-before-bbbbbbb/)
    })

    test('where the second of three fails, the first stands, and the way back is named', async () => {
      await beginWithRows()
      await second({
        '0002_price': migration(
          "migrations.AddField('Album', 'price', models.IntegerField(default=0)),\nmigrations.CreateModel('Sale', [('id', models.AutoField(primary_key=True)), ('album', models.ForeignKey('Album', models.CASCADE))]),",
          { after: '0001_initial' },
        ),
        '0003_fails': migration("migrations.RunSQL('SELECT * FROM absent'),", { after: '0002_price' }),
        '0004_never': migration("migrations.RunSQL('SELECT 1'),", { after: '0003_fails' }),
      })
      const { failure, made, notes } = await deploy({ allowUnsafe: true })
      expect(failure).toMatchObject({
        code: 'migrations.failed',
        values: {
          migration: 'shop.0003_fails',
          exception: 'django.db.utils.ProgrammingError: relation "absent" does not exist',
          applied: 'shop.0002_price',
          former: 'unsafe',
          number: '1',
          snapshot: '/var/backups/shop/2-before-bbbbbbb.dump',
        },
      })
      expect(failure?.detail?.tail).toContain('relation "absent" does not exist')
      expect(made.migrations).toEqual([{ name: 'shop.0002_price', safe: false, reversible: true }])
      expect(notes.filter(([code]) => code === 'migration.applied')).toHaveLength(1)
    })

    test('the saved database comes back, although a younger table holds on to an older one', async () => {
      await asShop(
        "UPDATE shop_album SET title = 'changed'; INSERT INTO shop_sale (album_id) SELECT id FROM shop_album",
      )
      const back = { what: 'rollback', release: '1-aaaaaaa', live: '2-bbbbbbb', back: 'restore' } as const
      const { notes, failure } = await shop.call(back)
      expect(failure).toBeUndefined()
      expect(notes.map(([code]) => code)).toEqual(['maintenance.on', 'snapshot.made', 'snapshot.restored'])
      expect(notes[1]?.[1]['path']).toBe('/var/backups/shop/2-before-restore.dump')
      expect(await asShop('SELECT title FROM shop_album ORDER BY 1')).toBe('Kind of Blue\nTago Mago')
      expect(await columns()).toBe('id,title,note')
      expect(await asShop("SELECT tableowner FROM pg_tables WHERE tablename = 'shop_album'")).toBe('shop')
      expect(
        await asPostgres("SELECT string_agg(datname, ',') FROM pg_database WHERE datname LIKE 'shop%'"),
      ).toBe('shop')
      // Nothing is lost: what was there before is saved as well.
      const [, before] = notes.find(([code]) => code === 'snapshot.made') ?? []
      await asPostgres('CREATE DATABASE looked')
      await server.sh(`pg_restore -f - ${before?.['path']} | (cd / && runuser -u postgres -- psql -q looked)`)
      expect(await asPostgres('SELECT count(*) FROM shop_sale', 'looked')).toBe('2')
      await asPostgres('DROP DATABASE looked')
      // The records say what stands: nothing is left to take back.
      expect((await shop.call(back)).result).toMatchObject({ migrations: [], snapshot: null })
    })

    test('a damaged snapshot changes nothing', async () => {
      await beginWithRows()
      await second({ '0002_drop': migration(dropNote, { after: '0001_initial' }) })
      const { made } = await deploy({ allowUnsafe: true })
      await server.sh(`truncate -s 3000 ${made.snapshot}`)
      const { failure, notes } = await shop.call({
        ...{ what: 'rollback', release: '1-aaaaaaa', live: '2-bbbbbbb', back: 'restore' },
      })
      expect(failure).toMatchObject({ code: 'restore.failed', values: { path: made.snapshot } })
      expect(failure?.detail?.tail).toMatch(/could not read from input file|end of file|corrupt/)
      expect(notes.map(([code]) => code)).toEqual(['maintenance.on', 'maintenance.off'])
      expect(await columns()).toBe('id,title')
      expect(
        await asPostgres("SELECT string_agg(datname, ',') FROM pg_database WHERE datname LIKE 'shop%'"),
      ).toBe('shop')
    })

    test('migrations are taken back with the code that has them', async () => {
      await beginWithRows()
      await second({
        '0002_price': migration("migrations.AddField('Album', 'price', models.IntegerField(null=True)),", {
          after: '0001_initial',
        }),
        '0003_drop': migration(dropNote, { after: '0002_price' }),
      })
      await deploy({ allowUnsafe: true })
      const back = { what: 'rollback', release: '1-aaaaaaa', live: '2-bbbbbbb', back: 'reverse' } as const
      const { notes, failure } = await shop.call(back)
      expect(failure).toBeUndefined()
      expect(notes).toEqual([
        ['snapshot.made', { path: '/var/backups/shop/2-before-rollback.dump', bytes: expect.any(Number) }],
        ['maintenance.on', {}],
        ['migration.reversed', { name: 'shop.0003_drop' }],
        ['migration.reversed', { name: 'shop.0002_price' }],
      ])
      expect(await columns()).toBe('id,title,note')
      expect((await shop.call(back)).result).toMatchObject({ migrations: [] })
    })

    test('what was taken back already is forgotten, where the run before was killed behind it', async () => {
      await beginWithRows()
      await second({ '0002_drop': migration(dropNote, { after: '0001_initial' }) })
      await deploy({ allowUnsafe: true })
      const back = { what: 'rollback', release: '1-aaaaaaa', live: '2-bbbbbbb', back: 'reverse' } as const
      await server.sh('cp -a /var/lib/cabestan/releases /root/before-the-way-back')
      await shop.call(back)
      await server.sh(`rm -r /var/lib/cabestan/releases
        mv /root/before-the-way-back /var/lib/cabestan/releases`)
      expect(await shop.call(back)).toMatchObject({
        notes: [],
        result: { migrations: [{ name: 'shop.0002_drop', loses: ['shop.album.note'] }] },
      })
      expect((await shop.call(back)).result).toMatchObject({ migrations: [] })
    })

    test('one whose way back fails leaves all as it was', async () => {
      await beginWithRows()
      await second({
        '0002_drop': migration("migrations.RemoveField('Album', 'title'),", { after: '0001_initial' }),
      })
      await deploy({ allowUnsafe: true })
      const back = { what: 'rollback', release: '1-aaaaaaa', live: '2-bbbbbbb', back: 'reverse' } as const
      const { notes, failure } = await shop.call(back)
      expect(failure).toMatchObject({
        code: 'migrations.failed',
        values: {
          migration: 'shop.0002_drop',
          exception: expect.stringContaining('column "title" of relation "shop_album" contains null values'),
          stands: 'all',
        },
      })
      expect(notes.map(([code]) => code)).toEqual(['snapshot.made', 'maintenance.on', 'maintenance.off'])
      expect(await columns()).toBe('id,note')
    })

    test('one that has no way back is refused, and nothing is changed', async () => {
      await beginWithRows()
      await second({
        '0002_price': migration("migrations.AddField('Album', 'price', models.IntegerField(null=True)),", {
          after: '0001_initial',
        }),
        '0003_fill': migration('migrations.RunPython(fill),', { after: '0002_price' }),
      })
      await deploy()
      const { failure, notes } = await shop.call({
        ...{ what: 'rollback', release: '1-aaaaaaa', live: '2-bbbbbbb', back: 'reverse' },
      })
      expect(failure).toMatchObject({
        code: 'rollback.irreversible',
        values: { migrations: 'shop.0003_fill' },
      })
      expect(notes).toEqual([])
      expect(await columns()).toBe('id,title,note,price')
    })

    test('without room for the snapshot nothing is begun', async () => {
      await beginWithRows()
      await second({ '0002_drop': migration(dropNote, { after: '0001_initial' }) })
      await server.sh('mkdir -p /var/backups/shop && mount -t tmpfs -o size=2m tmpfs /var/backups/shop')
      try {
        const { failure, made } = await deploy({ allowUnsafe: true })
        expect(failure).toMatchObject({
          code: 'snapshot.failed',
          values: { path: '/var/backups/shop', free: '2', needed: expect.stringMatching(/^\d+$/) },
        })
        expect(made).toMatchObject({ migrations: [], snapshot: null })
        expect(await columns()).toBe('id,title,note')
      } finally {
        await server.sh('umount /var/backups/shop')
      }
    })

    test('as many snapshots stay as releases, what somebody else put there, and nothing half', async () => {
      await beginWithRows()
      await server.sh(`mkdir -p /var/backups/shop && cd /var/backups/shop
for n in 1 2 3 4 5 6; do touch -d "2020-01-0$n" $n-before-abcdef$n.dump; done
touch mine.dump 7-before-abcdef7.dump.part`)
      await second({ '0002_drop': migration(dropNote, { after: '0001_initial' }) })
      const call = { release: '2-bbbbbbb', live: '1-aaaaaaa', database: { allowUnsafe: true } }
      await shop.call({ what: 'stage', keep: 4, ...call })
      expect((await server.sh('ls /var/backups/shop')).split('\n')).toEqual([
        '2-before-bbbbbbb.dump',
        ...['4-before-abcdef4.dump', '5-before-abcdef5.dump', '6-before-abcdef6.dump', 'mine.dump'],
      ])
    })

    test('a fixture is loaded, or none of them', async () => {
      await beginWithRows()
      const albums = (title: string) =>
        `[{"model": "shop.album", "pk": 7, "fields": {"title": "${title}", "note": ""}}]`
      await server.sh(`cat > /srv/shop/releases/1-aaaaaaa/source/good.json`, albums('Bitches Brew'))
      await server.sh(`cat > /srv/shop/releases/1-aaaaaaa/source/bad.json`, albums('x'.repeat(60)))
      const load = (...fixtures: string[]) =>
        shop.call({ what: 'stage', release: '1-aaaaaaa', database: { fixtures } })
      const { failure } = await load('good.json', 'bad.json')
      expect(failure).toMatchObject({ code: 'fixtures.failed', values: { names: 'good.json, bad.json' } })
      expect(failure?.values['exception']).toContain('value too long')
      expect(await asShop('SELECT count(*) FROM shop_album')).toBe('2')
      expect((await load('good.json')).notes.at(-1)).toEqual(['fixtures.loaded', { names: 'good.json' }])
      expect(await asShop('SELECT title FROM shop_album WHERE id = 7')).toBe('Bitches Brew')
    })

    test('migrations are made for an application that has none, and go on from there with the next release', async () => {
      await begin()
      const database = { makeMigrations: ['shop'] }
      const small = models.replace(/.*note.*\n/, '')
      await layOut('3-ccccccc', {}, { models: small })
      const first = await shop.call({ what: 'stage', release: '3-ccccccc', database })
      expect(first.failure).toBeUndefined()
      expect(first.notes[0]).toEqual([
        'migrations.made',
        { names: 'shop/migrations/0001_initial.py', path: '/srv/shop/migrations' },
      ])
      const made = '/srv/shop/releases/3-ccccccc/source/shop/migrations'
      expect(await server.sh(`stat -c '%U %G %a' ${made} ${made}/0001_initial.py`)).toBe(
        'root shop 750\nroot shop 640',
      )
      // Sealed anew, so that a later way back finds it as it was made.
      expect((await shop.call({ what: 'is-unchanged', release: '3-ccccccc' })).result).toBe(true)
      await layOut('4-ddddddd', {}, { models: models.replace(', blank=True', '') })
      const next = await shop.call({ what: 'stage', release: '4-ddddddd', live: '3-ccccccc', database })
      expect(next.failure).toMatchObject({ code: 'migrations.inconsistent', values: { labels: 'shop' } })
      await layOut('5-eeeeeee', {}, { models: models.replace('max_length=9', 'null=True, max_length=9') })
      const last = await shop.call({ what: 'stage', release: '5-eeeeeee', live: '3-ccccccc', database })
      expect(last.failure).toBeUndefined()
      expect(last.made.migrations).toEqual([
        { name: expect.stringMatching(/^shop\.0002_/), safe: true, reversible: true },
      ])
      expect(await columns()).toBe('id,title,note')
      const again = await shop.call({ what: 'stage', release: '5-eeeeeee', live: '3-ccccccc', database })
      expect(again.notes).toEqual([['migrations.none', {}]])
    })

    test('tables of applications that have no migrations are made', async () => {
      await begin()
      await layOut('3-ccccccc', {}, { models })
      const { failure } = await shop.call({ what: 'stage', release: '3-ccccccc' })
      expect(failure).toBeUndefined()
      expect(await columns()).toBe('id,title,note')
    })

    test('what the database has had beyond this commit is told', async () => {
      await beginWithRows()
      await second({ '0002_drop': migration(dropNote, { after: '0001_initial' }) })
      await deploy({ allowUnsafe: true })
      const { notes } = await shop.call({ what: 'stage', release: '1-aaaaaaa', live: '2-bbbbbbb' })
      expect(notes).toEqual([
        ['migrations.ahead', { names: 'shop.0002_drop' }],
        ['migrations.none', {}],
      ])
    })

    test('somebody else’s database is saved and brought back by the project’s own address and password', async () => {
      await server.sh(
        'rm -rf /srv/shop/releases/* /srv/shop/maintenance /var/backups/shop /var/lib/cabestan/releases',
      )
      await asPostgres(
        "DROP DATABASE IF EXISTS elsewhere WITH (FORCE); DROP ROLE IF EXISTS anna; CREATE ROLE anna LOGIN PASSWORD 'swordfish'",
      )
      await asPostgres("CREATE DATABASE elsewhere OWNER anna TEMPLATE template0 ENCODING 'UTF8'")
      const address =
        "{'ENGINE': 'django.db.backends.postgresql', 'NAME': 'elsewhere', 'USER': 'anna', 'PASSWORD': 'swordfish', 'HOST': '127.0.0.1'}"
      const migrations = { '0001_initial': initial }
      await shop.layOut('1-aaaaaaa', { database: address, migrations, models })
      const drop = { '0002_drop': migration(dropNote, { after: '0001_initial' }) }
      await shop.layOut('2-bbbbbbb', { database: address, migrations: { ...migrations, ...drop } })
      const database = { type: 'own', allowUnsafe: true } as const
      expect((await shop.call({ what: 'stage', release: '1-aaaaaaa', database })).failure).toBeUndefined()
      await asPostgres("INSERT INTO shop_album (title, note) VALUES ('Kind of Blue', 'x')", 'elsewhere')
      const { made, lines } = await shop.call({
        ...{ what: 'stage', release: '2-bbbbbbb', live: '1-aaaaaaa', database },
      })
      expect(made.snapshot).toBe('/var/backups/shop/2-before-bbbbbbb.dump')
      expect(lines.join()).not.toContain('swordfish')
      const back = await shop.call({
        ...{ what: 'rollback', release: '1-aaaaaaa', live: '2-bbbbbbb', back: 'restore', database },
      })
      expect(back.failure).toBeUndefined()
      expect(await asPostgres('SELECT note FROM shop_album', 'elsewhere')).toBe('x')
      await server.sh('mv /usr/bin/pg_dump /usr/bin/pg_dump.away')
      const without = await shop.call({
        ...{ what: 'stage', release: '2-bbbbbbb', live: '1-aaaaaaa', database },
      })
      await server.sh('mv /usr/bin/pg_dump.away /usr/bin/pg_dump')
      expect(without.notes.map(([code]) => code)).toEqual([
        ...['migrations.pending', 'snapshot.none', 'migration.applied'],
      ])
    })

    test('a database that was stopped is named with what it said', async () => {
      await begin()
      // The first is a name for all of them, and is gone before they are.
      await server.sh("systemctl stop postgresql 'postgresql@*'")
      try {
        const { failure } = await shop.call({ what: 'stage', release: '1-aaaaaaa' })
        expect(failure).toMatchObject({
          code: 'database.unreachable',
          values: { said: expect.stringContaining('connection to server on socket') },
        })
        expect((await shop.call({ what: 'bytes', release: '1-aaaaaaa' })).result).toBeNull()
      } finally {
        await server.sh('systemctl start postgresql')
      }
    })
  })

  describe('SQLite', () => {
    const file = '/srv/shop/data/db.sqlite3'
    const sqlite = `{'ENGINE': 'django.db.backends.sqlite3', 'NAME': '${file}', 'OPTIONS': {'timeout': 1}}`
    const database = { type: 'sqlite', file, seed: 'seed.sqlite3' } as const
    const query = (sql: string) =>
      server.sh(
        `runuser -u shop -- python3 -c "import sqlite3, sys; c = sqlite3.connect('${file}'); print(*[r[0] for r in c.execute(sys.argv[1])], sep=','); c.commit()" "${sql}"`,
      )

    async function begin(): Promise<void> {
      await server.sh(
        'rm -rf /srv/shop/releases/* /srv/shop/data/* /srv/shop/maintenance /var/backups/shop /var/lib/cabestan/releases',
      )
      await shop.layOut('1-aaaaaaa', { database: sqlite, migrations: { '0001_initial': initial }, models })
      await shop.layOut('2-bbbbbbb', {
        database: sqlite,
        migrations: {
          '0001_initial': initial,
          '0002_drop': migration(dropNote, { after: '0001_initial' }),
        },
      })
      // A committed database that has had the first migration, and a row.
      await server.sh(`cd /srv/shop/releases/1-aaaaaaa && ./run manage.py migrate >/dev/null
python3 -c "import sqlite3; c = sqlite3.connect('${file}'); c.execute('INSERT INTO shop_album (title, note) VALUES (\\"committed\\", \\"\\")'); c.commit()"
cp ${file} source/seed.sqlite3 && chmod 644 source/seed.sqlite3 && rm ${file}*`)
    }

    test('the committed file is where the first release begins, and never comes back', async () => {
      await begin()
      // A look at the settings makes an empty file.
      await server.sh(`runuser -u shop -- touch ${file}`)
      const first = await shop.call({ what: 'stage', release: '1-aaaaaaa', database })
      expect(first.notes).toEqual([
        ['database.seeded', { path: 'seed.sqlite3' }],
        ['migrations.none', {}],
      ])
      expect(await server.sh(`stat -c '%U %G %a' ${file}`)).toBe('shop shop 640')
      expect(await query('PRAGMA journal_mode')).toBe('wal')
      await query("UPDATE shop_album SET title = 'sold'")
      const again = await shop.call({ what: 'stage', release: '1-aaaaaaa', database })
      expect(again.notes).toEqual([['migrations.none', {}]])
      expect(await query('SELECT title FROM shop_album')).toBe('sold')
    })

    test('is saved before its migrations, and comes back while somebody reads it', async () => {
      const call = { release: '2-bbbbbbb', live: '1-aaaaaaa', database: { ...database, allowUnsafe: true } }
      const { made, failure } = await shop.call({ what: 'stage', ...call })
      expect(failure).toBeUndefined()
      expect(made.snapshot).toBe('/var/backups/shop/2-before-bbbbbbb.sqlite3')
      expect(await server.sh(`stat -c '%U %a' ${made.snapshot}`)).toBe('root 600')
      expect(await query("SELECT name FROM pragma_table_info('shop_album')")).toBe('id,title')
      await query("UPDATE shop_album SET title = 'since'")
      const back = await shop.call({
        ...{ what: 'rollback', release: '1-aaaaaaa', live: '2-bbbbbbb', back: 'restore', database },
      })
      expect(back.failure).toBeUndefined()
      expect(back.notes.map(([code]) => code)).toEqual([
        'maintenance.on',
        'snapshot.made',
        'snapshot.restored',
      ])
      expect(await query('SELECT title FROM shop_album')).toBe('sold')
      expect(await query("SELECT name FROM pragma_table_info('shop_album')")).toBe('id,title,note')
      expect(await query('PRAGMA journal_mode')).toBe('wal')
      expect(await server.sh('ls -A /srv/shop/data')).not.toMatch(/snapshot|restore/)
      expect((await shop.call({ what: 'bytes', release: '1-aaaaaaa', database })).result).toBeGreaterThan(
        10_000,
      )
    })

    test('that somebody writes to for too long is left alone', async () => {
      await begin()
      await shop.call({ what: 'stage', release: '1-aaaaaaa', database })
      const holding = server.ssh(
        `runuser -u shop -- timeout 60 python3 -c "import sqlite3, time; c = sqlite3.connect('${file}', isolation_level=None); c.execute('BEGIN IMMEDIATE'); open('/srv/shop/data/held', 'w'); time.sleep(60)"`,
      )
      await until(() => server.sh('ls /srv/shop/data'), /held/)
      const call = { release: '2-bbbbbbb', live: '1-aaaaaaa', database: { ...database, allowUnsafe: true } }
      const { failure } = await shop.call({ what: 'stage', ...call })
      expect(failure).toMatchObject({ code: 'migrations.locked', values: { stands: 'none', former: 'safe' } })
      await server.sh("kill $(pgrep -f 'BEGIN IMMEDIATE' | head -n 1)").catch(() => {})
      await holding
    })

    test('that does not fit the migrations of its commit is taken back, and the next commit’s is the beginning', async () => {
      await begin()
      const right = '/srv/shop/releases/1-aaaaaaa/source/seed.sqlite3'
      const seed = '/srv/shop/releases/2-bbbbbbb/source/seed.sqlite3'
      // It has had the second migration, and not the first.
      await server.sh(`cp ${right} ${seed}
python3 -c "import sqlite3; c = sqlite3.connect('${seed}'); c.execute('UPDATE django_migrations SET name = \\"0002_drop\\"'); c.commit()"`)
      const call = { release: '2-bbbbbbb', database }
      const { failure, made } = await shop.call({ what: 'stage', ...call })
      expect(failure).toMatchObject({
        code: 'migrations.inconsistent',
        values: { began: 'seed', seed: 'seed.sqlite3' },
      })
      await shop.call({ what: 'undo', made, ...call })
      expect(await server.sh('ls -A /srv/shop/data')).not.toContain('sqlite3')
      await server.sh(`cp ${right} ${seed}`)
      const mended = await shop.call({ what: 'stage', ...call })
      expect(mended.notes[0]).toEqual(['database.seeded', { path: 'seed.sqlite3' }])
      expect(await query('SELECT title FROM shop_album')).toBe('committed')
    })

    test('is no beginning when it is no database', async () => {
      await server.sh(
        'rm -f /srv/shop/data/*; echo nonsense > /srv/shop/releases/1-aaaaaaa/source/seed.sqlite3',
      )
      const { failure } = await shop.call({ what: 'stage', release: '1-aaaaaaa', database })
      expect(failure).toMatchObject({ code: 'database.unreachable', values: { path: 'seed.sqlite3' } })
      expect(failure?.detail?.tail).toContain('file is not a database')
      expect(await server.sh(`ls ${file} 2>/dev/null || echo none`)).toBe('none')
    })
  })
})

const initial = migration(
  "migrations.CreateModel('Album', [('id', models.AutoField(primary_key=True)), ('title', models.CharField(max_length=50)), ('note', models.CharField(max_length=9, blank=True))]),",
)

const dropNote = "migrations.RemoveField('Album', 'note'),"

const models = `from django.db import models


class Album(models.Model):
    title = models.CharField(max_length=50)
    note = models.CharField(max_length=9, blank=True)
`

/** Waits for what another program does in its own time. */
async function until(look: () => Promise<string>, wanted: string | RegExp): Promise<void> {
  for (let answer = ''; !answer.match(wanted); answer = await look())
    await new Promise((resolve) => setTimeout(resolve, 200))
}
