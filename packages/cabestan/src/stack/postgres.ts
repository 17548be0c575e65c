import type { Step } from '@cabestan/protocol/steps'
import type { Situation } from './situation.ts'

export function postgresServer({ configuration: { postgres } }: Situation): Step[] {
  if (postgres === null) return []
  return [
    {
      kind: 'service',
      reason: 'postgres.service',
      unit: 'postgresql.service',
      enabled: true,
      running: true,
      ports: [5432],
    },
    { kind: 'postgres-server', reason: 'postgres.server', settings: { ...postgres.settings } },
  ]
}

/** The role has the name of the system user, so that no password exists: PostgreSQL asks the kernel who connects. */
export function applicationDatabase({ configuration }: Situation): Step[] {
  const { name, postgres, timeZone } = configuration
  if (postgres === null) return []
  return [
    {
      kind: 'postgres-role',
      reason: 'postgres.role',
      name,
      // Settings that Django would set for each connection if the role did not have them already.
      settings: {
        client_encoding: 'utf8',
        default_transaction_isolation: 'read committed',
        timezone: timeZone,
      },
    },
    { kind: 'postgres-database', reason: 'postgres.database', name, owner: name, encoding: 'UTF8' },
    {
      kind: 'postgres-hba',
      reason: 'postgres.hba',
      rules: [{ type: 'local', database: name, user: name, method: 'peer' }],
    },
    ...postgres.extensions.map(
      (extension): Step => ({
        kind: 'postgres-extension',
        reason: 'postgres.extension',
        database: name,
        name: extension,
      }),
    ),
  ]
}
