import type { Python } from './python.ts'
import type { keptReasons } from './reasons.ts'

/**
 * What the settings overlay of a release is made of: every decision is taken, the blocks beside only write
 * it down. `project/overlay` takes the decisions.
 */
export interface OverlayView {
  /** Of the Python package: `cabestan_disquaire`. */
  readonly package: string
  /** The application's name on the server, which is also its user, role and database. */
  readonly name: string
  readonly project: ProjectView
  readonly django: Series | null
  readonly paths: OverlayPaths
  readonly entryPoints: EntryPoints
  readonly key: KeyView
  readonly branches: readonly Branch[]
  /** DEBUG_PROPAGATE_EXCEPTIONS: visitors would get no answer at all. */
  readonly propagates: boolean
  readonly hosts: HostsView
  readonly https: HttpsView
  readonly database: DatabaseView
  /** Sessions are kept in the memory of one worker, of which another knows nothing. */
  readonly sessionsInMemory: boolean
  readonly files: FilesView
  readonly redis: RedisView | null
  /** Settings that name a RabbitMQ as only containers know it, and its address here. */
  readonly rabbitmq: { readonly settings: readonly string[]; readonly address: string }
  readonly mail: MailView
  readonly reports: ReportsView
  readonly applications: ApplicationsView
  /** What stays as the project has it, and should be known. */
  readonly kept: readonly Kept[]
}

/** Django's series: `[4, 2]`. Null in the view where only the server will tell. */
export type Series = readonly [major: number, minor: number]

export interface ProjectView {
  /** `shop.settings.production`. */
  readonly module: string
  readonly form: 'file' | 'package' | 'class'
  readonly className: string | null
  /** Modules of settings, in which code of the project may look things up. */
  readonly modules: readonly string[]
  /** Others that the settings were made from, where the same value may be found too. */
  readonly sources: readonly string[]
  /** Of the source, '' for its top; the first is where commands run. */
  readonly pythonPath: readonly string[]
  /** Those of them that come after all packages. */
  readonly appended?: readonly string[]
}

/** On the server. What belongs to one release is found from the overlay's own place. */
interface OverlayPaths {
  readonly media: string
  readonly data: string
  readonly logs: string
}

export interface EntryPoints {
  readonly wsgi: EntryPoint
  /** Null: neither the project nor its Django knows ASGI. */
  readonly asgi: EntryPoint | null
  /** Its router of Channels has a place for websockets and none for plain requests. */
  readonly socketsAlone: boolean
  /** What stands behind `celery -A`. */
  readonly celery: string | null
}

/** `django`: the project has none, so Django makes one. */
export type EntryPoint = { readonly module: string; readonly name: string } | 'django'

export interface KeyView {
  /** `['SIMPLE_JWT', 'SIGNING_KEY']`: where the key of the repository is found besides, with the texts around it. */
  readonly copies: readonly {
    readonly path: readonly string[]
    readonly around: readonly string[]
    readonly bytes: boolean
  }[]
  /** Former keys that stand in git are trusted no longer. */
  readonly dropFallbacks: boolean
}

/** A setting that was decided while DEBUG was still on. */
export interface Branch {
  readonly setting: string
  /** Null: back to Django's own default. */
  readonly value: Python | null
}

export interface HostsView {
  readonly allowed: readonly string[]
  /** As this Django wants them: with their scheme from 4.0 on. */
  readonly origins: readonly string[]
  /** The project has some of its own, which stay unless they are a developer's. */
  readonly ownOrigins: boolean
  /** The project believes a header that nginx passes on as visitors send it. */
  readonly believesForwardedHost: boolean
  /** SESSION_COOKIE_DOMAIN and its kin, made for another address, with what is right here. */
  readonly foreign: readonly (readonly [setting: string, value: string])[]
}

export interface HttpsView {
  readonly on: boolean
  /** Settings to be written, with their Python values. */
  readonly settings: readonly (readonly [setting: string, value: string])[]
  /** Checks of Django that ask for what only the owner can promise. */
  readonly silenced: readonly string[]
}

