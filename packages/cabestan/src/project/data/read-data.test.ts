import { describe, expect, it } from 'vitest'
import { fileOf } from '../corpus.fixture.ts'
import type { EnvironmentKey } from '../environment/reading.ts'
import { checkout } from '../python/checkout.ts'
import { givenDatabase } from '../settings/production-look.ts'
import { loadedTree } from '../tree/loaded-tree.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import type { Tree } from '../tree/tree.ts'
import { judgeData } from './judge-data.ts'
import { type DataInput, readData } from './read-data.ts'
import { fromEnvironment, settingsOf } from './settings.fixture.ts'

type Settings = Parameters<typeof settingsOf>[0]

function read(settings: Settings, more: Partial<DataInput> = {}) {
  const tree = memoryTree({ 'manage.py': '' })
  const values = settingsOf({ INSTALLED_APPS: [], ...settings })
  return readData({ tree, directory: '', pythonPath: [''], values, environment: [], packages: [], ...more })
}

function key(name: string, role: EnvironmentKey['role'], otherwise: string | null = null): EnvironmentKey {
  return { name, role, type: 'text', default: otherwise, needed: false, secret: false, places: [] }
}

const sqlite = 'django.db.backends.sqlite3'
const postgresql = 'django.db.backends.postgresql'

describe('what a first deploy may want', () => {
  it('fixtures of the site, not those of its tests, and a superuser where there is an admin', () => {
    const tree = memoryTree({
      'manage.py': '',
      'shop/fixtures/catalogue.json': '[]',
      'shop/tests/fixtures/odd.json': '[]',
    })
    const INSTALLED_APPS = ['django.contrib.admin']
    const DATABASES = { default: { ENGINE: postgresql, NAME: 'shop' } }
    expect(read({ DATABASES, INSTALLED_APPS }, {}).superuser).toBe(true)
    expect(read({ DATABASES }, { tree })).toMatchObject({
      fixtures: ['shop/fixtures/catalogue.json'],
      superuser: false,
    })
  })

  it('fixtures by the path that they have where manage.py is, as the command that loads them wants it', () => {
    const tree = memoryTree({ 'site/manage.py': '', 'site/shop/fixtures/catalogue.json': '[]' })
    expect(read({}, { tree, directory: 'site' }).fixtures).toEqual(['shop/fixtures/catalogue.json'])
  })
})

