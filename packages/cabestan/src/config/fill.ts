import { nameOnServer } from '@cabestan/protocol/server-name'
import {
  asNeeded,
  type Configuration,
  type Fail2ban,
  type Postgres,
  type ProcessChoice,
  type ProjectChoices,
  type Redis,
  type WebChoices,
} from './configuration.ts'
import { type Settings, sections, unnamedPort } from './schema.ts'
import type { ServerAddress } from './server.ts'

/** What the file alone cannot tell, or must have said by now. */
export interface Given {
  readonly file: string
  readonly app: string
  readonly environment: string
  readonly environments: readonly string[]
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

/** A site whose data is elsewhere does not need a database here. */
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
      before: hooks.before ?? null,
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
    areUploadsTrusted: web.trust_uploads,
    home: web.home ?? null,
    redirects: web.redirects,
    canonical: web.canonical ?? null,
    limit: asked || null,
  }
}
