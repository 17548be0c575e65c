import * as z from 'zod'

/**
 * Why a step stands in the description of a server. The sentences are in the command line's catalogue; a
 * reason without one does not compile.
 */
export const reasons = [
  'packages.base',
  'packages.release',
  'packages.cron',
  'access.login',
  'access.keys',
  'access.sudo',
  'access.sshd',
  'firewall.package',
  'firewall.rules',
  'fail2ban.package',
  'fail2ban.unit',
  'fail2ban.ssh',
  'fail2ban.service',
  'updates.package',
  'updates.automatic',
  'system.time-zone',
  'system.locale-package',
  'system.locale',
  'system.swap',
  'system.swappiness',
  'system.logs',
  'system.logs-timer',
  'postgres.package',
  'postgres.extension-package',
  'postgres.service',
  'postgres.server',
  'postgres.hba',
  'postgres.role',
  'postgres.database',
  'postgres.extension',
  'redis.package',
  'redis.data',
  'redis.instance',
  'rabbitmq.vhost',
  'nginx.package',
  'nginx.default',
  'nginx.unit',
  'nginx.shared',
  'nginx.hashed',
  'nginx.uploads',
  'nginx.long-names',
  'nginx.service',
  'supervisor.package',
  'supervisor.unit',
  'supervisor.service',
  'app.group',
  'app.user',
  'app.directory',
  'app.environment',
  'app.sockets',
  'app.logs',
  'app.site-logs',
  'app.releases',
  'app.colours',
  'app.cache',
  'app.media',
  'app.data',
  'app.pages',
  'app.backups',
  'app.commands',
  'app.site',
  'app.programs',
  'app.schedule',
] as const

export const Reason = z.enum(reasons)
export type Reason = z.infer<typeof Reason>

/** Steps of one application and environment. All others belong to the server and stay when an application leaves. */
export function belongsToApplication(reason: Reason): boolean {
  return reason.startsWith('app.') || applicationReasons.has(reason)
}

const applicationReasons: ReadonlySet<Reason> = new Set([
  'postgres.hba',
  'postgres.role',
  'postgres.database',
  'postgres.extension',
  'redis.data',
  'redis.instance',
  'rabbitmq.vhost',
])
