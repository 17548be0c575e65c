import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exists } from '../exists.ts'
import { asDeb822 } from './apt-sources.ts'
import { output } from './exec.ts'
import { ensureKeyring } from './keyring.ts'
import { type Lock, withLock } from './lock.ts'
import { readMachineApt, sourcesFile } from './machine-apt.ts'
import { basesDirectory, locksDirectory } from './paths.ts'
import type { OnProgress } from './progress.ts'
import { readRecords } from './record.ts'
import { requireKnown } from './requirements.ts'
import { distributionOf, type Suite } from './suites.ts'
import { removeTree } from './tree.ts'
import { unpack } from './unpack.ts'

/** About what Debian's own cloud image contains, without Python, a kernel and locales. */
export const debianPackages = [
  'ca-certificates',
  'cron',
  'dbus',
  'iproute2',
  'iputils-ping',
  'less',
  'libpam-systemd',
  'logrotate',
  'netbase',
  'openssh-server',
  'procps',
  'sudo',
  'systemd',
  'systemd-sysv',
  'systemd-timesyncd',
  'tzdata',
]

/**
 * The same for Ubuntu, including what may get in the way, such as needrestart, which restarts services after every
 * apt.
 */
const ubuntuPackages = [
  ...debianPackages,
  'apt-utils',
  'curl',
  'locales',
  'lsb-release',
  'needrestart',
  'python3',
  'rsyslog',
  'ubuntu-keyring',
  'ufw',
  'unattended-upgrades',
]

/** What a suite has beyond the one before it: its sudo is the one in Rust, beside the former one. */
const added: Partial<Record<Suite, readonly string[]>> = { resolute: ['sudo-rs'] }

const packagesOf = (suite: Suite): readonly string[] => [
  ...(distributionOf(suite).id === 'debian' ? debianPackages : ubuntuPackages),
  ...(added[suite] ?? []),
]

/** Raise this number when the recipe below changes in another way than by its packages. */
const recipe = 1

export function baseName(suite: Suite): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([recipe, packagesOf(suite)]))
    .digest('hex')
  return `${suite}-${hash.slice(0, 8)}`
}

/** The unpacked system below every sandbox of a suite. It is made once, under a lock, and only read afterwards. */
export async function ensureBase(suite: Suite, onProgress: OnProgress): Promise<string> {
  const name = baseName(suite)
  if (await exists(join(basesDirectory(), name))) return name
  const path = join(locksDirectory(), `base.${suite}`)
  const onWait = () => onProgress({ stage: 'wait', for: 'base' })
  await withLock(
    path,
    async (lock) => {
      if (await exists(join(basesDirectory(), name))) return
      await removeUnused(suite)
      await build(suite, lock, onProgress)
    },
    onWait,
  )
  return name
}

async function build(suite: Suite, lock: Lock, onProgress: OnProgress): Promise<void> {
  onProgress({ stage: 'base', suite })
  const target = join(basesDirectory(), `${suite}.part`)
  await mkdir(basesDirectory(), { recursive: true, mode: 0o700 })
  const apt = await readMachineApt(suite)
  const options = apt.sources ? [] : await unlikeThisMachine(suite)
  await unpack(
    { suite, variant: 'minbase', packages: packagesOf(suite), apt, options, target },
    // Whatever still runs against our wish also still holds the lock.
    { onLine: (line) => onProgress({ stage: 'base', suite, line }), holding: lock.descriptor },
  )
  await layOutSources(suite, target)
  await makeAnonymous(target)
  // The name says that it is complete, even after a power failure.
  await output(['sync', '--file-system', target])
  await rename(target, join(basesDirectory(), baseName(suite)))
}

/** mmdebstrap knows where another distribution is to be had, and must be told which keys to trust. */
async function unlikeThisMachine(suite: Suite): Promise<string[]> {
  const distribution = distributionOf(suite)
  await requireKnown(suite)
  return [
    `--components=${distribution.components.join(',')}`,
    `--keyring=${await ensureKeyring(distribution)}`,
    '--skip=check/signed-by',
  ]
}

/** Where mmdebstrap itself named them. */
async function layOutSources(suite: Suite, root: string): Promise<void> {
  const list = join(root, 'etc/apt/sources.list')
  const text = await readFile(list, 'utf8').catch(() => '')
  const distribution = distributionOf(suite)
  const sources = asDeb822(distribution, text)
  if (sources === '') return
  await writeFile(join(root, sourcesFile(distribution)), sources)
  await rm(list)
}

/** What belongs to one server, or to this machine, must not be shared by all sandboxes. */
export async function makeAnonymous(root: string): Promise<void> {
  const files = ['etc/hostname', 'etc/resolv.conf', 'etc/apt/apt.conf.d/99mmdebstrap', 'etc/machine-id']
  await Promise.all(files.map((file) => rm(join(root, file), { force: true })))
  // The RSA key stays, because it alone takes long to make, and nothing here trusts it.
  for (const kind of ['ecdsa', 'ed25519']) {
    await rm(join(root, `etc/ssh/ssh_host_${kind}_key`), { force: true })
    await rm(join(root, `etc/ssh/ssh_host_${kind}_key.pub`), { force: true })
  }
}

/** Removes unfinished bases, and those of a former recipe that no sandbox is based on. */
async function removeUnused(suite: Suite): Promise<void> {
  const used = new Set((await readRecords()).map((record) => record.base))
  const entries = await readdir(basesDirectory()).catch(() => [])
  for (const entry of entries) {
    const ofSuite = entry.startsWith(`${suite}-`) || entry.startsWith(`${suite}.`)
    if (ofSuite && !used.has(entry)) await removeTree(join(basesDirectory(), entry))
  }
}
