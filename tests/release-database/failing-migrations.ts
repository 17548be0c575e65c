import { describe, expect, test } from 'vitest'
import { migration } from '../harness/migrated-project.ts'
import { dropNote, type Ground, initial, type PostgresShop, until } from './postgres-shop.ts'

/** Migrations that fail, wait for a lock, or never end: what stands afterwards is told. */
export function failingMigrations(
  ground: Ground,
  { asShop, asPostgres, layOut, begin, beginWithRows, second, deploy, columns }: PostgresShop,
): void {
  describe('a table that somebody holds', () => {
    const holder = expect.stringMatching(/^psql \(pid \d+, shop, active, \d+ s\)$/)

    async function hold(statement: string): Promise<() => Promise<void>> {
      const session = ground.server.ssh(
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
        values: { holder, migration: 'shop.0002_drop', stands: 'none', former: 'safe' },
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
      expect(await ground.server.sh('ls -A /var/backups/shop')).toBe('')
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
    await ground.server.sh("kill -9 $(pgrep -f '^/opt/cabestan/engine/test/node .*database.mjs')")
    await dying
    expect((await ground.shop.call({ what: 'records', release: '2-bbbbbbb' })).result).toContainEqual(
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
    const { failure, made } = await ground.shop.call({
      what: 'stage',
      release: '3-ccccccc',
      live: '1-aaaaaaa',
    })
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
    expect(failure?.values).toMatchObject({ stands: 'none', former: 'safe' })
    for (const way of ['snapshot', 'number']) expect(failure?.values).not.toHaveProperty(way)
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
    const { notes, failure } = await ground.shop.call(back)
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
    await ground.server.sh(
      `pg_restore -f - ${before?.['path']} | (cd / && runuser -u postgres -- psql -q looked)`,
    )
    expect(await asPostgres('SELECT count(*) FROM shop_sale', 'looked')).toBe('2')
    await asPostgres('DROP DATABASE looked')
    // The records say what stands: nothing is left to take back.
    expect((await ground.shop.call(back)).result).toMatchObject({ migrations: [], snapshot: null })
  })

  test('a database that was stopped is named with what it said', async () => {
    await begin()
    // The first is a name for all of them, and is gone before they are.
    await ground.server.sh("systemctl stop postgresql 'postgresql@*'")
    try {
      const { failure } = await ground.shop.call({ what: 'stage', release: '1-aaaaaaa' })
      expect(failure).toMatchObject({
        code: 'database.unreachable',
        values: { said: expect.stringContaining('connection to server on socket') },
      })
      expect((await ground.shop.call({ what: 'bytes', release: '1-aaaaaaa' })).result).toBeNull()
    } finally {
      await ground.server.sh('systemctl start postgresql')
    }
  })
}
