import type { ServiceState } from '@cabestan/protocol/facts'
import type { Host } from '../host/host.ts'
import { type PostgresCluster, readPostgresCluster } from './postgres-cluster.ts'

/**
 * ufw is left out: its unit only loads the rules at boot. Whether they are in force is checked by the firewall's
 * step.
 */
const watchedUnits = [
  'ssh.socket',
  'ssh.service',
  'fail2ban.service',
  'unattended-upgrades.service',
  'nginx.service',
  'supervisor.service',
  'postgresql.service',
  'redis-server.service',
  // There is one such unit for each application that has a Redis.
  'redis-server@*.service',
]

export async function readServices(host: Host): Promise<ServiceState[]> {
  const cluster = await readPostgresCluster(host)
  const asked = [...watchedUnits, ...(cluster ? [cluster.unit] : [])]
  const properties = '--property=Id,LoadState,ActiveState,UnitFileState,ActiveEnterTimestamp'
  const { stdout } = await host.exec(['systemctl', 'show', properties, ...asked])
  const units = stdout.trim().split('\n\n').flatMap(parseUnit)
  return whoListensForSsh(cluster ? whereTheDatabaseIs(units, cluster) : units)
}

/**
 * Debian's umbrella unit for all clusters starts them at boot, and stays active even while the cluster in use is
 * down.
 */
function whereTheDatabaseIs(units: readonly ServiceState[], { unit }: PostgresCluster): ServiceState[] {
  const cluster = units.find((each) => each.unit === unit)
  if (!cluster) return [...units]
  const others = units.filter((each) => each !== cluster)
  return others.map((each) =>
    each.unit === 'postgresql.service' ? { ...cluster, enabled: each.enabled } : each,
  )
}

/**
 * On Ubuntu systemd listens for ssh itself, so that the service does not start at boot; elsewhere the socket unit is
 * inactive.
 */
function whoListensForSsh(units: readonly ServiceState[]): ServiceState[] {
  const socket = units.find(({ unit }) => unit === 'ssh.socket')
  const idle = socket?.active === 'active' ? 'ssh.service' : 'ssh.socket'
  return units.filter(({ unit }) => unit !== idle)
}

function parseUnit(block: string): ServiceState[] {
  const fields = new Map(
    block.split('\n').map((line) => [line.split('=', 1)[0], line.replace(/^[^=]*=/, '')]),
  )
  if (fields.get('LoadState') !== 'loaded') return []
  return [
    {
      unit: fields.get('Id') ?? '',
      active: fields.get('ActiveState') ?? '',
      enabled: fields.get('UnitFileState') ?? '',
      since: fields.get('ActiveEnterTimestamp') || null,
    },
  ]
}
