import type { Answer, Place } from './answer.ts'
import type { Value } from './python/values.ts'

/** What a Django project is, read at one commit without running a line of it. */
export interface Reading {
  readonly where: Where
  readonly settings: SettingsReading
  readonly environment: readonly EnvironmentKey[]
  readonly dependencies: Dependencies
  readonly python: PythonReading
  readonly processes: Processes
  readonly data: DataReading
  readonly frontEnd: FrontEnd | null
  /** package.json of front ends that Django serves nothing of, and that are therefore not deployed. */
  readonly sitesBeside?: readonly string[]
  /** A path that answers without login after a fresh migrate. */
  readonly page: Answer<string>
}

// where

export interface Where {
  /** Of manage.py, '' at the top; null where there is none, or several and none is the likeliest. */
  readonly directory: Answer<string>
  /** Every Django project of the repository, the likeliest first. */
  readonly projects: readonly Project[]
  /** Directories of the tree that Python needs on its path; the first is where commands run. */
  readonly pythonPath: readonly string[]
  /** Those of them that come after all packages. */
  readonly appended?: readonly string[]
}

export interface Project {
  readonly directory: string
  /** '' where the project has none (only wsgi.py). */
  readonly manage: string
  /** As manage.py, wsgi.py and asgi.py name it. */
  readonly settingsNamed: readonly {
    readonly module: string
    readonly place: Place
    readonly outright: boolean
  }[]
}

// settings

export type SettingsForm = 'file' | 'package' | 'class'

export interface SettingsReading {
  /** The module that is meant for production, or the one that will do. */
  readonly module: Answer<string>
  readonly form: SettingsForm
  /** The class of django-configurations, where that is how the settings are written. */
  readonly className: string | null
  /** Other modules (or classes) that could have been meant, for the owner to choose from. */
  readonly candidates: readonly string[]
  /** In the order in which they are read. */
  readonly files: readonly string[]
  /** Settings that are in no commit, with the template that stands in for them, where there is one. */
  readonly missing: {
    readonly module: string
    readonly template: string | null
    /** Where a package above the settings imports it: then it need not be settings at all. */
    readonly importedBy?: Place
  } | null
  /**
   * Of the environment: what must be set before the settings are imported, so that they see production
   * (`ENV=production`, `DJANGO_CONFIGURATION=Production`, `DEBUG=False`), with the reason as a place.
   */
  readonly switches: readonly { readonly key: string; readonly value: string; readonly place: Place }[]
  /** Settings by their names, as they are in production: with `DEBUG` off and the switches set. */
  readonly values: ReadonlyMap<string, Value>
  /**
   * The same as they come out at import when nobody can turn DEBUG off before it is asked (it is a literal):
   * only names whose value differs from `values`. The overlay puts these right.
   */
  readonly underDebug: ReadonlyMap<string, Value>
  /** Where the key of the repository is still found after SECRET_KEY was replaced: `SIMPLE_JWT.SIGNING_KEY`. */
  readonly keyCopies: readonly { readonly path: readonly string[]; readonly place: Place }[]
  /** Ways round an overlay that is only named in the environment. */
  readonly bypasses: readonly {
    readonly type:
      | 'outright-wsgi'
      | 'outright-asgi'
      | 'outright-celery'
      | 'outright-manage'
      | 'imported-directly'
    readonly place: Place
  }[]
  /** What importing the settings does beside: `/var/log/x` opened, a directory made, git run. */
  readonly effects: readonly { readonly type: string; readonly what: string; readonly place: Place }[]
  readonly wsgi: Answer<string>
  readonly asgi: Answer<string>
}

// environment

/** What a key of the environment is for, so that Cabestan can give it. */
export type EnvironmentRole =
  | 'secret-key'
  | 'debug'
  | 'hosts'
  | 'origins'
  | 'database-url'
  | 'database-name'
  | 'database-user'
  | 'database-password'
  | 'database-host'
  | 'database-port'
  | 'database-engine'
  | 'redis-url'
  | 'cache-url'
  | 'broker-url'
  | 'email-url'
  | 'email'
  | 'static-root'
  | 'media-root'
  | 'settings-module'
  | 'switch'
  | 'own'

export interface EnvironmentKey {
  readonly name: string
  readonly type: 'text' | 'boolean' | 'number' | 'list' | 'dict' | 'url' | 'dsn' | 'json' | 'path'
  /** As text; null where there is none, or where it is no literal. */
  readonly default: string | null
  /** Without it the settings do not import in production. */
  readonly needed: boolean
  readonly secret: boolean
  readonly role: EnvironmentRole
  readonly places: readonly Place[]
}

// dependencies

export type DependencySource =
  | 'requirements'
  | 'pipenv'
  | 'poetry'
  | 'uv'
  | 'pdm'
  | 'pyproject'
  | 'setup'
  | 'conda'
  | 'imports'

