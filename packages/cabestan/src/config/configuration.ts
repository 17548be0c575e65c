import { nameOnServer } from '@cabestan/protocol/server-name'
import type { FirewallRule } from '@cabestan/protocol/steps/access'
import type { KeySource } from './public-key.ts'
import { type Settings, sections, unnamedPort } from './schema.ts'
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

interface WebChoices {
  /** Null: by cores and memory. */
  readonly workers: number | null
  readonly timeoutSeconds: number
  readonly uploadMegabytes: number
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
  readonly after: readonly string[] | null
  readonly notifyCommand: readonly string[] | null
  readonly notifyAddress: string | null
}

interface Fail2ban {
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

/** What the file alone cannot tell, or what it must have said by now. */
export interface Given {
  readonly file: string
  readonly app: string
  readonly environment: string
  readonly servers: readonly ServerAddress[]
}

export function toConfiguration(settings: Settings, given: Given): Configuration {
  return {
    ...given,
    name: nameOnServer(given.app, given.environment),
    domains: settings.domains,
    repository: settings.repository ?? null,
    login: settings.login,
    keys: settings.keys ?? null,
    timeZone: settings.time_zone,
    locale: settings.locale,
    firewall: firewallOf(settings.firewall),
    fail2ban: fail2banOf(settings.fail2ban),
    updates: { automatic: settings.updates.automatic, rebootAt: settings.updates.reboot_at ?? null },
    swap: settings.swap,
    postgres: postgresOf(settings),
    redis: redisOf(settings.redis),
    packages: settings.packages,
    ssh: { passwordLogin: settings.ssh.password_login, algorithms: settings.ssh.algorithms },
    project: projectChoices(settings),
    ...releaseChoices(settings),
  }
}

function projectChoices(settings: Settings): ProjectChoices {
  const { mail } = settings
  return {
    directory: settings.directory ?? null,
    settings: settings.settings ?? null,
    python: settings.python ?? null,
    dependencies: settings.dependencies ?? null,
    database: settings.database ?? null,
    interface: settings.interface ?? null,
    processes: mapValues(settings.processes, processChoice),
    schedule: settings.schedule,
    frontEnd: settings.front_end,
    page: settings.page ?? null,
    env: settings.env,
    secrets: settings.secrets,
    admins: settings.admins,
    mail: mail ? { ...mail, user: mail.user ?? null, from: mail.from ?? null } : null,
  }
}

function processChoice(written: Settings['processes'][string]): ProcessChoice | false {
  if (written === false) return false
  if (!('count' in written)) return { command: written, count: 1, stopSeconds: null }
  const { command, count, stop_wait } = written
  return { command: command ?? null, count, stopSeconds: stop_wait ?? null }
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, work: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, work(value)]))
}

/** A site whose data is elsewhere needs none. */
function postgresOf({ postgres, database }: Settings): Configuration['postgres'] {
  if (database === 'sqlite' || database === 'own') return null
  if (postgres === undefined) return asNeeded
  return postgres === true ? plainPostgres : postgres || null
}

export const plainPostgres: Postgres = sections.Postgres.parse({})

function firewallOf(firewall: Settings['firewall']): Configuration['firewall'] {
  if (firewall === false) return null
  const { allow } = firewall === true ? sections.Firewall.parse({}) : firewall
  return {
    allow: allow.map((rule) => ({
      port: typeof rule === 'number' ? rule : rule.port,
      protocol: typeof rule === 'number' ? 'tcp' : rule.protocol,
      comment: typeof rule === 'object' && 'comment' in rule ? rule.comment : unnamedPort,
    })),
  }
}

function fail2banOf(fail2ban: Settings['fail2ban']): Fail2ban | null {
  if (fail2ban === false) return null
  const own = fail2ban === true ? sections.Fail2ban.parse({}) : fail2ban
  return { maxRetry: own.max_retry, findTime: own.find_time, banTime: own.ban_time, ignore: own.ignore }
}

function redisOf(redis: Settings['redis']): Configuration['redis'] {
  if (redis === undefined) return asNeeded
  if (redis === false) return null
  return redis === true ? plainRedis : { memoryMegabytes: redis.memory }
}

export const plainRedis: Redis = { memoryMegabytes: sections.Redis.parse({}).memory }

function releaseChoices({ web, release, hooks }: Settings): Pick<Configuration, 'web' | 'release' | 'hooks'> {
  return {
    web: webChoices(web),
    release: {
      keep: release.keep,
      probeSeconds: release.probe,
      watchSeconds: release.watch,
      drainSeconds: release.drain,
      migrateSeconds: release.migrate,
      lockSeconds: release.lock,
    },
    hooks: {
      after: hooks.after ?? null,
      notifyCommand: hooks.notify.command ?? null,
      notifyAddress: hooks.notify.webhook ?? null,
    },
  }
}

function webChoices({ limit, ...web }: Settings['web']): WebChoices {
  const asked = limit === true ? sections.Limit.parse({}) : limit
  return {
    workers: web.workers ?? null,
    timeoutSeconds: web.timeout,
    uploadMegabytes: web.upload_limit,
    home: web.home ?? null,
    redirects: web.redirects,
    canonical: web.canonical ?? null,
    limit: asked || null,
  }
}
