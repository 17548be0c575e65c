import * as z from 'zod'
import type { Host } from '../host/host.ts'
import { type PostgresCluster, readPostgresCluster } from './postgres-cluster.ts'
import { psqlIfRunning } from './psql.ts'

const PostgresState = z.object({
  roles: z.array(
    z.object({
      name: z.string(),
      login: z.boolean(),
      superuser: z.boolean(),
      /** Settings as ALTER ROLE … SET stored them: name=value. */
      settings: z.array(z.string()),
    }),
  ),
  databases: z.array(
    z.object({
      name: z.string(),
      owner: z.string(),
      encoding: z.string(),
      /**
       * False where a DROP DATABASE was interrupted: nobody can connect to it any more, and it can only be dropped.
       */
      valid: z.boolean(),
      /** Whether roles other than the owner may connect without having been granted that. */
      open: z.boolean(),
    }),
  ),
  /** Every line of the configuration files, read afresh, in the order in which they take effect. */
  fileSettings: z.array(
    z.object({
      file: z.string(),
      name: z.string(),
      setting: z.string().nullable(),
      applied: z.boolean(),
      error: z.string().nullable(),
    }),
  ),
})
export type PostgresState = z.infer<typeof PostgresState>

export interface Postgres {
  readonly cluster: PostgresCluster
  /** Null while the server does not answer. */
  readonly state: PostgresState | null
}

/** One query for everything that the checks of a plan want to know. Null where PostgreSQL is not installed. */
export async function readPostgres(host: Host): Promise<Postgres | null> {
  const cluster = await readPostgresCluster(host)
  if (!cluster) return null
  const answer = await psqlIfRunning(host, { cluster, sql: everything })
  return { cluster, state: answer === null ? null : parsePostgresState(answer) }
}

function parsePostgresState(answer: string): PostgresState {
  return PostgresState.parse(JSON.parse(answer))
}

const extensionReadings = new Map<string, (host: Host) => Promise<string[]>>()

/**
 * Extensions belong to one database and are only visible over a connection to it. The same reading is returned each
 * time.
 */
export function extensionsOf(database: string): (host: Host) => Promise<string[]> {
  const reading = extensionReadings.get(database) ?? ((host: Host) => readExtensions(host, database))
  extensionReadings.set(database, reading)
  return reading
}

async function readExtensions(host: Host, database: string): Promise<string[]> {
  const cluster = await readPostgresCluster(host)
  if (!cluster) return []
  const answer = await psqlIfRunning(host, { cluster, database, sql: 'SELECT extname FROM pg_extension' })
  return answer?.split('\n').filter((line) => line !== '') ?? []
}

const everything = `
SELECT json_build_object(
  'roles', (
    SELECT coalesce(json_agg(json_build_object(
      'name', rolname, 'login', rolcanlogin, 'superuser', rolsuper,
      'settings', coalesce(
        (SELECT setconfig FROM pg_db_role_setting WHERE setrole = role.oid AND setdatabase = 0), '{}')
    )), '[]') FROM pg_roles role),
  'databases', (
    SELECT coalesce(json_agg(json_build_object(
      'name', datname, 'owner', pg_get_userbyid(datdba), 'encoding', pg_encoding_to_char(encoding),
      'valid', datconnlimit <> -2,
      'open', EXISTS (
        SELECT FROM aclexplode(coalesce(datacl, acldefault('d', datdba)))
        WHERE grantee = 0 AND privilege_type = 'CONNECT')
    )), '[]') FROM pg_database),
  'fileSettings', (
    SELECT coalesce(json_agg(json_build_object(
      'file', sourcefile, 'name', name, 'setting', setting, 'applied', applied, 'error', error
    ) ORDER BY seqno), '[]') FROM pg_file_settings WHERE name IS NOT NULL AND sourcefile IS NOT NULL)
)`