export type DatabaseView =
  | { readonly type: 'project' }
  | {
      readonly type: 'url'
      readonly engine: string | null
      readonly persistent: boolean
      /** The project has DATABASES, of which the others stay. */
      readonly own: boolean
    }
  | {
      readonly type: 'postgresql'
      readonly engine: string
      readonly persistent: boolean
      /** Since Django 4.1; an older one does not mind the key. */
      readonly healthChecks: boolean
      /** The project has OPTIONS that are meant for another engine. */
      readonly dropOptions: boolean
      readonly own: boolean
      /** The default one is None where nothing chooses it. */
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

export interface FilesView {
  readonly static: StaticView | null
  readonly mediaUrl: string | null
  /** The project's own is a Path. */
  readonly mediaIsPath: boolean
  /** Settings that name places in the checkout which must outlive a release. */
  readonly data: readonly {
    readonly path: readonly string[]
    /** Of the source. */
    readonly from: string
    readonly to: string
    readonly isPath: boolean
    readonly isFile: boolean
  }[]
}

export interface StaticView {
  /** The project's own STATIC_ROOT is a Path. */
  readonly isPath: boolean
  readonly url: string | null
  /** STATICFILES_DIRS names directories that git does not have. */
  readonly dropMissing: boolean
  /** Of the source: files committed where the project would collect them. */
  readonly committed: string | null
  /** django-compressor was given a copy of the former root. */
  readonly compressed: boolean
  /** Of a package whose own `collectstatic` stands before Django's, and copies only what it uploads. */
  readonly collector: string | null
  /** How this Django is told; null: the project has a storage of its own. */
  readonly hashed: 'STORAGES' | 'STATICFILES_STORAGE' | 'by-version' | null
}

export interface RedisView {
  /** Each in a database of its own, in which nothing else is. */
  readonly caches: readonly { readonly alias: string; readonly database: number }[]
  readonly channelLayers: readonly string[]
  /** Further settings that hold the address of a Redis: CELERY_BROKER_URL, … */
  readonly urls: readonly string[]
  /** Of packages that describe theirs in a dictionary: RQ_QUEUES, … */
  readonly connections: readonly RedisConnection[]
}

/** What is put into a dictionary of the settings, so that a package finds the Redis of the application. */
export interface RedisConnection {
  /** `['RQ_QUEUES', 'default']` */
  readonly home: readonly string[]
  /** Its number, or the variable that has it, as the project says; null: it cannot be known. */
  readonly database: string | { readonly key: string } | null
  readonly edits: readonly {
    readonly path: readonly string[]
    readonly is:
      | 'host'
      | 'port'
      | 'password'
      | 'user'
      /** It speaks without TLS. */
      | 'plain'
      /** There is nothing yet. */
      | 'all'
      /** An address in one piece, with what stands behind the port. */
      | { readonly behind: string }
  }[]
}

export interface MailView {
  readonly server: MailServer | null
  /** Since Django 6.1 a project can describe its servers in one setting, which excludes the others. */
  readonly inMailers: boolean
  readonly timeout: boolean
  /** SERVER_EMAIL, DEFAULT_FROM_EMAIL, where they are to be set. */
  readonly senders: readonly (readonly [setting: string, value: string])[]
  readonly admins: readonly string[]
  /** Django 6.0 wants addresses alone; null: asked at start. */
  readonly plainAddresses: boolean | null
  readonly managers: boolean
}

export interface MailServer {
  readonly host: string
  readonly port: number
  readonly security: 'starttls' | 'tls' | 'none'
  readonly user: string | null
  /** A backend of the project that hands on to this server in its own time; null: Django's. */
  readonly keepBackend: boolean
}

export interface ReportsView {
  readonly setting: 'MIDDLEWARE' | 'MIDDLEWARE_CLASSES'
  /** The project has some. */
  readonly own: boolean
  /** Somebody gets mails of broken links. */
  readonly brokenLinks: boolean
  /** The project says itself which are not worth a mail. */
  readonly ignores: boolean
  /** The project configures logging by itself, without Django. */
  readonly ownLogging: boolean
  readonly hasLogging: boolean
}

export interface ApplicationsView {
  /** Prefixes of middleware that shows insides to visitors. */
  readonly hidden: readonly string[]
  /** Left out where they cannot be imported. */
  readonly optional: readonly string[]
  /** Entries that only DEBUG brought in. */
  readonly appsUnderDebug: readonly string[]
  readonly middlewareUnderDebug: readonly string[]
}

export interface Kept {
  readonly setting: string
  readonly why: (typeof keptReasons)[number]
}