describe('the database', () => {
  it('has no further one beside it where the entry names no engine: OPTIONS in the wrong place', () => {
    const aliases = (beside: Record<string, string>) =>
      read({ DATABASES: { default: { ENGINE: postgresql, NAME: 'shop' }, OPTIONS: beside } }).database.aliases
    expect(aliases({})).toEqual([])
    expect(aliases({ sql_mode: 'STRICT_TRANS_TABLES' })).toEqual([])
    expect(aliases({ ENGINE: postgresql, NAME: 'old' })).toEqual(['OPTIONS'])
  })

  it.each([
    ['django.db.backends.postgresql_psycopg2', 'postgresql', false],
    ['django.contrib.gis.db.backends.postgis', 'postgresql', true],
    ['django_prometheus.db.backends.mysql', 'mysql', false],
    ['django.contrib.gis.db.backends.spatialite', 'sqlite', true],
    ['djongo', 'other', false],
    ['django_psdb_engine', 'mysql', false],
    ['django_cockroachdb', 'postgresql', false],
    ['mssql', 'mssql', false],
  ])('%s is %s', (ENGINE, engine, gis) => {
    const { database } = read({ DATABASES: { default: { ENGINE, NAME: 'shop' } } })
    expect(database).toMatchObject({ engine: { value: engine, certainty: 'stated' }, gis, given: 'literal' })
  })

  it.each([
    ['db.mairie.example', 'db.mairie.example'],
    ['51.38.200.18', '51.38.200.18'],
    ['example.com', null],
    ['localhost', null],
    ['127.0.0.1', null],
    ['/run/postgresql', null],
    // The name of another container.
    ['postgres', null],
    ['', null],
  ])('on %j, its data of today may be on %j', (HOST, host) => {
    const { database } = read({ DATABASES: { default: { ENGINE: postgresql, NAME: 'shop', HOST } } })
    expect(database.host).toBe(host)
  })

  it('may be given by an address, of which the driver says what it will be', () => {
    const environment = [key('DATABASE_URL', 'database-url', 'sqlite:///db.sqlite3')]
    const DATABASES = {
      default: {
        ENGINE: { ...fromEnvironment('DATABASE_URL', sqlite) },
        NAME: fromEnvironment('DATABASE_URL', 'db.sqlite3'),
      },
    }
    expect(read({ DATABASES }, { environment }).database).toMatchObject({
      engine: { value: 'sqlite' },
      given: 'url',
    })
    const driven = read({ DATABASES }, { environment, packages: ['psycopg2-binary'] }).database
    expect(driven).toMatchObject({ engine: { value: 'postgresql', certainty: 'derived' }, given: 'url' })
  })

  it('may be given by variables, wholly or in part', () => {
    const given = (names: readonly string[]) => {
      const parts = ['NAME', 'USER', 'PASSWORD', 'HOST'].map((name) => [
        name,
        names.includes(name) ? fromEnvironment(`DB_${name}`) : 'literal',
      ])
      return read({ DATABASES: { default: { ENGINE: postgresql, ...Object.fromEntries(parts) } } }).database
        .given
    }
    expect(given(['NAME', 'USER', 'PASSWORD', 'HOST'])).toBe('variables')
    expect(given(['PASSWORD'])).toBe('mixed')
    expect(given([])).toBe('literal')
  })

  it('is not guessed where nothing tells', () => {
    const unknown = { type: 'unknown', why: 'a vault' } as const
    expect(read({ DATABASES: { default: unknown } }, { packages: ['psycopg'] }).database).toMatchObject({
      engine: { value: null },
      given: 'unknown',
    })
    const both = {
      type: 'choice',
      of: [...settingsOf({ a: { ENGINE: sqlite }, b: { ENGINE: postgresql } }).values()],
    } as const
    expect(read({ DATABASES: { default: both } }).database.engine.value).toBeNull()
    expect(read({ DATABASES: {} }).database.engine.value).toBe('none')
    // The settings fill it in only where keys are given.
    const environment = [key('DB_NAME', 'database-name')]
    expect(read({ DATABASES: {} }, { environment }).database.engine.value).toBeNull()
    const blank = { ENGINE: 'django.db.backends.', NAME: '' }
    expect(read({ DATABASES: { default: blank } }).database.engine.value).toBeNull()
    const unset = read({ INSTALLED_APPS: ['django.contrib.auth'] })
    const said = (data: ReturnType<typeof read>) =>
      judgeData({
        tree: memoryTree({}),
        isCommitted: true,
        data,
        database: null,
        servers: 1,
        settingsRead: true,
        postgres: true,
      }).find(({ code }) => code === 'data.engine-unknown')?.values
    expect(said(unset)).toEqual({ missing: 'DATABASES' })
    expect(said(read({ DATABASES: { default: unknown } }))).toEqual({})
  })

  it('names its file as a path of the tree', () => {
    const name = (NAME: string) =>
      read({ DATABASES: { default: { ENGINE: sqlite, NAME } } }, { directory: 'web' }).database.name
    expect(name(`${checkout}/web/data/../db.sqlite3`)).toBe('web/db.sqlite3')
    expect(name('db.sqlite3')).toBe('web/db.sqlite3')
    expect(name('/var/lib/shop.sqlite3')).toBe('/var/lib/shop.sqlite3')
    expect(name(`${checkout}/../db.sqlite3`)).toBe('../db.sqlite3')
    expect(name(':memory:')).toBe(':memory:')
  })

  it('has no name where the server gives one', () => {
    const name = (from: readonly string[]) => {
      const NAME = { type: 'text', text: givenDatabase, flavour: 'str', from } as const
      return read({ DATABASES: { default: { ENGINE: postgresql, NAME } } }).database.name
    }
    expect(name(['DB_NAME'])).toBeNull()
    expect(name([])).toBe(givenDatabase)
  })
})

