import { CabestanError } from '@cabestan/protocol/failures'
import type { Argv, ExecResult, Host } from '../host/host.ts'
import { commandFailed, endOf } from '../host/run.ts'
import type { PostgresCluster } from './postgres-cluster.ts'

export interface Query {
  readonly cluster: PostgresCluster
  readonly database?: string
  /** SQL statements, sent on standard input. Each is a transaction of its own unless they contain BEGIN. */
  readonly sql: string
}

/**
 * Runs as the cluster's administrator through its socket, so that there is no password. Returns each row as a line.
 */
export async function psql(host: Host, query: Query): Promise<string> {
  const argv = argvOf(query)
  const result = await host.exec(argv, { input: query.sql })
  if (result.code === 0) return result.stdout
  throw isUnreachable(result) ? unreachable(query.cluster, result) : commandFailed(argv, result)
}

/** The same, but null where the server does not answer. */
export async function psqlIfRunning(host: Host, query: Query): Promise<string | null> {
  const argv = argvOf(query)
  const result = await host.exec(argv, { input: query.sql })
  if (isUnreachable(result)) return null
  if (result.code !== 0) throw commandFailed(argv, result)
  return result.stdout
}

/** setpriv does not go through PAM, as runuser does; that would take longer than the query itself. */
export function asPostgres(...argv: Argv): Argv {
  return ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups', ...argv]
}

/** Quotes any text as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Quotes any text as an SQL string, whatever the server's standard_conforming_strings is. */
export function literal(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function argvOf({ cluster, database = 'postgres' }: Query): Argv {
  const options = ['-XAtqw', '-v', 'ON_ERROR_STOP=1', '-p', String(cluster.port), '-d', database]
  return asPostgres(`${cluster.programs}/psql`, ...options)
}

/** psql reserves this exit code for a connection that failed or was lost. */
function isUnreachable(result: ExecResult): boolean {
  return result.code === 2
}

function unreachable(cluster: PostgresCluster, result: ExecResult): CabestanError {
  return new CabestanError(
    'service.failed',
    { service: cluster.unit.replace(/\.service$/, '') },
    { detail: { exitCode: result.code, tail: endOf(result.stderr) } },
  )
}
