import * as z from 'zod'
import { AbsolutePath, AppName, EnvironmentKey, SqlName } from '../names.ts'
import { Reason } from '../reasons.ts'

export const PostgresServerStep = z.strictObject({
  kind: z.literal('postgres-server'),
  reason: Reason,
  /** Written to the cluster's conf.d. Whether each takes effect is asked of the server's pg_settings. */
  settings: z.record(z.string().regex(/^[a-z_.]+$/), z.string().regex(/^[^\p{Cc}']*$/u)),
})

export const PostgresHbaStep = z.strictObject({
  kind: z.literal('postgres-hba'),
  reason: Reason,
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

export const PostgresRoleStep = z.strictObject({
  kind: z.literal('postgres-role'),
  reason: Reason,
  name: SqlName,
  /** ALTER ROLE … SET: encoding, isolation, time zone. */
  settings: z.record(z.string().regex(/^[a-z_]+$/), z.string().regex(/^[^\p{Cc}]*$/u)),
})

export const PostgresDatabaseStep = z.strictObject({
  kind: z.literal('postgres-database'),
  reason: Reason,
  name: SqlName,
  owner: SqlName,
  encoding: z.literal('UTF8'),
})

export const PostgresExtensionStep = z.strictObject({
  kind: z.literal('postgres-extension'),
  reason: Reason,
  database: SqlName,
  name: SqlName,
})

export const RedisDataStep = z.strictObject({
  kind: z.literal('redis-data'),
  reason: Reason,
  /** The application whose keys and queues are there. */
  name: AppName,
})

export const RabbitmqVhostStep = z.strictObject({
  kind: z.literal('rabbitmq-vhost'),
  reason: Reason,
  /** The one application whose queues are in it. */
  name: AppName,
})

export const RedisInstanceStep = z.strictObject({
  kind: z.literal('redis-instance'),
  reason: Reason,
  /** The one application that uses it; its unit is redis-server@NAME.service. */
  name: AppName,
  maxMemoryMegabytes: z.number().int().min(16).max(1_048_576),
  /** The environment file that holds its port and its password, and under which keys. */
  environmentFile: AbsolutePath,
  portKey: EnvironmentKey,
  passwordKey: EnvironmentKey,
})
