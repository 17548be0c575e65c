import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realHost } from '../packages/engine/src/host/real.ts'
import { askBoth } from '../packages/engine/src/release/build/check-and-look.ts'
import { type Inside, inRelease } from '../packages/engine/src/release/command.ts'
import { judgeMigrations } from '../packages/engine/src/release/database/migrations/judge-migrations.ts'
import {
  readMigrationState,
  readModels,
} from '../packages/engine/src/release/database/migrations/migration-state.ts'
import { placesOf, releasePlaces } from '../packages/engine/src/release/places.ts'
import { djangos, pythonFor, run, venvOf } from './harness/djangos.ts'
import { type MigratedProject, migration, projectFiles, runScript } from './harness/migrated-project.ts'

/** What the engine asks a project's own Django about its migrations: the same answers from the oldest to the newest. */
const found = await Promise.all(djangos.map(async (each) => ({ ...each, python: await pythonFor(each) })))

let top = ''
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'cabestan-migrations-'))
})
afterAll(() => rm(top, { recursive: true, force: true }))

describe.each(found.filter(({ python }) => python !== null))('Django $series', (django) => {
  // Django 1.8 has no indexes of their own.
  const all = django.series === '1.8' ? every.replace(/^.*AddIndex.*$/m, '') : every
  let python = ''
  let count = 0
  beforeAll(async () => {
    python = await venvOf(django, django.python ?? '')
  }, 600_000)

  async function layOut(project: Omit<MigratedProject, 'database'>): Promise<Inside> {
    count += 1
    const directory = join(top, `${django.series}-${count}`, '1-abc1234')
    const database = `{'ENGINE': 'django.db.backends.sqlite3', 'NAME': '${dirname(directory)}/db.sqlite3'}`
    const files = {
      ...projectFiles({ database, applications, ...project }),
      run: runScript(directory, python),
    }
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(directory, path)), { recursive: true })
      await writeFile(join(directory, path), text)
    }
    await chmod(join(directory, 'run'), 0o755)
    const places = { ...placesOf('shop'), releases: dirname(directory) }
    return { host: realHost(), user: 'root', release: releasePlaces(places, '1-abc1234') }
  }

  it('says of every operation what it does to the database', async () => {
    const inside = await layOut({ migrations: { '0001_initial': initial, '0002_all': all } })
    await run(inside.release.run, ['manage.py', 'migrate', 'auth'])
    await run(inside.release.run, ['manage.py', 'migrate', 'shop', '0001'])
    const state = await readMigrationState(inside)
    expect(state).toMatchObject({
      vendor: 'sqlite',
      history: true,
      filled: true,
      unknown: [],
      withoutTable: 0,
    })
    expect(state.applied).toContain('shop.0001_initial')
    const [judged, ...others] = judgeMigrations({ ...state, models: null })
    expect(others).toEqual([])
    expect(judged).toMatchObject({ name: 'shop.0002_all', atomic: true, safe: false, reversible: false })
    expect(judged?.remarks.map(({ operation, subject, why }) => `${operation} ${subject}: ${why}`)).toEqual([
      'AddField album.stock: column-required',
      'AlterField album.label: column-required',
      'AlterField album.price: type-changed',
      'AlterField album.code: unique',
      'RenameField album.year: column-renamed',
      'RemoveField album.note: column-dropped',
      'AddField album.position: column-required',
      'AlterField artist.rank: constraint',
      'RenameModel artist: table-renamed',
      'AlterModelTable place: table-renamed',
      'AlterUniqueTogether album: unique',
      'AlterOrderWithRespectTo place: order-changed',
      'RunPython fill: own-code',
      'RunSQL UPDATE shop_album SET title = 1: own-code',
      'RunSQL UPDATE shop_album SET title = %s; ALTER TABLE shop_album RENAME title TO name: column-renamed',
      'RemoveField album.genre: column-dropped',
      'Rebuild : own-code',
      'DeleteModel tour: table-dropped',
    ])
  })

  it('says what is pending of an empty database, in order', async () => {
    const inside = await layOut({ migrations: { '0001_initial': initial, '0002_all': all } })
    const state = await readMigrationState(inside)
    expect(state).toMatchObject({ applied: [], filled: false })
    const own = state.pending.map(({ name }) => name).filter((name) => name.startsWith('shop.'))
    expect(own).toEqual(['shop.0001_initial', 'shop.0002_all'])
    expect(state.pending.length).toBeGreaterThan(9)
    const tables = judgeMigrations({ ...state, models: null }).filter(({ safe }) => !safe)
    expect(tables).toEqual([])
  })

  it('says it beside what the checks say, where none of them is an error', async () => {
    const migrations = { '0001_initial': initial }
    const { check, state } = await askBoth(await layOut({ migrations }), inRelease)
    expect(check).toMatch(/^\?: \(security\.W\d+\)/m)
    expect(state).toMatchObject({ vendor: 'sqlite', applied: [] })

    const models = `from django.db import models


class Album(models.Model):
    title = models.CharField(max_length=-1)
`
    const wrong = await askBoth(await layOut({ migrations, models }), inRelease)
    expect(wrong.check).toBeNull()
    expect(wrong.state).toMatchObject({ vendor: 'sqlite', applied: [] })
  })

  it('names leaves that conflict', async () => {
    const again = migration('', { after: '0001_initial' })
    const inside = await layOut({ migrations: { '0001_initial': initial, '0002_a': again, '0002_b': again } })
    await expect(readMigrationState(inside)).rejects.toMatchObject({
      failure: { code: 'migrations.inconsistent', values: { conflicts: 'shop: 0002_a, 0002_b' } },
    })
  })

  it('names what was applied and is not among the files', async () => {
    const inside = await layOut({ migrations: { '0001_initial': initial, '0002_all': all } })
    await run(inside.release.run, ['manage.py', 'migrate'])
    await rm(join(inside.release.source, 'shop/migrations/0002_all.py'))
    const state = await readMigrationState(inside)
    expect(state).toMatchObject({ pending: [], unknown: ['shop.0002_all'] })
  })

  it('says that a migration before one that was applied is missing', async () => {
    const inside = await layOut({ migrations: { '0002_late': migration('', { after: '0001_initial' }) } })
    await expect(readMigrationState(inside)).rejects.toMatchObject({
      failure: { code: 'migrations.inconsistent', values: { said: expect.stringContaining('0001_initial') } },
    })
  })

  it('counts models whose application has no migrations, and says where that is', async () => {
    const inside = await layOut({ migrations: {}, models })
    const state = await readMigrationState(inside, ['shop', 'absent'])
    expect(state.withoutTable).toBe(1)
    expect(state.places).toEqual({ shop: join(inside.release.source, 'shop'), absent: null })
  })

  it('waits for those that are to be made, where others begin at them', async () => {
    const inside = await layOut({
      migrations: { __init__: '' },
      models: 'from django.contrib.auth.models import AbstractUser\nclass Person(AbstractUser): pass\n',
      applications: [...applications, 'django.contrib.admin'],
      settings: `AUTH_USER_MODEL = 'shop.Person'`,
    })
    const state = await readMigrationState(inside, ['shop'])
    expect(state.pending.map(({ name }) => name)).toContain('admin.0001_initial')
    await expect(readMigrationState(inside)).rejects.toMatchObject({
      failure: { code: 'migrations.inconsistent' },
    })
  })

  it('names what the models have, the database lacks and no migration makes', async () => {
    const genre = `models.ManyToManyField('Genre', related_name='+')`
    const album = [`title = models.CharField(max_length=50)`, `code = models.CharField(max_length=9)`]
    const of = (fields: string[], more = '') => `from django.db import models
class Genre(models.Model): pass
class Album(models.Model):
${fields.map((field) => `    ${field}`).join('\n')}
${more}`
    const pending = `migrations.AddField('Album', 'code', models.CharField(max_length=9, default='')),`
    const inside = await layOut({
      migrations: { '0001_initial': albums, '0002_code': migration(pending, { after: '0001_initial' }) },
      models: of(
        [...album, `price = models.IntegerField(default=0)`, `genres = ${genre}`, `moods = ${genre}`],
        tour,
      ),
    })
    // Without its tables nothing ends well under Django 1.8.
    await run(inside.release.run, ['manage.py', 'migrate', 'auth'])
    await run(inside.release.run, ['manage.py', 'migrate', 'shop', '0001'])
    expect((await readMigrationState(inside)).unmade.map(({ name }) => name)).toEqual([
      'shop.Album.price',
      'shop.Album_moods',
      'shop.Tour',
    ])
    await run(inside.release.run, ['manage.py', 'migrate'])
    await writeFile(join(inside.release.source, 'shop/models.py'), of([...album, `genres = ${genre}`]))
    expect((await readMigrationState(inside)).unmade).toEqual([])
  })

  it('names the tables of caches that are not there, once each, and no other', async () => {
    const inside = await layOut({ migrations: {}, settings: caches })
    expect((await readMigrationState(inside)).cacheTables).toEqual(['pages', 'sessions'])
    await run(inside.release.run, ['manage.py', 'createcachetable', '--', 'pages'])
    expect((await readMigrationState(inside)).cacheTables).toEqual(['sessions'])
    await run(inside.release.run, ['manage.py', 'createcachetable', '--', 'sessions'])
    expect((await readMigrationState(inside)).cacheTables).toEqual([])
  })

  it('says what the models of a release use', async () => {
    const inside = await layOut({ migrations: {}, models })
    const album = (await readModels(inside))['shop_album']
    expect(Object.keys(album ?? {})).toEqual(['id', 'title', 'owner_id'])
    expect(album?.['title']).toMatchObject({ type: 'varchar(50)', null: true, unique: false, filled: false })
    expect(album?.['owner_id']).toMatchObject({ type: 'reference to auth.user', null: false })
  })

  it('says why the database cannot be reached', async () => {
    const inside = await layOut({ migrations: { '0001_initial': initial } })
    await mkdir(join(dirname(inside.release.directory), 'db.sqlite3'))
    await expect(readMigrationState(inside)).rejects.toMatchObject({
      failure: {
        code: 'database.unreachable',
        values: {
          kind: 'file',
          said: 'unable to open database file',
          file: expect.stringMatching(/db\.sqlite3$/),
        },
      },
    })
  })

  it('says that the settings cannot be imported', async () => {
    const inside = await layOut({ migrations: {}, settings: 'import absent' })
    await expect(readMigrationState(inside)).rejects.toMatchObject({
      failure: { code: 'build.settings', detail: { tail: expect.stringContaining("'absent'") } },
    })
  })
})

