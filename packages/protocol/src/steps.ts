import * as z from 'zod'
import {
  AbsolutePath,
  AppName,
  EnvironmentKey,
  EnvironmentValue,
  FileName,
  Locale,
  Mode,
  PackageName,
  Port,
  PublicKey,
  SqlName,
  TimeZone,
  UnitName,
  UserName,
} from './names.ts'
import { Reason } from './reasons.ts'

/**
 * A server is described by an ordered list of steps: frozen data, never a closure. The order is the order of
 * work; a step may rely on all before it. The engine knows how to check, apply and take away each kind.
 */

const reason = Reason
/** Services that the engine can judge, reload and watch. A file that they read names them. */
export const ServiceName = z.enum([
  'ssh',
  'nginx',
  'supervisor',
  'postgresql',
  'fail2ban',
  'systemd',
  'tmpfiles',
  'sysctl',
])
export type ServiceName = z.infer<typeof ServiceName>

const ownership = { owner: UserName.default('root'), group: UserName.default('root'), mode: Mode }
/** What a text file may hold: it is read by people and sent as one line. */
const text = z.string().max(1_000_000)

const PackageStep = z.strictObject({
  kind: z.literal('package'),
  reason,
  names: z.array(PackageName).min(1),
  /** Debian installs recommended packages by default; a server rarely wants them. */
  recommends: z.boolean().default(false),
})
const GroupStep = z.strictObject({ kind: z.literal('group'), reason, name: UserName, system: z.boolean() })
const UserStep = z.strictObject({
  kind: z.literal('user'),
  reason,
  name: UserName,
  /** A system user has no password, no expiry and an id below 1000. */
  system: z.boolean(),
  home: AbsolutePath,
  shell: AbsolutePath,
  /** Groups that the user must be in; others are left alone. */
  groups: z.array(UserName).default([]),
})
const AuthorizedKeysStep = z.strictObject({
  kind: z.literal('authorized-keys'),
  reason,
  user: UserName,
  /** Keys that must be there; those that the person added are left alone. */
  keys: z.array(PublicKey).min(1),
  /**
   * Keys of former descriptions stay: where nobody listed them all, each who deploys brings their own, and must
   * not shut out their colleagues.
   */
  keepFormer: z.boolean().default(false),
})
const SudoRuleStep = z.strictObject({
  kind: z.literal('sudo-rule'),
  reason,
  /** /etc/sudoers.d/NAME; sudo skips names with a dot. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
  user: UserName,
})
const SshdStep = z.strictObject({
  kind: z.literal('sshd'),
  reason,
  /** Keyword and value as sshd_config(5) spells them. `sshd -T` judges whether they took effect. */
  settings: z.record(z.string().regex(/^[A-Z][A-Za-z0-9]+$/), z.string().regex(/^[^\p{Cc}#"]+$/u)),
})
const FirewallRule = z.strictObject({
  port: Port,
  protocol: z.enum(['tcp', 'udp']),
  comment: z.string().regex(/^[A-Za-z0-9 ._-]{1,60}$/),
})
export type FirewallRule = z.infer<typeof FirewallRule>
const FirewallStep = z.strictObject({
  kind: z.literal('firewall'),
  reason,
  /** What is let in; everything else is refused. Rules that a person added are left alone. */
  allow: z.array(FirewallRule).min(1),
})
const Fail2banStep = z.strictObject({
  kind: z.literal('fail2ban'),
  reason,
  jails: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
      settings: z.record(z.string().regex(/^[a-z_]+$/), z.string().regex(/^[^\p{Cc}]+$/u)),
    }),
  ),
})
const UpdatesStep = z.strictObject({
  kind: z.literal('unattended-upgrades'),
  reason,
  /** Reboot at this hour when an update asks for it; never where it is left out. */
  rebootAt: z
    .string()
    .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/)
    .optional(),
})
const TimeZoneStep = z.strictObject({ kind: z.literal('time-zone'), reason, zone: TimeZone })
const LocaleStep = z.strictObject({ kind: z.literal('locale'), reason, locale: Locale })
const SwapStep = z.strictObject({
  kind: z.literal('swap'),
  reason,
  path: AbsolutePath,
  megabytes: z.number().int().min(64).max(65_536),
})
const SysctlStep = z.strictObject({
  kind: z.literal('sysctl'),
  reason,
  name: FileName,
  settings: z.record(z.string().regex(/^[a-z0-9_.-]+$/), z.string().regex(/^[A-Za-z0-9 ._-]+$/)),
})
const DirectoryStep = z.strictObject({
  kind: z.literal('directory'),
  reason,
  path: AbsolutePath,
  ...ownership,
})
const FileStep = z.strictObject({
  kind: z.literal('file'),
  reason,
  path: AbsolutePath,
  content: text,
  ...ownership,
  /** Reads this file: judged before, reloaded after, once. */
  service: ServiceName.optional(),
})
const LinkStep = z.strictObject({
  kind: z.literal('link'),
  reason,
  path: AbsolutePath,
  /** As it stands in the link: absolute, or relative to the link's directory. */
  target: z.string().regex(/^[^\p{Cc}]+$/u),
  service: ServiceName.optional(),
})
/** A port is one that nobody uses when it is made. */
export const GeneratedValue = z.enum(['django-key', 'password', 'port'])
export type GeneratedValue = z.infer<typeof GeneratedValue>
const EnvironmentFileStep = z.strictObject({
  kind: z.literal('environment-file'),
  reason,
  path: AbsolutePath,
  ...ownership,
  /** A value that is generated is made once, on the server, and never leaves it. Other keys stay as they are. */
  values: z.record(
    EnvironmentKey,
    z.union([z.strictObject({ value: EnvironmentValue }), z.strictObject({ generate: GeneratedValue })]),
  ),
})
const UnitStep = z.strictObject({
  kind: z.literal('unit'),
  reason,
  name: UnitName,
  content: text,
  enabled: z.boolean(),
  running: z.boolean(),
})
const DropInStep = z.strictObject({
  kind: z.literal('drop-in'),
  reason,
  unit: UnitName,
  name: FileName,
  content: text,
  /** Settings that a running service only learns by a restart. */
  restart: ServiceName.optional(),
})
const ServiceStep = z.strictObject({
  kind: z.literal('service'),
  reason,
  unit: UnitName,
  enabled: z.boolean(),
  running: z.boolean(),
  /** Ports of its own: when it cannot start, whoever holds them is named. */
  ports: z.array(Port).default([]),
})
const TmpfilesStep = z.strictObject({ kind: z.literal('tmpfiles'), reason, name: FileName, content: text })
const LogrotateStep = z.strictObject({ kind: z.literal('logrotate'), reason, name: FileName, content: text })
const SupervisorProgramStep = z.strictObject({
  kind: z.literal('supervisor-program'),
  reason,
  name: FileName,
  content: text,
})
const NginxSiteStep = z.strictObject({
  kind: z.literal('nginx-site'),
  reason,
  /** /etc/nginx/sites-available/NAME and its link in sites-enabled. */
  name: FileName,
  content: text,
  enabled: z.boolean(),
})
const PostgresServerStep = z.strictObject({
  kind: z.literal('postgres-server'),
  reason,
  /** Written to conf.d of the cluster; each is judged by the server's own pg_settings. */
  settings: z.record(z.string().regex(/^[a-z_.]+$/), z.string().regex(/^[^\p{Cc}']*$/u)),
})
const PostgresHbaStep = z.strictObject({
  kind: z.literal('postgres-hba'),
  reason,
  /** Lines that must stand before all others, in this order. */
  rules: z
    .array(
      z.strictObject({
        type: z.enum(['local', 'host', 'hostssl']),
        database: SqlName,
        user: SqlName,
        address: z
          .string()
          .regex(/^[0-9a-fA-F.:]+\/[0-9]{1,3}$/)
          .optional(),
        method: z.enum(['peer', 'scram-sha-256', 'reject']),
      }),
    )
    .min(1),
})
const PostgresRoleStep = z.strictObject({
  kind: z.literal('postgres-role'),
  reason,
  name: SqlName,
  /** ALTER ROLE … SET: encoding, isolation, time zone. */
  settings: z.record(z.string().regex(/^[a-z_]+$/), z.string().regex(/^[^\p{Cc}]*$/u)),
})
const PostgresDatabaseStep = z.strictObject({
  kind: z.literal('postgres-database'),
  reason,
  name: SqlName,
  owner: SqlName,
  encoding: z.literal('UTF8'),
})
const PostgresExtensionStep = z.strictObject({
  kind: z.literal('postgres-extension'),
  reason,
  database: SqlName,
  name: SqlName,
})
const RedisDataStep = z.strictObject({
  kind: z.literal('redis-data'),
  reason,
  /** The application whose keys and queues lie there. */
  name: AppName,
})
const RedisInstanceStep = z.strictObject({
  kind: z.literal('redis-instance'),
  reason,
  /** The application that it is for, and nobody else: redis-server@NAME.service. */
  name: AppName,
  maxMemoryMegabytes: z.number().int().min(16).max(1_048_576),
  /** Where its port and its password stand, and under which keys. */
  environmentFile: AbsolutePath,
  portKey: EnvironmentKey,
  passwordKey: EnvironmentKey,
})

export const Step = z.discriminatedUnion('kind', [
  PackageStep,
  GroupStep,
  UserStep,
  AuthorizedKeysStep,
  SudoRuleStep,
  SshdStep,
  FirewallStep,
  Fail2banStep,
  UpdatesStep,
  TimeZoneStep,
  LocaleStep,
  SwapStep,
  SysctlStep,
  DirectoryStep,
  FileStep,
  LinkStep,
  EnvironmentFileStep,
  UnitStep,
  DropInStep,
  ServiceStep,
  TmpfilesStep,
  LogrotateStep,
  SupervisorProgramStep,
  NginxSiteStep,
  PostgresServerStep,
  PostgresHbaStep,
  PostgresRoleStep,
  PostgresDatabaseStep,
  PostgresExtensionStep,
  RedisDataStep,
  RedisInstanceStep,
])
export type Step = z.infer<typeof Step>
export type StepKindName = Step['kind']
export type StepOf<K extends StepKindName> = Extract<Step, { kind: K }>

export const stepKinds = Step.options.map((option) => option.shape.kind.value)

/** What a step is about, unique in a description: two steps with one id would fight each other. */
export function stepId(step: Step): string {
  return `${step.kind}:${subject(step)}`
}

function subject(step: Step): string {
  switch (step.kind) {
    case 'package':
      return step.names.join('+')
    case 'authorized-keys':
      return step.user
    case 'time-zone':
    case 'locale':
    case 'sshd':
    case 'firewall':
    case 'fail2ban':
    case 'unattended-upgrades':
    case 'postgres-server':
      return 'server'
    case 'swap':
    case 'directory':
    case 'file':
    case 'link':
    case 'environment-file':
      return step.path
    case 'drop-in':
      return `${step.unit}/${step.name}`
    case 'service':
      return step.unit
    case 'postgres-hba':
      return step.rules.map((rule) => `${rule.user}@${rule.database}`).join('+')
    case 'postgres-extension':
      return `${step.database}/${step.name}`
    case 'group':
    case 'user':
    case 'sudo-rule':
    case 'sysctl':
    case 'unit':
    case 'tmpfiles':
    case 'logrotate':
    case 'supervisor-program':
    case 'nginx-site':
    case 'postgres-role':
    case 'postgres-database':
    case 'redis-data':
    case 'redis-instance':
      return step.name
  }
}
