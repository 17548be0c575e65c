import * as z from 'zod'
import { projectShape } from './project-keys.ts'
import { releaseSections, releaseShape } from './release-keys.ts'
import * as values from './values.ts'

/**
 * The one source of what cabestan.yaml may hold: types, validation, the JSON Schema for editors, suggestions
 * and the check of the commented reference file are all made from it. Defaults stand here and nowhere else.
 */
/** What `ufw status` shows beside a port for which the file has no comment. */
export const unnamedPort = 'as configured'

const FirewallRule = z.strictObject({
  port: values.PortNumber,
  protocol: values.Protocol.prefault('tcp').describe('tcp or udp.'),
  comment: values.Comment.prefault(unnamedPort).describe('What it is for, as `ufw status` shows it.'),
})

const Firewall = z.strictObject({
  allow: z
    .array(z.union([values.PortNumber, values.PortText, FirewallRule]))
    .max(100)
    .prefault([])
    .describe('Ports that are open besides ssh, http and https.')
    .meta({ examples: [[8443, '53/udp', { port: 5349, protocol: 'udp', comment: 'turn' }]] }),
})

const Fail2ban = z.strictObject({
  max_retry: z
    .int('number')
    .min(1, 'range')
    .max(100, 'range')
    .prefault(5)
    .describe('Failed attempts before an address is shut out.')
    .meta({ examples: [5] }),
  find_time: values.Duration.prefault('10m').describe('Within how much time these attempts are counted.'),
  ban_time: values.Duration.prefault('10m').describe('For how long the address is shut out.'),
  ignore: z
    .array(values.Network)
    .max(100)
    .prefault([])
    .describe('Addresses and networks that are never shut out.')
    .meta({ examples: [['203.0.113.0/24']] }),
})

const Updates = z.strictObject({
  automatic: z
    .boolean()
    .prefault(true)
    .describe('Whether security updates install themselves each night.')
    .meta({ examples: [true] }),
  reboot_at: values.TimeOfDay.optional().describe(
    'Restart at this hour of the server when an update asks for it; left out, it never restarts by itself.',
  ),
})

const Postgres = z.strictObject({
  extensions: z
    .array(values.Extension)
    .max(50)
    .prefault([])
    .describe('Extensions of the application’s database.')
    .meta({ examples: [['unaccent', 'pg_trgm']] }),
  settings: z
    .record(values.SettingName, values.SettingValue)
    .prefault({})
    .describe('Settings of the PostgreSQL server, as postgresql.conf names them.')
    .meta({ examples: [{ work_mem: '16MB' }] }),
})

const Redis = z.strictObject({
  memory: values
    .sizeBetween(16, 1_048_576, '128M')
    .prefault('128M')
    .describe(
      'The most that the Redis of this application may use; when it is full, new data is refused and nothing is thrown away.',
    ),
})

const Ssh = z.strictObject({
  password_login: z
    .boolean()
    .prefault(false)
    .describe('Whether users may log in with a password. root never may.')
    .meta({ examples: [false] }),
  algorithms: z
    .enum(['modern', 'default'])
    .prefault('modern')
    .describe('“default” keeps the weak algorithms of the distribution too, for clients from before 2017.')
    .meta({ examples: ['modern'] }),
})

const shape = {
  app: values.App.optional().describe(
    'The name of the application: on the server also of its user, its database and its files.',
  ),
  server: values.Server.optional().describe(
    'Where it is deployed: any destination that ssh knows, or sandbox:NAME for a throwaway server here.',
  ),
  servers: z
    .array(values.Server)
    .min(1)
    .max(100)
    .optional()
    .describe('Several servers, instead of `server`.')
    .meta({ examples: [['root@203.0.113.10', 'root@203.0.113.11']] }),
  domains: z
    .array(values.Domain)
    .max(100)
    .prefault([])
    .describe('The domains of the site; none: the address of the server.')
    .meta({ examples: [['disquaire.example', 'www.disquaire.example']] }),
  repository: values.Repository.optional().describe(
    'The repository from which the server fetches each commit by itself; left out: your computer sends it.',
  ),
  login: values.Login.prefault('deploy').describe(
    'The limited user that people log in with after the first run; may become root by sudo.',
  ),
  keys: z
    .array(values.Key)
    .max(200)
    .optional()
    .describe(
      'Public keys of all who may log in, or files that hold them; left out: yours, beside those that are there.',
    )
    .meta({ examples: [['keys/anna.pub', 'keys/bob.pub']] }),
  time_zone: values.Zone.prefault('UTC').describe('The time zone of the server and of the database role.'),
  locale: values.LocaleName.prefault('C.UTF-8').describe('The language of the server’s own programs.'),
  firewall: z
    .union([z.boolean(), Firewall])
    .prefault(true)
    .describe('ssh, http and https are let in, and what `allow` adds; false: no firewall.')
    .meta({ examples: [true, { allow: [8443] }] }),
  fail2ban: z
    .union([z.boolean(), Fail2ban])
    .prefault(true)
    .describe('Addresses that fail to log in again and again are shut out for a while.')
    .meta({ examples: [true, { ban_time: '1h' }] }),
  updates: Updates.prefault({})
    .describe('Security updates of the distribution.')
    .meta({ examples: [{ automatic: true, reboot_at: '04:30' }] }),
  swap: z
    .union([z.enum(['auto', 'off']), values.sizeBetween(64, 65_536, '2G')])
    .prefault('auto')
    .describe('A swap file; auto: on machines with less than 2 GB of memory.')
    .meta({ examples: ['auto', 'off', '2G'] }),
  postgres: z
    .union([z.boolean(), Postgres])
    .optional()
    .describe(
      'PostgreSQL with a role and a database for the application; left out: where the project uses it.',
    )
    .meta({ examples: [true, { extensions: ['unaccent'] }] }),
  redis: z
    .union([z.boolean(), Redis])
    .optional()
    .describe('A Redis of the application’s own; left out: where the project uses it.')
    .meta({ examples: [true, { memory: '256M' }] }),
  packages: z
    .array(values.Package)
    .max(200)
    .prefault([])
    .describe('Packages of the distribution that the project needs besides.')
    .meta({ examples: [['gdal-bin', 'ffmpeg']] }),
  ssh: Ssh.prefault({})
    .describe('The ssh server.')
    .meta({ examples: [{ algorithms: 'default' }] }),
  ...projectShape,
  ...releaseShape,
}

/** What one environment wants, after its own keys were laid over those of the file. */
export const Settings = z.strictObject(shape)
export type Settings = z.output<typeof Settings>

export const ConfigurationFile = z
  .strictObject({
    ...shape,
    environments: z
      .record(values.Environment, Settings)
      .prefault({})
      .describe('Other environments than production, each with the keys in which it differs.')
      .meta({ examples: [{ staging: { domains: ['staging.disquaire.example'] } }] }),
  })
  .meta({ title: 'cabestan.yaml' })

/** Whole sections, for people who write `true` or nothing at all. */
export const sections = { Firewall, Fail2ban, Postgres, Redis, ...releaseSections }