export interface Dependencies {
  /** How the venv is to be made. */
  readonly source: Answer<DependencySource>
  /** What is given to uv, in this order; of several, those meant for production. */
  readonly files: readonly string[]
  /** Further files of the kind that were found and not chosen. */
  readonly others: readonly string[]
  /** Groups and extras that production needs: `prod`. */
  readonly groups: readonly string[]
  readonly packages: readonly Requirement[]
  /** What production needs beside them: `gunicorn`, `psycopg[binary]`; added to the venv, never to the project. */
  readonly added: readonly { readonly name: string; readonly specifier: string; readonly why: AddedWhy }[]
  /** Packages of Debian that they need, to build or to run. */
  readonly system: readonly { readonly name: string; readonly for: string }[]
  /**
   * Requirements that are in the files and cannot be installed on the server: for Windows, modules of Python itself,
   * paths of somebody's machine. Where there are some, uv is given `packages` and not `files`.
   */
  readonly leftOut?: readonly { readonly name: string; readonly why: LeftOutWhy; readonly place: Place }[]
  /** `packages` is all there is, in versions that a lock chose: to be installed as it stands, resolving nothing. */
  readonly complete?: true
  /** What packages are built with, where they have no wheel: old ones do not build with the setuptools of today. */
  readonly buildConstraints?: readonly string[]
  /** Of constraints files: versions of what comes along without being asked for. */
  readonly constraints?: readonly { readonly name: string; readonly specifier: string }[]
  /** Sources of packages beside the public index: `--extra-index-url`, `--find-links`. */
  readonly indexes?: readonly PackageIndex[]
  /** Of each package with exact versions: only then is every release the same. */
  readonly pinned: boolean
}

export interface PackageIndex {
  readonly url: string
  /** Instead of the public index, beside it, or a page with links to files. */
  readonly option: 'index-url' | 'extra-index-url' | 'find-links'
  readonly place: Place
}

export type AddedWhy = 'server' | 'driver' | 'imported' | 'installed-app' | 'static' | 'compatible'

export type LeftOutWhy =
  | 'windows'
  | 'mac'
  | 'standard-library'
  | 'placeholder'
  | 'distribution'
  | 'local-path'
  | 'conda'

export interface Requirement {
  /** As PyPI normalises it; for a VCS, URL or path requirement the name where it is known. */
  readonly name: string
  readonly specifier: string
  readonly extras: readonly string[]
  readonly from: 'index' | 'vcs' | 'url' | 'path'
  readonly place: Place
  /** What a VCS, URL or path requirement is taken from, as pip writes it: `git+https://…@v1`. */
  readonly url?: string
  readonly editable?: true
  /** `sha256:…` of each file that it may be installed from, where the project keeps them. */
  readonly hashes?: readonly string[]
}

export interface PythonReading {
  /** As the project declares it: `3.11`, `>=3.9,<3.13`. */
  readonly declared: Answer<string>
  /** The series to make the venv with: `3.11`. */
  readonly series: Answer<string>
  /** Which are taken instead where the server's own is one of them; left out where that is known, or none is. */
  readonly orServers?: readonly string[]
  /** Django's version or series: `4.2.7`, `1.11`. */
  readonly django: Answer<string>
}

// processes

export interface Processes {
  readonly interface: Answer<'wsgi' | 'asgi'>
  /** Beside the web: `celery -A shop worker`; `name` becomes the program's name. */
  readonly programs: readonly Program[]
  /** Its router of Channels has a place for websockets, and none for plain requests. */
  readonly socketsAlone?: true
  /** In which Celery's tasks wait that name no other; null where there is no Celery. */
  readonly usualQueue: string | null
  /** Commands to be run by the clock, as far as they are declared. */
  readonly scheduled: readonly { readonly when: string; readonly command: string; readonly place: Place }[]
  readonly redis: Answer<boolean>
  readonly rabbitmq: Answer<boolean>
  /** Other services that it cannot do without: elasticsearch, memcached, mongodb, … */
  readonly services: readonly {
    readonly name: string
    readonly place: Place
    /** The package of the distribution that brings it to where the settings look for it: on the server itself. */
    readonly package?: string
  }[]
}

export interface Program {
  readonly name: string
  readonly type: 'celery-worker' | 'celery-beat' | 'rq' | 'huey' | 'dramatiq' | 'django-q' | 'command'
  readonly argv: readonly string[]
  /** That code sends jobs to, where a worker takes from all of them. */
  readonly queues?: readonly string[]
  readonly place: Place
}

// data

export interface DataReading {
  readonly database: DatabaseReading
  /** Committed SQLite files: what they are, by the engine and path of the settings. */
  readonly sqliteFiles: readonly { readonly path: string; readonly use: 'database' | 'stale' | 'other' }[]
  readonly fixtures: readonly string[]
  /** Applications of the project, with what is to be known of their migrations. */
  readonly applications: readonly Application[]
  /** MEDIA_ROOT and its kin inside the checkout, as paths of the tree. */
  readonly insideCheckout: readonly {
    readonly setting: string
    readonly path: string
    readonly files: number
  }[]
  /** Directories that the settings name and git does not have. */
  readonly missingDirectories: readonly { readonly setting: string; readonly path: string }[]
  readonly superuser: boolean
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
  /** DATABASES is not set at all. */
  readonly missing?: boolean
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

// front end

export interface FrontEnd {
  readonly directory: string
  readonly manager: 'npm' | 'yarn' | 'pnpm' | 'bun'
  /** The scripts to be run: `build`; [] where nothing needs building. */
  readonly scripts: readonly string[]
  /** What makes assets inside Django: compressor, tailwind, webpack-loader, vite. */
  readonly tools: readonly string[]
  /** The output is already in git. */
  readonly committed: boolean
  readonly node: string | null
  /** What its scripts call that Node does not bring, as the distribution names it: `make`. */
  readonly programs?: readonly string[]
  /** Django serves files out of node_modules: its packages have to be installed even where nothing is built. */
  readonly packagesServed?: boolean
  /** What an application of Django makes by commands of manage.py, one after the other: `tailwind build`. */
  readonly commands?: readonly string[]
  readonly places: readonly Place[]
}
