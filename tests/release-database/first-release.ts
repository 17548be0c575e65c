import { expect, test } from 'vitest'
import { type Ground, initial, models, type PostgresShop } from './postgres-shop.ts'

/** A first release: its migrations, the table of its cache, fixtures, and migrations that are made on the server. */
export function firstRelease(
  ground: Ground,
  { asShop, layOut, begin, beginWithRows, columns }: PostgresShop,
): void {
  test('a first release has all of its migrations applied, and there is nothing to save', async () => {
    await begin()
    const { notes, made, result } = await ground.shop.call({ what: 'stage', release: '1-aaaaaaa' })
    expect(result).toBe('done')
    expect(made.snapshot).toBeNull()
    expect(made.migrations).toContainEqual({ name: 'shop.0001_initial', safe: true, reversible: true })
    expect(notes[0]).toEqual(['migrations.pending', { names: expect.stringContaining('shop.0001_initial') }])
    expect(notes).toContainEqual(['migration.applied', { name: 'shop.0001_initial' }])
    expect(notes.filter(([code]) => code === 'migration.applied')).toHaveLength(made.migrations.length)
    expect(await asShop("SELECT tableowner FROM pg_tables WHERE tablename = 'shop_album'")).toBe('shop')
    expect((await ground.shop.call({ what: 'bytes', release: '1-aaaaaaa' })).result).toBeGreaterThan(
      1_000_000,
    )
  })

  test('nothing is pending the second time', async () => {
    const { notes, made } = await ground.shop.call({ what: 'stage', release: '1-aaaaaaa' })
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
    const { failure, notes } = await ground.shop.call({ what: 'stage', release: '1-aaaaaaa' })
    expect(failure).toBeUndefined()
    expect(notes).toContainEqual(['cache-tables.made', { names: 'shop_cache' }])
    expect(await asShop('SELECT cache_key FROM shop_cache')).toBe(':1:warm')
    expect((await ground.shop.call({ what: 'stage', release: '1-aaaaaaa' })).notes).toEqual([
      ['migrations.none', {}],
    ])
  })

  test('a table of a cache that cannot be made fails the release before any migration', async () => {
    await begin()
    const settings =
      "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.db.DatabaseCache', 'LOCATION': 'no/good\"name'}}"
    await layOut('1-aaaaaaa', { '0001_initial': initial }, { models, settings })
    const { failure, made } = await ground.shop.call({ what: 'stage', release: '1-aaaaaaa' })
    expect(failure).toMatchObject({ code: 'cache-tables.failed', values: { names: 'no/good"name' } })
    expect(made.migrations).toEqual([])
  })

  test('a fixture is loaded, or none of them', async () => {
    await beginWithRows()
    const albums = (title: string) =>
      `[{"model": "shop.album", "pk": 7, "fields": {"title": "${title}", "note": ""}}]`
    await ground.server.sh(`cat > /srv/shop/releases/1-aaaaaaa/source/good.json`, albums('Bitches Brew'))
    await ground.server.sh(`cat > /srv/shop/releases/1-aaaaaaa/source/bad.json`, albums('x'.repeat(60)))
    const load = (...fixtures: string[]) =>
      ground.shop.call({ what: 'stage', release: '1-aaaaaaa', database: { fixtures } })
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
    const first = await ground.shop.call({ what: 'stage', release: '3-ccccccc', database })
    expect(first.failure).toBeUndefined()
    expect(first.notes[0]).toEqual([
      'migrations.made',
      { names: 'shop/migrations/0001_initial.py', path: '/srv/shop/migrations' },
    ])
    const made = '/srv/shop/releases/3-ccccccc/source/shop/migrations'
    expect(await ground.server.sh(`stat -c '%U %G %a' ${made} ${made}/0001_initial.py`)).toBe(
      'root shop 750\nroot shop 640',
    )
    // Sealed anew, so that a later way back finds it as it was made.
    expect((await ground.shop.call({ what: 'is-unchanged', release: '3-ccccccc' })).result).toBe(true)
    await layOut('4-ddddddd', {}, { models: models.replace(', blank=True', '') })
    const next = await ground.shop.call({ what: 'stage', release: '4-ddddddd', live: '3-ccccccc', database })
    expect(next.failure).toMatchObject({ code: 'migrations.inconsistent', values: { labels: 'shop' } })
    await layOut('5-eeeeeee', {}, { models: models.replace('max_length=9', 'null=True, max_length=9') })
    const last = await ground.shop.call({ what: 'stage', release: '5-eeeeeee', live: '3-ccccccc', database })
    expect(last.failure).toBeUndefined()
    expect(last.made.migrations).toEqual([
      { name: expect.stringMatching(/^shop\.0002_/), safe: true, reversible: true },
    ])
    expect(await columns()).toBe('id,title,note')
    const again = await ground.shop.call({ what: 'stage', release: '5-eeeeeee', live: '3-ccccccc', database })
    expect(again.notes).toEqual([['migrations.none', {}]])
  })

  test('tables of applications that have no migrations are made', async () => {
    await begin()
    await layOut('3-ccccccc', {}, { models })
    const { failure } = await ground.shop.call({ what: 'stage', release: '3-ccccccc' })
    expect(failure).toBeUndefined()
    expect(await columns()).toBe('id,title,note')
  })
}
