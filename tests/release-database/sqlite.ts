import { expect, test } from 'vitest'
import { migration } from '../harness/migrated-project.ts'
import { dropNote, type Ground, initial, models, until } from './postgres-shop.ts'

/** A database that is a file: where it begins, how it is saved, and who may hold it meanwhile. */
export function sqliteDatabase(ground: Ground): void {
  const file = '/srv/shop/data/db.sqlite3'
  const sqlite = `{'ENGINE': 'django.db.backends.sqlite3', 'NAME': '${file}', 'OPTIONS': {'timeout': 1}}`
  const database = { type: 'sqlite', file, seed: 'seed.sqlite3' } as const
  const query = (sql: string) =>
    ground.server.sh(
      `runuser -u shop -- python3 -c "import sqlite3, sys; c = sqlite3.connect('${file}'); print(*[r[0] for r in c.execute(sys.argv[1])], sep=','); c.commit()" "${sql}"`,
    )

  async function begin(): Promise<void> {
    await ground.server.sh(
      'rm -rf /srv/shop/releases/* /srv/shop/data/* /srv/shop/maintenance /var/backups/shop /var/lib/cabestan/releases',
    )
    await ground.shop.layOut('1-aaaaaaa', {
      database: sqlite,
      migrations: { '0001_initial': initial },
      models,
    })
    await ground.shop.layOut('2-bbbbbbb', {
      database: sqlite,
      migrations: {
        '0001_initial': initial,
        '0002_drop': migration(dropNote, { after: '0001_initial' }),
      },
    })
    // A committed database that has had the first migration, and a row.
    await ground.server.sh(`cd /srv/shop/releases/1-aaaaaaa && ./run manage.py migrate >/dev/null
python3 -c "import sqlite3; c = sqlite3.connect('${file}'); c.execute('INSERT INTO shop_album (title, note) VALUES (\\"committed\\", \\"\\")'); c.commit()"
cp ${file} source/seed.sqlite3 && chmod 644 source/seed.sqlite3 && rm ${file}*`)
  }

  test('the committed file is where the first release begins, and never comes back', async () => {
    await begin()
    // A look at the settings makes an empty file.
    await ground.server.sh(`runuser -u shop -- touch ${file}`)
    const first = await ground.shop.call({ what: 'stage', release: '1-aaaaaaa', database })
    expect(first.notes).toEqual([
      ['database.seeded', { path: 'seed.sqlite3' }],
      ['migrations.none', {}],
    ])
    expect(await ground.server.sh(`stat -c '%U %G %a' ${file}`)).toBe('shop shop 640')
    expect(await query('PRAGMA journal_mode')).toBe('wal')
    await query("UPDATE shop_album SET title = 'sold'")
    const again = await ground.shop.call({ what: 'stage', release: '1-aaaaaaa', database })
    expect(again.notes).toEqual([['migrations.none', {}]])
    expect(await query('SELECT title FROM shop_album')).toBe('sold')
  })

  test('is saved before its migrations, and comes back while somebody reads it', async () => {
    const call = { release: '2-bbbbbbb', live: '1-aaaaaaa', database: { ...database, allowUnsafe: true } }
    const { made, failure } = await ground.shop.call({ what: 'stage', ...call })
    expect(failure).toBeUndefined()
    expect(made.snapshot).toBe('/var/backups/shop/2-before-bbbbbbb.sqlite3')
    expect(await ground.server.sh(`stat -c '%U %a' ${made.snapshot}`)).toBe('root 600')
    expect(await query("SELECT name FROM pragma_table_info('shop_album')")).toBe('id,title')
    await query("UPDATE shop_album SET title = 'since'")
    const back = await ground.shop.call({
      ...{ what: 'rollback', release: '1-aaaaaaa', live: '2-bbbbbbb', back: 'restore', database },
    })
    expect(back.failure).toBeUndefined()
    expect(back.notes.map(([code]) => code)).toEqual(['maintenance.on', 'snapshot.made', 'snapshot.restored'])
    expect(await query('SELECT title FROM shop_album')).toBe('sold')
    expect(await query("SELECT name FROM pragma_table_info('shop_album')")).toBe('id,title,note')
    expect(await query('PRAGMA journal_mode')).toBe('wal')
    expect(await ground.server.sh('ls -A /srv/shop/data')).not.toMatch(/snapshot|restore/)
    expect(
      (await ground.shop.call({ what: 'bytes', release: '1-aaaaaaa', database })).result,
    ).toBeGreaterThan(10_000)
  })

  test('that somebody writes to for too long is left alone', async () => {
    await begin()
    await ground.shop.call({ what: 'stage', release: '1-aaaaaaa', database })
    const holding = ground.server.ssh(
      `runuser -u shop -- timeout 60 python3 -c "import sqlite3, time; c = sqlite3.connect('${file}', isolation_level=None); c.execute('BEGIN IMMEDIATE'); open('/srv/shop/data/held', 'w'); time.sleep(60)"`,
    )
    await until(() => ground.server.sh('ls /srv/shop/data'), /held/)
    const call = { release: '2-bbbbbbb', live: '1-aaaaaaa', database: { ...database, allowUnsafe: true } }
    const { failure } = await ground.shop.call({ what: 'stage', ...call })
    expect(failure).toMatchObject({ code: 'migrations.locked', values: { stands: 'none', former: 'safe' } })
    await ground.server.sh("kill $(pgrep -f 'BEGIN IMMEDIATE' | head -n 1)").catch(() => {})
    await holding
  })

  test('that does not fit the migrations of its commit is taken back, and the next commit’s is the beginning', async () => {
    await begin()
    const right = '/srv/shop/releases/1-aaaaaaa/source/seed.sqlite3'
    const seed = '/srv/shop/releases/2-bbbbbbb/source/seed.sqlite3'
    // It has had the second migration, and not the first.
    await ground.server.sh(`cp ${right} ${seed}
python3 -c "import sqlite3; c = sqlite3.connect('${seed}'); c.execute('UPDATE django_migrations SET name = \\"0002_drop\\"'); c.commit()"`)
    const call = { release: '2-bbbbbbb', database }
    const { failure, made } = await ground.shop.call({ what: 'stage', ...call })
    expect(failure).toMatchObject({
      code: 'migrations.inconsistent',
      values: { began: 'seed', seed: 'seed.sqlite3' },
    })
    await ground.shop.call({ what: 'undo', made, ...call })
    expect(await ground.server.sh('ls -A /srv/shop/data')).not.toContain('sqlite3')
    await ground.server.sh(`cp ${right} ${seed}`)
    const mended = await ground.shop.call({ what: 'stage', ...call })
    expect(mended.notes[0]).toEqual(['database.seeded', { path: 'seed.sqlite3' }])
    expect(await query('SELECT title FROM shop_album')).toBe('committed')
  })

  test('is no beginning when it is no database', async () => {
    await ground.server.sh(
      'rm -f /srv/shop/data/*; echo nonsense > /srv/shop/releases/1-aaaaaaa/source/seed.sqlite3',
    )
    const { failure } = await ground.shop.call({ what: 'stage', release: '1-aaaaaaa', database })
    expect(failure).toMatchObject({ code: 'database.unreachable', values: { path: 'seed.sqlite3' } })
    expect(failure?.detail?.tail).toContain('file is not a database')
    expect(await ground.server.sh(`ls ${file} 2>/dev/null || echo none`)).toBe('none')
  })
}
