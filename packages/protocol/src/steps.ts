import * as z from 'zod'
import {
  AuthorizedKeysStep,
  Fail2banStep,
  FirewallStep,
  GroupStep,
  SshdStep,
  SudoRuleStep,
  UserStep,
} from './steps/access.ts'
import {
  PostgresDatabaseStep,
  PostgresExtensionStep,
  PostgresHbaStep,
  PostgresRoleStep,
  PostgresServerStep,
  RabbitmqVhostStep,
  RedisDataStep,
  RedisInstanceStep,
} from './steps/data.ts'
import {
  DirectoryStep,
  EnvironmentFileStep,
  FileStep,
  LinkStep,
  LogrotateStep,
  TmpfilesStep,
} from './steps/files.ts'
import { DropInStep, NginxSiteStep, ServiceStep, SupervisorProgramStep, UnitStep } from './steps/services.ts'
import { LocaleStep, PackageStep, SwapStep, SysctlStep, TimeZoneStep, UpdatesStep } from './steps/system.ts'

/**
 * A server is described by an ordered list of steps: frozen data, never a closure. The order is the order of
 * work; a step may rely on all before it. The engine knows how to check, apply and take away each kind.
 */

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
  RabbitmqVhostStep,
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
    case 'rabbitmq-vhost':
    case 'redis-instance':
      return step.name
  }
}
