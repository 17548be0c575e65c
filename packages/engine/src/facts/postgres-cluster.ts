import type { Files, Host } from '../host/host.ts'

/** A PostgreSQL server as Debian lays it out: one of possibly several on a machine. */
export interface PostgresCluster {
  readonly version: string
  readonly name: string
  readonly port: number
  /** The directory with its postgresql.conf, pg_hba.conf and conf.d. */
  readonly configuration: string
  /** The directory of the cluster's own programs. /usr/bin/psql is a Perl wrapper that takes five times as long. */
  readonly programs: string
  readonly unit: string
}

const root = '/etc/postgresql'

/**
 * The cluster that an application finds when it names no port: the one on 5432, else the newest. What an
 * upgrade left behind without its programs does not count.
 */
export async function readPostgresCluster(host: Host): Promise<PostgresCluster | null> {
  const versions = (await host.files.list(root)) ?? []
  const clusters = await Promise.all(versions.map((version) => clustersOf(host.files, version)))
  return bestCluster(clusters.flat())
}

export function bestCluster(clusters: readonly PostgresCluster[]): PostgresCluster | null {
  const sorted = clusters.toSorted(
    (one, other) =>
      Number(other.port === 5432) - Number(one.port === 5432) || Number(other.version) - Number(one.version),
  )
  return sorted[0] ?? null
}

async function clustersOf(files: Files, version: string): Promise<PostgresCluster[]> {
  const programs = `/usr/lib/postgresql/${version}/bin`
  if (!(await files.stat(`${programs}/postgres`))) return []
  const names = (await files.list(`${root}/${version}`)) ?? []
  const clusters = await Promise.all(names.map((name) => clusterAt(files, { version, name, programs })))
  return clusters.filter((cluster) => cluster !== null)
}

interface Place {
  version: string
  name: string
  programs: string
}

async function clusterAt(files: Files, { version, name, programs }: Place): Promise<PostgresCluster | null> {
  const configuration = `${root}/${version}/${name}`
  const text = await files.readText(`${configuration}/postgresql.conf`)
  if (text === null) return null
  return {
    version,
    name,
    programs,
    configuration,
    port: portIn(text),
    unit: `postgresql@${version}-${name}.service`,
  }
}

export function portIn(configuration: string): number {
  const ports = [...configuration.matchAll(/^\s*port\s*=?\s*'?(\d+)/gm)]
  return Number(ports.at(-1)?.[1] ?? 5432)
}