describe('a committed SQLite file', () => {
  const tree = loadedTree(
    ['db.sqlite3', 'old.sqlite3', 'data/words.db'].map((path) => ({
      ...fileOf(path, Buffer.from('SQLite format 3\0')),
      content: 'sqlite' as const,
    })),
  )
  const uses = (ENGINE: string, NAME: string) =>
    read({ DATABASES: { default: { ENGINE, NAME } } }, { tree }).sqliteFiles.map(
      ({ path, use }) => `${path} ${use}`,
    )

  it('is the data, something else, or left over', () => {
    expect(uses(sqlite, 'db.sqlite3')).toContain('db.sqlite3 database')
    expect(uses(sqlite, 'data/words.db')).toContain('data/words.db database')
    expect(uses(postgresql, 'shop')).toEqual(['data/words.db other', 'db.sqlite3 stale', 'old.sqlite3 stale'])
  })
})

/** Every setting of the fixture has this place. */
const places = [{ file: 'shop/settings.py', line: 1 }]

describe('the directories of the settings', () => {
  it('may lie where the next release replaces them, or be dropped by git', () => {
    const tree = memoryTree({ 'web/media/a.png': '', 'web/locale/fr.po': '' })
    const found = read(
      {
        MEDIA_ROOT: `${checkout}/web/media`,
        PRIVATE_MEDIA_ROOT: '/srv/private',
        STATICFILES_DIRS: [`${checkout}/web/static`, ['prefix', `${checkout}/web/assets`]],
        LOCALE_PATHS: [`${checkout}/web/locale`],
        LOGGING: { handlers: { file: { filename: `${checkout}/web/logs/django.log` }, console: {} } },
      },
      { tree, directory: 'web' },
    )
    expect(found.insideCheckout).toEqual([{ setting: 'MEDIA_ROOT', path: 'web/media', files: 1, places }])
    expect(found.missingDirectories).toEqual([
      { setting: 'STATICFILES_DIRS', path: 'web/static', places },
      { setting: 'STATICFILES_DIRS', path: 'web/assets', places },
      { setting: 'LOGGING', path: 'web/logs', places },
    ])
  })
})

describe('what running code writes', () => {
  const code = `from django.conf import settings
def view(request, name):
    open(settings.BILLS / name, 'w')
    open(settings.COUNTER, 'a')
    open(settings.ORDERS / name, 'w')
    open(settings.BASE_DIR / 'reports' / name, 'w')
    open(settings.MEDIA_ROOT / 'cards' / name, 'w')
    open(settings.STATIC_ROOT / 'map.json', 'w')
    open('log.txt', 'a')
`
  const files = { 'shop/urls.py': 'from . import views', 'shop/views.py': code, 'orders/models.py': '' }
  const settings = {
    BASE_DIR: checkout,
    MEDIA_ROOT: `${checkout}/media`,
    STATIC_ROOT: `${checkout}/static`,
    THUMBS: `${checkout}/media/thumbs`,
    TEMPLATE: `${checkout}/bills.txt`,
    BILLS: `${checkout}/bills`,
    COUNTER: `${checkout}/counter`,
    ORDERS: `${checkout}/orders`,
  }

  it('is kept where a setting names it, and where that was made of MEDIA_ROOT', () => {
    const { insideCheckout } = read(settings, { tree: memoryTree({ ...files, 'bills/1.txt': '' }) })
    expect(insideCheckout).toEqual([
      { setting: 'MEDIA_ROOT', path: 'media', files: 0, places },
      { setting: 'BILLS', path: 'bills', files: 1, places },
      { setting: 'COUNTER', path: 'counter', files: 0, isFile: true, places },
      { setting: 'THUMBS', path: 'media/thumbs', files: 0, places },
    ])
  })

  it('is told with its place elsewhere: in the code, where an application lies, where static files are collected', () => {
    const { writtenInCode } = read(settings, { tree: memoryTree({ ...files, 'static/a.css': '' }) })
    expect(writtenInCode).toEqual([
      { path: 'orders', places: [{ file: 'shop/views.py', line: 5 }] },
      { path: 'reports', places: [{ file: 'shop/views.py', line: 6 }] },
      { path: 'static', places: [{ file: 'shop/views.py', line: 8 }] },
      { path: 'log.txt', places: [{ file: 'shop/views.py', line: 9 }] },
    ])
  })
})

