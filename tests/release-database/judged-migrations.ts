import { describe, expect, test } from 'vitest'
import { migration } from '../harness/migrated-project.ts'
import { dropNote, type Ground, initial, models, type PostgresShop } from './postgres-shop.ts'

/** Migrations are judged for the release that is live: what it can live with is applied beside it. */
export function judgedMigrations(
  ground: Ground,
  { layOut, beginWithRows, second, deploy, columns }: PostgresShop,
): void {
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
    expect(notes.map(([code]) => code)).toEqual(['migrations.pending', 'snapshot.made', 'migration.applied'])
    expect(await ground.server.sh(`stat -c '%U %G %a' ${made.snapshot} /var/backups/shop`)).toBe(
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
      expect((await ground.server.ssh('ls /var/backups/shop')).code).not.toBe(0)
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
      await ground.server.sh('test -f /srv/shop/maintenance')
      const call = { release: '2-bbbbbbb', live: '1-aaaaaaa', database: { maintenance: true } }
      const undone = await ground.shop.call({ what: 'undo', made, ...call })
      expect(undone.notes).toEqual([['maintenance.stays', { names: 'shop.0002_drop' }]])
      await ground.server.sh('test -f /srv/shop/maintenance')
      expect((await ground.shop.call({ what: 'maintenance-off', ...call })).result).toBe(true)
      await ground.server.sh('test ! -e /srv/shop/maintenance')
    })

    test('leave the owner’s own page alone', async () => {
      await ground.server.sh('echo mine > /srv/shop/maintenance')
      const { result } = await ground.shop.call({ what: 'maintenance-off', release: '2-bbbbbbb' })
      expect(result).toBe(false)
      await ground.server.sh('grep -qx mine /srv/shop/maintenance')
    })
  })

  test('what the database has had beyond this commit is told', async () => {
    await beginWithRows()
    await second({ '0002_drop': migration(dropNote, { after: '0001_initial' }) })
    await deploy({ allowUnsafe: true })
    const { notes } = await ground.shop.call({ what: 'stage', release: '1-aaaaaaa', live: '2-bbbbbbb' })
    expect(notes).toEqual([
      ['migrations.ahead', { names: 'shop.0002_drop' }],
      ['migrations.none', {}],
    ])
  })
}
