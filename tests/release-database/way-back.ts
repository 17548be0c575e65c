import { expect, test } from 'vitest'
import { migration } from '../harness/migrated-project.ts'
import { dropNote, type Ground, type PostgresShop } from './postgres-shop.ts'

/** The way back: a snapshot that is restored, or migrations that are taken back. */
export function wayBack(
  ground: Ground,
  { asPostgres, beginWithRows, second, deploy, columns }: PostgresShop,
): void {
  test('a damaged snapshot changes nothing', async () => {
    await beginWithRows()
    await second({ '0002_drop': migration(dropNote, { after: '0001_initial' }) })
    const { made } = await deploy({ allowUnsafe: true })
    await ground.server.sh(`truncate -s 3000 ${made.snapshot}`)
    const { failure, notes } = await ground.shop.call({
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
    const { notes, failure } = await ground.shop.call(back)
    expect(failure).toBeUndefined()
    expect(notes).toEqual([
      ['snapshot.made', { path: '/var/backups/shop/2-before-rollback.dump', bytes: expect.any(Number) }],
      ['maintenance.on', {}],
      ['migration.reversed', { name: 'shop.0003_drop' }],
      ['migration.reversed', { name: 'shop.0002_price' }],
    ])
    expect(await columns()).toBe('id,title,note')
    expect((await ground.shop.call(back)).result).toMatchObject({ migrations: [] })
  })

  test('what was taken back already is forgotten, where the run before was killed behind it', async () => {
    await beginWithRows()
    await second({ '0002_drop': migration(dropNote, { after: '0001_initial' }) })
    await deploy({ allowUnsafe: true })
    const back = { what: 'rollback', release: '1-aaaaaaa', live: '2-bbbbbbb', back: 'reverse' } as const
    await ground.server.sh('cp -a /var/lib/cabestan/releases /root/before-the-way-back')
    await ground.shop.call(back)
    await ground.server.sh(`rm -r /var/lib/cabestan/releases
        mv /root/before-the-way-back /var/lib/cabestan/releases`)
    expect(await ground.shop.call(back)).toMatchObject({
      notes: [],
      result: { migrations: [{ name: 'shop.0002_drop', loses: ['shop.album.note'] }] },
    })
    expect((await ground.shop.call(back)).result).toMatchObject({ migrations: [] })
  })

  test('one whose way back fails leaves all as it was', async () => {
    await beginWithRows()
    await second({
      '0002_drop': migration("migrations.RemoveField('Album', 'title'),", { after: '0001_initial' }),
    })
    await deploy({ allowUnsafe: true })
    const back = { what: 'rollback', release: '1-aaaaaaa', live: '2-bbbbbbb', back: 'reverse' } as const
    const { notes, failure } = await ground.shop.call(back)
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
    const { failure, notes } = await ground.shop.call({
      ...{ what: 'rollback', release: '1-aaaaaaa', live: '2-bbbbbbb', back: 'reverse' },
    })
    expect(failure).toMatchObject({
      code: 'rollback.irreversible',
      values: { migrations: 'shop.0003_fill' },
    })
    expect(notes).toEqual([])
    expect(await columns()).toBe('id,title,note,price')
  })
}
