import { readPostgresCluster } from '../../facts/postgres-cluster.ts'
import { literal, psqlIfRunning } from '../../facts/psql.ts'
import { type DatabaseContext, workName, workNames } from './database-context.ts'

const lookEveryMs = 1000

/**
 * Tells who keeps this release's work waiting while it runs, again only when somebody else stands in the way. Answers
 * who was seen last; `before` were so the last time.
 */
export async function watchHolders(
  context: DatabaseContext,
  running: Promise<unknown>,
  before = '',
): Promise<string> {
  if (context.order.database.type !== 'postgresql') return ''
  let isOver = false
  const end = () => {
    isOver = true
  }
  const over = running.then(end, end)
  let seen = before
  while (!isOver) {
    await Promise.race([over, context.host.clock.sleep(lookEveryMs)])
    const holders = isOver ? '' : (await lockHolders(context)).join(', ')
    if (holders === '') continue
    if (withoutTime(holders) !== withoutTime(seen)) context.note('migrations.waiting', { holder: holders })
    seen = holders
  }
  return seen
}

function withoutTime(holders: string): string {
  return holders.replace(/, \d+ s\)/g, ')')
}

/** Sessions of PostgreSQL, written as a person would look for them. */
async function lockHolders(context: DatabaseContext): Promise<string[]> {
  const answer = await ask(context, holdersSql(workName(context)))
  return answer.split('\n').filter((line) => line !== '')
}

/** Ending a program leaves its statement running in the database server, and nobody waits for that any more. */
export async function endWork(context: DatabaseContext): Promise<void> {
  await terminate(context, `application_name = ${literal(workName(context))}`)
}

/** Ends the sessions of a release that was interrupted. Only one run works at a time, so none of them is in use. */
export async function endLeftOverWork(context: DatabaseContext): Promise<void> {
  await terminate(context, `starts_with(application_name, ${literal(workNames(context.places))})`)
}

async function terminate(context: DatabaseContext, condition: string): Promise<void> {
  await ask(context, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${condition};`)
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
