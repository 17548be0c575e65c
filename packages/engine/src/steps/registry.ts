import type { StepKindName } from '@cabestan/protocol/steps'
import { authorizedKeys } from './authorized-keys.ts'
import { directory } from './directory.ts'
import { dropIn } from './drop-in.ts'
import { environmentFile } from './environment-file.ts'
import { fail2ban } from './fail2ban.ts'
import { file } from './file.ts'
import { firewall } from './firewall.ts'
import { group } from './group.ts'
import type { StepKind, StepKinds } from './kind.ts'
import { link } from './link.ts'
import { locale } from './locale.ts'
import { logrotate } from './logrotate.ts'
import { nginxSite } from './nginx-site.ts'
import { packages } from './package.ts'
import { postgresDatabase } from './postgres-database.ts'
import { postgresExtension } from './postgres-extension.ts'
import { postgresHba } from './postgres-hba.ts'
import { postgresRole } from './postgres-role.ts'
import { postgresServer } from './postgres-server.ts'
import { rabbitmqVhost } from './rabbitmq-vhost.ts'
import { redisData } from './redis-data.ts'
import { redisInstance } from './redis-instance.ts'
import { service } from './service.ts'
import { sshd } from './sshd.ts'
import { sudoRule } from './sudo-rule.ts'
import { supervisorProgram } from './supervisor-program.ts'
import { swap } from './swap.ts'
import { sysctl } from './sysctl.ts'
import { timeZone } from './time-zone.ts'
import { tmpfiles } from './tmpfiles.ts'
import { unattendedUpgrades } from './unattended-upgrades.ts'
import { unit } from './unit.ts'
import { user } from './user.ts'

/** If a kind of the protocol is missing here, this does not compile. */
const kinds: StepKinds = {
  package: packages,
  group,
  user,
  'authorized-keys': authorizedKeys,
  'sudo-rule': sudoRule,
  sshd,
  firewall,
  fail2ban,
  'unattended-upgrades': unattendedUpgrades,
  'time-zone': timeZone,
  locale,
  swap,
  sysctl,
  directory,
  file,
  link,
  'environment-file': environmentFile,
  unit,
  'drop-in': dropIn,
  service,
  tmpfiles,
  logrotate,
  'supervisor-program': supervisorProgram,
  'nginx-site': nginxSite,
  'postgres-server': postgresServer,
  'postgres-hba': postgresHba,
  'postgres-role': postgresRole,
  'postgres-database': postgresDatabase,
  'postgres-extension': postgresExtension,
  'rabbitmq-vhost': rabbitmqVhost,
  'redis-data': redisData,
  'redis-instance': redisInstance,
}

/** The kind of a step, typed by the step. */
export function kindOf<K extends StepKindName>(step: { readonly kind: K }): StepKind<K> {
  return kinds[step.kind]
}
