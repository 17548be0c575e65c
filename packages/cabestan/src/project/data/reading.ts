import type { Answer, Place } from '../answer.ts'

export interface DataReading {
  readonly database: DatabaseReading
  /** Committed SQLite files: what they are, by the engine and path of the settings. */
  readonly sqliteFiles: readonly { readonly path: string; readonly use: 'database' | 'stale' | 'other' }[]
  readonly fixtures: readonly string[]
  /** Applications of the project, with what is to be known of their migrations. */
  readonly applications: readonly Application[]
  /** Configurations of applications whose `name` leads to no module. */
  readonly misnamed?: readonly {
    readonly configuration: string
    readonly name: string
    readonly module: string
    readonly file: string
  }[]
  /** MEDIA_ROOT and its kin inside the checkout, as paths of the tree. */
  readonly insideCheckout: readonly (NamedPath & {
    readonly files: number
    /** One file, and no directory. */
    readonly isFile?: true
  })[]
  /** Paths of the tree that running code writes to, and that no setting names. */
  readonly writtenInCode: readonly { readonly path: string; readonly places: readonly Place[] }[]
  /** Directories that the settings name and git does not have. */
  readonly missingDirectories: readonly NamedPath[]
  readonly superuser: boolean
}

/** A path of the tree, and the setting that names it. */
export interface NamedPath {
  readonly setting: string
  readonly path: string
  readonly places: readonly Place[]
}

export interface DatabaseReading {
  readonly engine: Answer<'sqlite' | 'postgresql' | 'mysql' | 'oracle' | 'mssql' | 'other' | 'none'>
  readonly gis: boolean
  /** Of the default database, where the settings say it: a file of the tree, or a name. */
  readonly name: string | null
  /** Another machine that the settings name outright, and where the data of today may be. */
  readonly host: string | null
  /** How the settings come to it. */
  readonly given: 'literal' | 'url' | 'variables' | 'mixed' | 'unknown'
  readonly aliases: readonly string[]
  /** The owner's own, by DATABASE_URL: where that is said. */
  readonly own?: Place
  /** DATABASES is not set at all. */
  readonly missing?: boolean
  /** The settings say SQLite, and this is what PostgreSQL alone has. */
  readonly needsPostgres?: Place
  /** Of PostgreSQL, asked for by migrations or fields: `unaccent`, `pg_trgm`, `postgis`. */
  readonly extensions: readonly string[]
}

export interface Application {
  /** The label: `shop`. */
  readonly label: string
  readonly module: string
  readonly directory: string
  readonly models: number
  readonly migrations: 'some' | 'empty-package' | 'no-package' | 'none-needed'
  /** Leaves of the migration graph where there are several. */
  readonly conflict: readonly string[]
  /** Models that no migration makes, as far as that is certain. */
  readonly unmade?: readonly { readonly model: string; readonly place: Place }[]
  /** Models that say `managed = False`, where nothing in the project makes their tables. */
  readonly unmanaged?: readonly { readonly model: string; readonly place: Place }[]
  /** Migrations that others build on and that are in no commit: `shop.0003_price`. */
  readonly missingParents?: readonly { readonly migration: string; readonly place: Place }[]
  /** The migrations stand in a directory without `__init__.py`, which Django does not look into. */
  readonly namespace?: boolean
}
