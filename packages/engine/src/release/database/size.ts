import { readPostgresCluster } from '../../facts/postgres-cluster.ts'
import { literal, psqlIfRunning } from '../../facts/psql.ts'
import type { Host } from '../../host/host.ts'
import { placesOf } from '../places.ts'

/** The size of an application's database on this server; null where it has none here. */
export async function databaseBytes(host: Host, name: string): Promise<number | null> {
  const cluster = await readPostgresCluster(host)
  const sql = `SELECT pg_database_size(oid) FROM pg_database WHERE datname = ${literal(name)};`
  const answer = cluster ? await psqlIfRunning(host, { cluster, sql }) : ''
  // The database may exist in a server that does not answer right now; a SQLite file beside it is not its size.
  if (answer === null) return null
  return answer.trim() ? Number(answer) : sqliteBytes(host, name)
}

async function sqliteBytes(host: Host, name: string): Promise<number | null> {
  const { data } = placesOf(name)
  const files = ((await host.files.list(data)) ?? []).filter((file) => /\.(sqlite3?|db)(-wal)?$/.test(file))
  const sizes = await Promise.all(
    files.map(async (file) => (await host.files.stat(`${data}/${file}`))?.size ?? 0),
  )
  return files.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0)
}