const caches = `
CACHES = {
    'default': {'BACKEND': 'django.core.cache.backends.locmem.LocMemCache'},
    'pages': {'BACKEND': 'django.core.cache.backends.db.DatabaseCache', 'LOCATION': 'pages'},
    'again': {'BACKEND': 'django.core.cache.backends.db.DatabaseCache', 'LOCATION': 'pages', 'KEY_PREFIX': 'a'},
    'sessions': {'BACKEND': 'django.core.cache.backends.db.DatabaseCache', 'LOCATION': 'sessions'},
    'absent': {'BACKEND': 'absent.Cache'},
}
`

const tour = `class Tour(models.Model): pass
class Ghost(models.Model):
    class Meta: managed = False
class Loud(Album):
    class Meta: proxy = True
`

const albums = migration(`
migrations.CreateModel('Genre', [('id', models.AutoField(primary_key=True))]),
migrations.CreateModel('Album', [('id', models.AutoField(primary_key=True)), ('title', models.CharField(max_length=50)), ('genres', models.ManyToManyField('Genre'))]),
`)

const applications = ['django.contrib.contenttypes', 'django.contrib.auth']

const initial = migration(`
migrations.CreateModel('Artist', [('id', models.AutoField(primary_key=True)), ('name', models.CharField(max_length=50)), ('rank', models.IntegerField(default=0))]),
migrations.CreateModel('Label', [('id', models.AutoField(primary_key=True))], options={'db_table': 'labels'}),
migrations.CreateModel('Place', [('id', models.AutoField(primary_key=True)), ('label', models.ForeignKey('Label', on_delete=models.CASCADE, null=True))], options={'unique_together': [['id']]}),
migrations.CreateModel('Tour', [('id', models.AutoField(primary_key=True))]),
migrations.CreateModel('Ghost', [('id', models.AutoField(primary_key=True))], options={'managed': False}),
migrations.CreateModel('Album', [('id', models.AutoField(primary_key=True)), ('title', models.CharField(max_length=50)), ('label', models.ForeignKey('Label', on_delete=models.CASCADE, null=True)), ('price', models.CharField(max_length=9)), ('code', models.CharField(max_length=9)), ('year', models.IntegerField(null=True)), ('note', models.TextField(null=True)), ('genre', models.TextField(null=True)), ('artists', models.ManyToManyField('Artist'))]),
`)