describe('files in git where the project collects', () => {
  it('are told, for they may be a front end’s only output; an empty directory is nothing', () => {
    const tree = memoryTree({ 'manage.py': '', 'static/shop/app.css': '', 'other/.gitkeep': '' })
    const inside = (STATIC_ROOT: string) => read({ STATIC_ROOT }, { tree }).insideCheckout
    expect(inside(`${checkout}/static`)).toEqual([
      { setting: 'STATIC_ROOT', path: 'static', files: 1, places },
    ])
    expect(inside('static/')).toEqual([{ setting: 'STATIC_ROOT', path: 'static', files: 1, places }])
    expect(inside(`${checkout}/other`)).toEqual([])
  })

  it('are not, where Django’s manifest says that they were all collected', () => {
    const files = { 'manage.py': '', 'out/shop.41c06691d585.css': '', 'out/staticfiles.json': '{}' }
    const { insideCheckout } = read({ STATIC_ROOT: `${checkout}/out` }, { tree: memoryTree(files) })
    expect(insideCheckout).toEqual([])
  })
})

describe('extensions of PostgreSQL', () => {
  it('are those that migrations make and that the code uses', () => {
    const tree = memoryTree({
      'shop/__init__.py': '',
      'shop/migrations/0001_a.py': `TrigramExtension()\nCreateExtension("postgis")\n'CREATE EXTENSION IF NOT EXISTS "uuid-ossp"'`,
      'shop/views.py': `Disc.objects.filter(name__unaccent__icontains=q)`,
      'shop/tests/test_views.py': 'HStoreField()',
    })
    expect(read({ INSTALLED_APPS: ['shop'] }, { tree }).database.extensions).toEqual([
      'pg_trgm',
      'postgis',
      'unaccent',
      'uuid-ossp',
    ])
  })
})

