import { readPostgresCluster } from '../../facts/postgres-cluster.ts'
import { literal, psqlIfRunning } from '../../facts/psql.ts'
import type { DatabaseContext } from './database-context.ts'
import { workName } from './database-context.ts'

/** Sessions of PostgreSQL that keep this release's work waiting, as a person may look for them. */
export async function lockHolders(context: DatabaseContext): Promise<string[]> {
  const answer = await ask(context, holdersSql(workName(context)))
  return answer.split('\n').filter((line) => line !== '')
}

/** A program that was ended leaves its statement running in the server: nobody waits for that any more. */
export async function endWork(context: DatabaseContext): Promise<void> {
  await ask(
    context,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ${literal(workName(context))};`,
  )
}

async function ask({ host, order }: DatabaseContext, sql: string): Promise<string> {
  if (order.database.type !== 'postgresql') return ''
  const cluster = await readPostgresCluster(host)
  return (cluster && (await psqlIfRunning(host, { cluster, sql }))) ?? ''
}

function holdersSql(name: string): string {
  return `
SELECT DISTINCT format('%s (pid %s, %s, %s, %s s)', coalesce(nullif(holder.application_name, ''), holder.backend_type),
    holder.pid, coalesce(holder.usename, '-'), coalesce(holder.state, '-'),
    extract(epoch FROM now() - coalesce(holder.xact_start, holder.backend_start))::int)
  FROM pg_stat_activity waiting
  CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) AS blocking (pid)
  JOIN pg_stat_activity holder ON holder.pid = blocking.pid
  WHERE waiting.application_name = ${literal(name)};
`
}