const every = migration(
  `
migrations.AddField('Album', 'pages', models.IntegerField(null=True)),
migrations.AddField('Album', 'stock', models.IntegerField(default=0)),
migrations.AddField('Album', 'places', models.ManyToManyField('Place')),
migrations.AlterField('Album', 'title', models.CharField(max_length=80, help_text='longer')),
migrations.AlterField('Album', 'label', models.ForeignKey('Label', on_delete=models.CASCADE, default=1)),
migrations.AlterField('Album', 'price', models.IntegerField()),
migrations.AlterField('Album', 'code', models.CharField(max_length=9, unique=True)),
migrations.RenameField('Album', 'year', 'since'),
migrations.RemoveField('Album', 'note'),
migrations.AddField('Album', 'position', models.PositiveIntegerField(default=0)),
migrations.AlterField('Artist', 'rank', models.PositiveIntegerField(default=0)),
migrations.RenameModel('Artist', 'Band'),
migrations.RenameModel('Label', 'Publisher'),
migrations.AlterModelTable('Place', 'places'),
migrations.AlterUniqueTogether('Album', {('title', 'code')}),
migrations.AlterUniqueTogether('Place', None),
migrations.AlterOrderWithRespectTo('Place', 'label'),
migrations.RunPython(fill),
migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop),
migrations.RunSQL('UPDATE shop_album   SET title = 1'),
migrations.RunSQL([('UPDATE shop_album SET title = %s', ['a']), 'ALTER TABLE shop_album RENAME title TO name']),
migrations.RunSQL(migrations.RunSQL.noop),
migrations.SeparateDatabaseAndState([migrations.RemoveField('Album', 'genre')], [migrations.RemoveField('Album', 'genre')]),
migrations.SeparateDatabaseAndState([], [migrations.RemoveField('Album', 'since')]),
Rebuild(),
migrations.AlterModelOptions('Place', {'verbose_name': 'place'}),
migrations.AddIndex('Album', models.Index(fields=['code'], name='by_code')),
migrations.CreateModel('Review', [('id', models.AutoField(primary_key=True))]),
migrations.AddField('Review', 'text', models.TextField(default='')),
migrations.DeleteModel('Ghost'),
migrations.DeleteModel('Tour'),
`,
  { after: '0001_initial' },
).replace(
  'class Migration',
  `class Rebuild(migrations.operations.base.Operation):
    reversible = True

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        pass


class Migration`,
)

const models = `from django.conf import settings
from django.db import models


class Album(models.Model):
    title = models.CharField(max_length=50, null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
`
