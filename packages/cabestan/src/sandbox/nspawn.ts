import { spawn } from 'node:child_process'
import { open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { exists } from '../exists.ts'
import { linkName } from './address.ts'
import { makeControlGroups } from './cgroup.ts'
import { plainEnvironment } from './exec.ts'
import { machinePaths } from './paths.ts'
import { directoryArgument, supervisorName } from './processes.ts'
import type { MachineRecord } from './record.ts'

/** With --keep-unit, nspawn exits with 133 if the server asked for a reboot, and leaves that to its caller. */
const loop = `
while [ "$1" != -- ]; do echo $$ > "$1"; shift; done; shift
while :; do systemd-nspawn "$@"; [ $? -eq 133 ] || break; done
`

/** Started in a session of its own, so that it outlives the command line. */
export async function startMachine(record: MachineRecord): Promise<void> {
  const underSystemd = await exists('/run/systemd/system')
  const groups = underSystemd ? [] : await makeControlGroups(linkName(record.index), record.memory)
  const paths = machinePaths(record.name)
  await rm(paths.console, { force: true })
  const log = await open(paths.console, 'a', 0o600)
  const argv = [supervisorName, ...groups, '--', ...nspawnArguments(record, underSystemd)]
  const child = spawn('sh', ['-c', loop, ...argv], {
    detached: true,
    cwd: '/',
    stdio: ['ignore', log.fd, log.fd],
    env: { ...plainEnvironment, ...environment, ...(await hierarchyFor(paths.root)) },
  })
  child.on('error', () => {})
  child.unref()
  await log.close()
}

const environment = {
  // Debian 12 keeps /tmp on disk; trixie mounts its own.
  SYSTEMD_NSPAWN_TMPFS_TMP: '0',
  // Network settings belong to the server's namespace, so it may write them; the other settings are this machine's.
  SYSTEMD_NSPAWN_API_VFS_WRITABLE: 'network',
}

/**
 * systemd 256 and later refuse to run on the older hierarchies, which this machine may have beside the unified one.
 */
async function hierarchyFor(root: string): Promise<Record<string, string>> {
  const version = await systemdVersion(root)
  return version >= 256 ? { SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' } : {}
}

/** The library is named like this. */
async function systemdVersion(root: string): Promise<number> {
  const libraries = await readdir(join(root, 'usr/lib'), { withFileTypes: true })
  const places = libraries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(root, 'usr/lib', name))
  const files = await Promise.all(
    places.flatMap((place) => [place, join(place, 'systemd')]).map((place) => readdir(place).catch(() => [])),
  )
  const [, version] =
    files
      .flat()
      .join('\n')
      .match(/^libsystemd-shared-(\d+)/m) ?? []
  return Number(version ?? 0)
}

function nspawnArguments(record: MachineRecord, underSystemd: boolean): string[] {
  const link = linkName(record.index)
  return [
    '--boot',
    directoryArgument(machinePaths(record.name).root),
    `--machine=${link}`,
    `--hostname=${record.name}`,
    `--network-namespace-path=/run/netns/${link}`,
    // ufw needs the first two, and units with mounts of their own the third.
    '--capability=CAP_NET_ADMIN,CAP_NET_RAW,CAP_SYS_ADMIN',
    '--register=no',
    // Without it, nspawn asks systemd for a scope of its own and reboots the server itself.
    ...(underSystemd ? memoryProperty(record) : ['--keep-unit']),
    '--resolv-conf=off',
    '--timezone=off',
    '--link-journal=no',
    '--console=read-only',
  ]
}

const memoryProperty = ({ memory }: MachineRecord) =>
  memory === undefined ? [] : [`--property=MemoryMax=${memory}`]
