import type { DatabaseView } from './database.ts'
import type { EntryPoints } from './entry-points.ts'
import type { FilesView } from './files.ts'
import type { HostsView, HttpsView } from './hosts.ts'
import type { KeyView } from './key.ts'
import type { MailView } from './mail.ts'
import type { Python } from './python.ts'
import type { keptReasons } from './reasons.ts'
import type { RedisView } from './redis.ts'
import type { ApplicationsView, ReportsView } from './reports.ts'

/**
 * What the settings overlay of a release is made of: every decision is taken, the blocks beside only write
 * it down. `project/overlay` takes the decisions.
 */
export interface OverlayView {
  /** The name of the Python package: `cabestan_disquaire`. */
  readonly package: string
  /** The application's name on the server, which is also its user's, its role's and its database's. */
  readonly name: string
  readonly project: ProjectView
  readonly django: Series | null
  readonly paths: OverlayPaths
  readonly entryPoints: EntryPoints
  readonly key: KeyView
  readonly branches: readonly Branch[]
  /** DEBUG_PROPAGATE_EXCEPTIONS, with which visitors would get no answer at all. */
  readonly propagates: boolean
  readonly hosts: HostsView
  readonly https: HttpsView
  readonly database: DatabaseView
  /** Settings that name a library of GeoDjango at a place where only one computer has it. */
  readonly libraries: readonly string[]
  /**
   * Wagtail's search index is kept in PostgreSQL, which needs an application of Django that the project does not
   * list.
   */
  readonly searchesInPostgres: boolean
  /** Sessions are kept in the memory of one worker, where the other workers cannot see them. */
  readonly sessionsInMemory: boolean
  readonly files: FilesView
  readonly redis: RedisView | null
  /** Settings that name a RabbitMQ in a way that only works between containers, and its address here. */
  readonly rabbitmq: { readonly settings: readonly string[]; readonly address: string }
  readonly mail: MailView
  readonly reports: ReportsView
  readonly applications: ApplicationsView
  /** Settings that stay as the project has them, and that the owner should know about. */
  readonly kept: readonly Kept[]
}

/** Django's series: `[4, 2]`. Null where only the server will know. */
export type Series = readonly [major: number, minor: number]

export interface ProjectView {
  /** `shop.settings.production`. */
  readonly module: string
  readonly form: 'file' | 'package' | 'class'
  readonly className: string | null
  /** Modules of settings in which the project's code may look something up. */
  readonly modules: readonly string[]
  /** Other modules that the settings were made from, which may hold the same value too. */
  readonly sources: readonly string[]
  /** Directories of the source, '' for its top. Commands run in the first one. */
  readonly pythonPath: readonly string[]
  /** Those of them that come after all packages on the Python path. */
  readonly appended?: readonly string[]
  /** Code that is imported together with the settings starts Django. */
  readonly startsDjango: boolean
}

/** Paths on the server. What belongs to one release is found from the overlay's own place. */
interface OverlayPaths {
  readonly media: string
  readonly data: string
  readonly logs: string
}

/** A setting that was decided while DEBUG was still on. */
export interface Branch {
  readonly setting: string
  /** Null resets it to Django's own default. */
  readonly value: Python | null
}

export interface Kept {
  readonly setting: string
  readonly why: (typeof keptReasons)[number]
}
