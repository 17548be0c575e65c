import { expect, test } from 'vitest'
import { migration } from '../harness/migrated-project.ts'
import { dropNote, type Ground, initial, models, type PostgresShop } from './postgres-shop.ts'

/** What is saved before migrations, where there is room, and for how long it stays. */
export function snapshots(
  ground: Ground,
  { asPostgres, beginWithRows, second, deploy, columns }: PostgresShop,
): void {
  test('without room for the snapshot nothing is begun', async () => {
    await beginWithRows()
    await second({ '0002_drop': migration(dropNote, { after: '0001_initial' }) })
    await ground.server.sh('mkdir -p /var/backups/shop && mount -t tmpfs -o size=2m tmpfs /var/backups/shop')
    try {
      const { failure, made } = await deploy({ allowUnsafe: true })
      expect(failure).toMatchObject({
        code: 'snapshot.failed',
        values: { path: '/var/backups/shop', free: '2', needed: expect.stringMatching(/^\d+$/) },
      })
      expect(made).toMatchObject({ migrations: [], snapshot: null })
      expect(await columns()).toBe('id,title,note')
    } finally {
      await ground.server.sh('umount /var/backups/shop')
    }
  })

  test('as many snapshots stay as releases, what somebody else put there, and nothing half', async () => {
    await beginWithRows()
    await ground.server.sh(`mkdir -p /var/backups/shop && cd /var/backups/shop
for n in 1 2 3 4 5 6; do touch -d "2020-01-0$n" $n-before-abcdef$n.dump; done
touch mine.dump 7-before-abcdef7.dump.part`)
    await second({ '0002_drop': migration(dropNote, { after: '0001_initial' }) })
    const call = { release: '2-bbbbbbb', live: '1-aaaaaaa', database: { allowUnsafe: true } }
    await ground.shop.call({ what: 'stage', keep: 4, ...call })
    expect((await ground.server.sh('ls /var/backups/shop')).split('\n')).toEqual([
      '2-before-bbbbbbb.dump',
      ...['4-before-abcdef4.dump', '5-before-abcdef5.dump', '6-before-abcdef6.dump', 'mine.dump'],
    ])
  })

  test('somebody else’s database is saved and brought back by the project’s own address and password', async () => {
    await ground.server.sh(
      'rm -rf /srv/shop/releases/* /srv/shop/maintenance /var/backups/shop /var/lib/cabestan/releases',
    )
    await asPostgres(
      "DROP DATABASE IF EXISTS elsewhere WITH (FORCE); DROP ROLE IF EXISTS anna; CREATE ROLE anna LOGIN PASSWORD 'swordfish'",
    )
    await asPostgres("CREATE DATABASE elsewhere OWNER anna TEMPLATE template0 ENCODING 'UTF8'")
    const address =
      "{'ENGINE': 'django.db.backends.postgresql', 'NAME': 'elsewhere', 'USER': 'anna', 'PASSWORD': 'swordfish', 'HOST': '127.0.0.1'}"
    const migrations = { '0001_initial': initial }
    await ground.shop.layOut('1-aaaaaaa', { database: address, migrations, models })
    const drop = { '0002_drop': migration(dropNote, { after: '0001_initial' }) }
    await ground.shop.layOut('2-bbbbbbb', { database: address, migrations: { ...migrations, ...drop } })
    const database = { type: 'own', allowUnsafe: true } as const
    expect(
      (await ground.shop.call({ what: 'stage', release: '1-aaaaaaa', database })).failure,
    ).toBeUndefined()
    await asPostgres("INSERT INTO shop_album (title, note) VALUES ('Kind of Blue', 'x')", 'elsewhere')
    const { made, lines } = await ground.shop.call({
      ...{ what: 'stage', release: '2-bbbbbbb', live: '1-aaaaaaa', database },
    })
    expect(made.snapshot).toBe('/var/backups/shop/2-before-bbbbbbb.dump')
    expect(lines.join()).not.toContain('swordfish')
    const back = await ground.shop.call({
      ...{ what: 'rollback', release: '1-aaaaaaa', live: '2-bbbbbbb', back: 'restore', database },
    })
    expect(back.failure).toBeUndefined()
    expect(await asPostgres('SELECT note FROM shop_album', 'elsewhere')).toBe('x')
    await ground.server.sh('mv /usr/bin/pg_dump /usr/bin/pg_dump.away')
    const without = await ground.shop.call({
      ...{ what: 'stage', release: '2-bbbbbbb', live: '1-aaaaaaa', database },
    })
    await ground.server.sh('mv /usr/bin/pg_dump.away /usr/bin/pg_dump')
    expect(without.notes.map(([code]) => code)).toEqual([
      ...['migrations.pending', 'snapshot.none', 'migration.applied'],
    ])
  })
}
