import { type Block, block } from './block.ts'
import { dictOf, type Python, quoted } from './python.ts'
import type { OverlayView } from './view.ts'

export type DatabaseView =
  | { readonly type: 'project' }
  | {
      readonly type: 'url'
      readonly engine: string | null
      readonly persistent: boolean
      /** The project has a DATABASES, whose other entries stay. */
      readonly own: boolean
    }
  | {
      readonly type: 'postgresql'
      readonly engine: string
      readonly persistent: boolean
      /** Known since Django 4.1; an older one ignores the key. */
      readonly healthChecks: boolean
      /** The project has OPTIONS that are meant for another engine. */
      readonly dropOptions: boolean
      readonly own: boolean
      /** The default is None where nothing chooses it. */
      readonly perhapsNone: boolean
    }
  | {
      readonly type: 'sqlite'
      readonly engine: string
      readonly file: string
      /** Django 5.1 and later prepare each connection themselves. */
      readonly initCommand: boolean
      readonly own: boolean
      readonly ownOptions: boolean
    }

/** Where sessions would be lost between workers, they go to the database, which is Django's default. */
export function sessionBlocks({ sessionsInMemory }: OverlayView): Block[] {
  return block(
    'sessions.memory',
    'The cache is the memory of one worker: another one would not know who is logged in.',
    sessionsInMemory ? ['SESSION_ENGINE', "'django.contrib.sessions.backends.db'"] : null,
  )
}

export function libraryBlocks({ libraries }: OverlayView): Block[] {
  return block(
    'database.libraries',
    'Django finds the libraries of this server by their names; the paths are those of another computer.',
    ...libraries.map((setting) => [setting, 'None'] as const),
  )
}

const postgres = "'django.contrib.postgres'"

export function searchBlocks({ searchesInPostgres }: OverlayView): Block[] {
  return block(
    'database.search',
    'The index of Wagtail’s search wants it on PostgreSQL: its check stops every command otherwise.',
    searchesInPostgres
      ? ['INSTALLED_APPS', `[*(app for app in INSTALLED_APPS if app != ${postgres}), ${postgres}]`]
      : null,
  )
}

export function databaseBlocks({ database, name }: OverlayView): Block[] {
  switch (database.type) {
    case 'project':
      return []
    case 'url':
      return block('database.url', 'The database is elsewhere: the environment file has its address.', [
        'DATABASES',
        dictOf(...others(database), ["'default'", ownersDatabase(database)]),
      ])
    case 'postgresql':
      return block(
        'database.socket',
        'PostgreSQL through its unix socket: it knows the application by its system user, without a password.',
        ['DATABASES', dictOf(...others(database), ["'default'", socketDatabase(database, name)])],
      )
    case 'sqlite':
      return block(
        'database.sqlite',
        'The SQLite file is kept outside the releases. Readers and a writer do not block each other (WAL), and a second writer waits for its turn.',
        ['DATABASES', dictOf(...others(database), ["'default'", sqliteDatabase(database)])],
      )
  }
}

/** What the overlay's module `database` has to do, which is nothing for most projects. */
export function databaseHelpers({ database }: OverlayView): 'from-url' | 'wal' | null {
  if (database.type === 'url') return 'from-url'
  return database.type === 'sqlite' && !database.initCommand ? 'wal' : null
}

type Of<T extends DatabaseView['type']> = Extract<DatabaseView, { type: T }>
type Entry = readonly [key: string | null, value: Python]

function socketDatabase(database: Of<'postgresql'>, name: string): Python {
  return dictOf(
    ...own(database),
    ["'ENGINE'", quoted(database.engine)],
    ["'NAME'", quoted(name)],
    ["'USER'", quoted(name)],
    ["'PASSWORD'", "''"],
    ["'HOST'", "'/run/postgresql'"],
    ["'PORT'", "''"],
    ["'CONN_MAX_AGE'", database.persistent ? '600' : '0'],
    ...(database.persistent && database.healthChecks ? [["'CONN_HEALTH_CHECKS'", 'True'] as const] : []),
    ...(database.own && database.dropOptions ? [["'OPTIONS'", '{}'] as const] : []),
  )
}

function sqliteDatabase(database: Of<'sqlite'>): Python {
  const options: Entry[] = [["'timeout'", '20']]
  if (database.initCommand) {
    options.push(["'transaction_mode'", "'IMMEDIATE'"])
    options.push(["'init_command'", "'PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL'"])
  }
  return dictOf(
    ...own(database),
    ["'ENGINE'", quoted(database.engine)],
    ["'NAME'", quoted(database.file)],
    ["'OPTIONS'", dictOf(...ownOptions(database), ...options)],
  )
}

function ownersDatabase(database: Of<'url'>): Python {
  return dictOf(
    [null, "database.from_url(os.environ['DATABASE_URL'])"],
    ...(database.engine === null ? [] : [["'ENGINE'", quoted(database.engine)] as const]),
    ["'CONN_MAX_AGE'", database.persistent ? '600' : '0'],
  )
}

const others = ({ own }: { readonly own: boolean }): Entry[] => (own ? [[null, 'DATABASES']] : [])

const own = (database: { readonly own: boolean; readonly perhapsNone?: boolean }): Entry[] => {
  const there = database.perhapsNone ? "(DATABASES.get('default') or {})" : "DATABASES.get('default', {})"
  return database.own ? [[null, there]] : []
}

const ownOptions = (database: Of<'sqlite'>): Entry[] =>
  database.ownOptions ? [[null, "DATABASES.get('default', {}).get('OPTIONS', {})"]] : []
