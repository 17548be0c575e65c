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
  /** Settings that name a library of GeoDjango where one computer has it. */
  readonly libraries: readonly string[]
  /** Wagtail's search keeps its index in PostgreSQL, by an application of Django that the project does not name. */
  readonly searchesInPostgres: boolean
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
  /** Code that is imported with the settings starts Django. */
  readonly startsDjango: boolean
}

/** On the server. What belongs to one release is found from the overlay's own place. */
interface OverlayPaths {
  readonly media: string
  readonly data: string
  readonly logs: string
}

/** A setting that was decided while DEBUG was still on. */
export interface Branch {
  readonly setting: string
  /** Null: back to Django's own default. */
  readonly value: Python | null
}

export interface Kept {
  readonly setting: string
  readonly why: (typeof keptReasons)[number]
}
