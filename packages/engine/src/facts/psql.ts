import { CabestanError } from '@cabestan/protocol/failures'
import type { Argv, ExecResult, Host } from '../host/host.ts'
import { commandFailed, endOf } from '../host/run.ts'
import type { PostgresCluster } from './postgres-cluster.ts'

export interface Query {
  readonly cluster: PostgresCluster
  readonly database?: string
  /** Statements, on standard input; each counts by itself unless they say BEGIN. */
  readonly sql: string
}

/** As the administrator of the cluster, through its socket: no password exists. Answers rows as lines. */
export async function psql(host: Host, query: Query): Promise<string> {
  const argv = argvOf(query)
  const result = await host.exec(argv, { input: query.sql })
  if (result.code === 0) return result.stdout
  throw isUnreachable(result) ? unreachable(query.cluster, result) : commandFailed(argv, result)
}

/** The same, or null where the server does not answer. */
export async function psqlIfRunning(host: Host, query: Query): Promise<string | null> {
  const argv = argvOf(query)
  const result = await host.exec(argv, { input: query.sql })
  if (isUnreachable(result)) return null
  if (result.code !== 0) throw commandFailed(argv, result)
  return result.stdout
}

/** setpriv asks no PAM, as runuser does, which takes longer than the query. */
export function asPostgres(...argv: Argv): Argv {
  return ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups', ...argv]
}

/** An identifier as SQL takes it, whatever is in it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A string as SQL takes it, whatever the server's standard_conforming_strings says. */
export function literal(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function argvOf({ cluster, database = 'postgres' }: Query): Argv {
  const options = ['-XAtqw', '-v', 'ON_ERROR_STOP=1', '-p', String(cluster.port), '-d', database]
  return asPostgres(`${cluster.programs}/psql`, ...options)
}

/** psql keeps this exit code for a connection that failed or was lost. */
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
