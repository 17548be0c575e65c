import type { FirewallRule } from '@cabestan/protocol/steps/access'
import type { KeySource } from './public-key.ts'
import type { ServerAddress } from './server.ts'

/** cabestan.yaml for one environment, with all defaults filled in. */
export interface Configuration {
  /** The file it comes from, as it is to be named to people. */
  readonly file: string
  readonly app: string
  readonly environment: string
  /** What the application is called on the server: its user, role, database and files. */
  readonly name: string
  readonly servers: readonly ServerAddress[]
  readonly domains: readonly string[]
  /** Where the server fetches commits from by itself; null: they are sent. */
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
  /** What the owner said; null: none. */
  readonly postgres: Postgres | AsNeeded | null
  readonly redis: Redis | AsNeeded | null
  /** Of the distribution, besides those that the parts above need. */
  readonly packages: readonly string[]
  readonly ssh: { readonly passwordLogin: boolean; readonly algorithms: 'modern' | 'default' }
  readonly project: ProjectChoices
  readonly web: WebChoices
  readonly release: ReleaseChoices
  readonly hooks: HookChoices
}

/** The project decides. */
export const asNeeded = 'as-needed'
type AsNeeded = typeof asNeeded

/** What a person decided about the project; null: as it reads. */
export interface ProjectChoices {
  readonly directory: string | null
  readonly settings: string | null
  readonly python: string | null
  readonly dependencies: readonly string[] | null
  readonly database: 'postgresql' | 'sqlite' | 'own' | null
  readonly interface: 'wsgi' | 'asgi' | null
  /** By name; false: not this one, although it was found. */
  readonly processes: Readonly<Record<string, ProcessChoice | false>>
  readonly schedule: Readonly<Record<string, ScheduleChoice | false>>
  readonly frontEnd: 'server' | 'laptop' | 'off'
  readonly page: string | null
  readonly env: Readonly<Record<string, string>>
  /** Names of variables that are kept on the server. */
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
  /** Null: as it was found. */
  readonly command: readonly string[] | null
  readonly count: number
  /** Null: by what it is. */
  readonly stopSeconds: number | null
}

interface ScheduleChoice {
  readonly at: string
  readonly command: readonly string[]
}

export interface WebChoices {
  /** Null: by cores and memory. */
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