describe('what is said about the data', () => {
  const app = {
    'shop/__init__.py': '',
    'shop/models.py': 'from django.db import models\nclass Disc(models.Model): pass\n',
  }

  interface More {
    readonly servers?: number
    readonly database?: 'sqlite' | 'own'
    readonly postgres?: boolean
    readonly isCommitted?: boolean
  }

  function judged(settings: Settings, tree: Tree, more: More = {}) {
    const data = read({ INSTALLED_APPS: ['shop'], ...settings }, { tree })
    const { servers = 1, database = null, postgres = true, isCommitted = true } = more
    return judgeData({ tree, isCommitted, data, database, servers, settingsRead: true, postgres }).map(
      ({ code, severity }) => `${severity} ${code}`,
    )
  }

  it('is that migrations are missing, and that git is told to ignore them', () => {
    const tree = memoryTree({ ...app, '.gitignore': '*.pyc\n**/migrations/*.py\n' })
    const DATABASES = { default: { ENGINE: postgresql } }
    expect(judged({ DATABASES }, tree)).toEqual([
      'warning data.migrations-missing',
      'warning data.migrations-ignored',
    ])
  })

  it('is that a database is in git, once there is a commit', () => {
    const tree = memoryTree({ 'db.sqlite3': '' })
    const DATABASES = { default: { ENGINE: 'django.db.backends.sqlite3', NAME: '/project/db.sqlite3' } }
    expect(judged({ DATABASES }, tree)).toEqual(['note data.sqlite-stale'])
    expect(judged({ DATABASES }, tree, { isCommitted: false })).toEqual([])
  })

  it('is that the default database is empty, and another one has the data of the site', () => {
    const shop = { ENGINE: 'django.db.backends.mysql', NAME: 'shop' }
    const tree = memoryTree({})
    expect(judged({ DATABASES: { default: {}, shop } }, tree)).toEqual(['error data.default-empty'])
    expect(judged({ DATABASES: { default: { ENGINE: postgresql }, shop } }, tree)).toEqual([
      'warning data.several-databases',
    ])
  })

  it('is that a server without PostgreSQL has nowhere to put it', () => {
    const tree = memoryTree({})
    const without = (ENGINE: string, database?: 'sqlite') =>
      judged({ DATABASES: { default: { ENGINE } } }, tree, {
        postgres: false,
        ...(database ? { database } : {}),
      })
    expect(without(postgresql)).toEqual(['error data.no-postgresql'])
    expect(without('django.db.backends.mysql')).toContain('error data.no-postgresql')
    expect(without(postgresql, 'sqlite')).toEqual([])
    expect(without('django.db.backends.sqlite3')).toEqual([])
    expect(without('django.db.backends.dummy')).toEqual([])
  })

  it('is where the models without migrations stand, also in a package', () => {
    const missing = (file: string) => {
      const tree = memoryTree({ 'shop/__init__.py': '', [file]: app['shop/models.py'] })
      const data = read({ INSTALLED_APPS: ['shop'] }, { tree })
      const question = { tree, data, database: null, servers: 1, settingsRead: true, postgres: true }
      const found = judgeData({ ...question, isCommitted: true } as const)
      return found.find(({ code }) => code === 'data.migrations-missing')?.places
    }
    expect(missing('shop/models.py')).toEqual([{ file: 'shop/models.py' }])
    expect(missing('shop/models/__init__.py')).toEqual([{ file: 'shop/models/__init__.py' }])
  })

  it('is that MySQL gives way to PostgreSQL, unless its own SQL stands in a migration', () => {
    const DATABASES = { default: { ENGINE: 'django.db.backends.mysql' } }
    const made = {
      'shop/migrations/__init__.py': '',
      'shop/migrations/0001_initial.py': `class Migration:\n    operations = [CreateModel('Disc')]\n`,
    }
    expect(judged({ DATABASES }, memoryTree({ ...app, ...made }))).toEqual(['note data.mysql'])
    const own = {
      'shop/migrations/0002_sql.py': `class Migration:\n    dependencies = [('shop', '0001_initial')]\n    # ALTER TABLE shop_disc CONVERT TO CHARACTER SET utf8mb4;\n`,
    }
    expect(judged({ DATABASES }, memoryTree({ ...app, ...made, ...own }))).toEqual([
      'error data.mysql-needed',
    ])
  })

  it('is that neither Debian nor Ubuntu has a package of an extension, where the server is to have PostgreSQL', () => {
    const made = {
      'shop/migrations/__init__.py': '',
      'shop/migrations/0001_initial.py': `class Migration:\n    operations = [\n        CreateModel('Disc'),\n        RunSQL('CREATE EXTENSION IF NOT EXISTS timescaledb;'), TrigramExtension(), CreateExtension('vector')]\n`,
    }
    const of = (ENGINE: string, more: More = {}) =>
      judged({ DATABASES: { default: { ENGINE } } }, memoryTree({ ...app, ...made }), more)
    expect(of(postgresql)).toEqual(['warning data.extension-elsewhere'])
    expect(of(postgresql, { database: 'own' })).toEqual([])
    expect(of(postgresql, { database: 'sqlite' })).not.toContain('warning data.extension-elsewhere')
  })

  it('is that SQLite cannot serve several servers', () => {
    const DATABASES = { default: { ENGINE: sqlite, NAME: 'db.sqlite3' } }
    expect(judged({ DATABASES, INSTALLED_APPS: [] }, memoryTree({}), { servers: 2 })).toEqual([
      'error data.sqlite-several-servers',
    ])
  })

  it('is that each of several servers gets a PostgreSQL of its own, unless the owner has one for all', () => {
    const DATABASES = { default: { ENGINE: 'django.db.backends.postgresql', NAME: 'shop' } }
    const of = (more: object) => judged({ DATABASES, INSTALLED_APPS: [] }, memoryTree({}), more)
    expect(of({ servers: 2 })).toEqual(['warning data.postgresql-several-servers'])
    expect([of({ servers: 1 }), of({ servers: 2, database: 'own' })]).toEqual([[], []])
  })
})
