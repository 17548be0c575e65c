import type { FirewallRule } from '@cabestan/protocol/steps/access'
import type { KeySource } from './public-key.ts'
import type { ServerAddress } from './server.ts'

/** cabestan.yaml for one environment, with all defaults filled in. */
export interface Configuration {
  /** The file that it comes from, in the form in which people are told of it. */
  readonly file: string
  readonly app: string
  readonly environment: string
  /** All that the file describes, this one among them. */
  readonly environments: readonly string[]
  /** The application's name on the server: of its user, role, database and files. */
  readonly name: string
  readonly servers: readonly ServerAddress[]
  readonly domains: readonly string[]
  /** The repository that the server fetches commits from itself; null where they are sent. */
  readonly repository: string | null
  readonly login: string
  /** Null: the keys of the person who runs the command. */
  readonly keys: readonly KeySource[] | null
  readonly timeZone: string
  readonly locale: string
  /** What is let in besides ssh, http and https; null: no firewall. */
  readonly firewall: { readonly allow: readonly FirewallRule[] } | null
  readonly fail2ban: Fail2ban | null
  readonly updates: { readonly automatic: boolean; readonly rebootAt: string | null }
  readonly swap: 'auto' | 'off' | number
  /** What the owner set; null: nothing. */
  readonly postgres: Postgres | AsNeeded | null
  readonly redis: Redis | AsNeeded | null
  /** Packages of the distribution, besides those that the parts above need. */
  readonly packages: readonly string[]
  readonly ssh: { readonly passwordLogin: boolean; readonly algorithms: 'modern' | 'default' }
  readonly project: ProjectChoices
  readonly web: WebChoices
  readonly release: ReleaseChoices
  readonly hooks: HookChoices
}

/** Null: the project decides. */
export const asNeeded = 'as-needed'
type AsNeeded = typeof asNeeded

/** What a person decided about the project; null: as the project itself reads. */
export interface ProjectChoices {
  readonly directory: string | null
  readonly settings: string | null
  readonly python: string | null
  readonly dependencies: readonly string[] | null
  readonly database: 'postgresql' | 'sqlite' | 'own' | null
  readonly interface: 'wsgi' | 'asgi' | null
  /** By name; false removes a process that was found in the project. */
  readonly processes: Readonly<Record<string, ProcessChoice | false>>
  readonly schedule: Readonly<Record<string, ScheduleChoice | false>>
  readonly frontEnd: 'server' | 'laptop' | 'off'
  readonly page: string | null
  readonly env: Readonly<Record<string, string>>
  /** Names of variables whose values are kept on the server. */
  readonly secrets: readonly string[]
  readonly admins: readonly string[]
  readonly mail: Mail | null
}

interface Mail {
  readonly host: string
  readonly port: number
  readonly security: 'starttls' | 'tls' | 'none'
  readonly user: string | null
  readonly from: string | null
}

export interface ProcessChoice {
  /** Null: the command that was found. */
  readonly command: readonly string[] | null
  readonly count: number
  /** Null: decided by what kind of process it is. */
  readonly stopSeconds: number | null
}

interface ScheduleChoice {
  readonly at: string
  readonly command: readonly string[]
}

export interface WebChoices {
  /** Null: decided by cores and memory. */
  readonly workers: number | null
  readonly timeoutSeconds: number
  readonly uploadMegabytes: number
  readonly areUploadsTrusted: boolean
  readonly home: string | null
  readonly redirects: Readonly<Record<string, string>>
  readonly canonical: string | null
  readonly limit: { readonly rate: number; readonly burst: number } | null
}

interface ReleaseChoices {
  readonly keep: number
  readonly probeSeconds: number
  readonly watchSeconds: number
  readonly drainSeconds: number
  readonly migrateSeconds: number
  readonly lockSeconds: number
}

interface HookChoices {
  readonly before: readonly string[] | null
  readonly after: readonly string[] | null
  readonly notifyCommand: readonly string[] | null
  readonly notifyAddress: string | null
}

export interface Fail2ban {
  readonly maxRetry: number
  readonly findTime: string
  readonly banTime: string
  readonly ignore: readonly string[]
}

export interface Postgres {
  readonly extensions: readonly string[]
  readonly settings: Readonly<Record<string, string>>
}

export interface Redis {
  readonly memoryMegabytes: number
}
