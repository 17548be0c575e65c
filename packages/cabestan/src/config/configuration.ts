import { nameOnServer } from '@cabestan/protocol/server-name'
import type { FirewallRule } from '@cabestan/protocol/steps'
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
  readonly postgres: Postgres | null
  readonly redis: { readonly memoryMegabytes: number } | null
  /** Of the distribution, besides those that the parts above need. */
  readonly packages: readonly string[]
  readonly ssh: { readonly passwordLogin: boolean; readonly algorithms: 'modern' | 'default' }
  readonly project: ProjectChoices
}

/** What a person decided about the project; null: as it reads. */
export interface ProjectChoices {
  readonly directory: string | null
  readonly settings: string | null
  readonly python: string | null
  readonly dependencies: readonly string[] | null
  readonly database: 'postgresql' | 'sqlite' | 'own' | null
  readonly interface: 'wsgi' | 'asgi' | null
  /** By name; false: not this one, although it was found. */
  readonly processes: Readonly<Record<string, string | false>>
  readonly frontEnd: 'server' | 'laptop' | 'off'
  readonly page: string | null
  readonly env: Readonly<Record<string, string>>
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

interface Fail2ban {
  readonly maxRetry: number
  readonly findTime: string
  readonly banTime: string
  readonly ignore: readonly string[]
}

interface Postgres {
  readonly extensions: readonly string[]
  readonly settings: Readonly<Record<string, string>>
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
    processes: settings.processes,
    frontEnd: settings.front_end,
    page: settings.page ?? null,
    env: settings.env,
    admins: settings.admins,
    mail: mail ? { ...mail, user: mail.user ?? null, from: mail.from ?? null } : null,
  }
}

/** A site whose data is elsewhere needs none. */
function postgresOf({ postgres, database }: Settings): Postgres | null {
  if (database === 'sqlite' || database === 'own') return null
  return postgres === true ? sections.Postgres.parse({}) : postgres || null
}

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
  if (redis === false) return null
  const { memory } = redis === true ? sections.Redis.parse({}) : redis
  return { memoryMegabytes: memory }
}
