import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { debianPackages } from '../../../packages/cabestan/src/sandbox/base.ts'
import { output } from '../../../packages/cabestan/src/sandbox/exec.ts'
import { prepare } from '../../../packages/cabestan/src/sandbox/identity.ts'
import { ensureKey, readPublicKey } from '../../../packages/cabestan/src/sandbox/key.ts'
import { withLock } from '../../../packages/cabestan/src/sandbox/lock.ts'
import { readMachineApt } from '../../../packages/cabestan/src/sandbox/machine-apt.ts'
import { readMachinePip } from '../../../packages/cabestan/src/sandbox/machine-pip.ts'
import {
  knownHosts,
  locksDirectory,
  machinePaths,
  stateDirectory,
} from '../../../packages/cabestan/src/sandbox/paths.ts'
import { removeTree } from '../../../packages/cabestan/src/sandbox/tree.ts'
import { unpack } from '../../../packages/cabestan/src/sandbox/unpack.ts'
import { nameOfOurs } from '../owner.ts'
import type { Suite as AnySuite } from '../suites.ts'
import { foreignOptions, foreignPackages, layOutKernel, runForeignPrograms } from './foreign.ts'

/** Releases of Debian, whose packages they are made of. */
export type Suite = Extract<AnySuite, 'bookworm' | 'trixie'>

/** This computer's own architecture, or one that is emulated. */
export type Architecture = 'own' | 'arm64'

export interface Kind {
  readonly suite: Suite
  readonly architecture: Architecture
  /** With the packages that a deploy installs. */
  readonly stocked: boolean
}

/** What machines start from: made once, and only copied afterwards. */
interface Image {
  readonly directory: string
  readonly disk: string
  readonly knownHosts: string
}

/** The name under which the image's host keys are known, whatever address a machine has. */
export const hostKeyAlias = '127.0.0.1'
const diskSize = '10G'

/** Raise this number when the recipe below changes in another way than by its packages. */
const recipe = 1

/** Beside the bases of sandboxes: a disk has the same Debian, booted with a kernel of its own. */
const disksDirectory = () => join(stateDirectory(), 'disks')
/** From the kernel's package, whose program is included. */
const modules = '/usr/lib/uml/modules'

export async function machineImage(kind: Kind): Promise<Image> {
  await ensureKey()
  const label = labelOf(kind)
  const directory = join(disksDirectory(), `${label}-${await fingerprint(kind)}`)
  await withLock(join(locksDirectory(), `disk.${label}`), async () => {
    if (existsSync(directory)) return
    await removeFormer(label)
    await build(kind, directory)
  })
  return { directory, disk: join(directory, 'disk'), knownHosts: join(directory, 'known_hosts') }
}

const labelOf = ({ suite, architecture, stocked }: Kind) =>
  [suite, ...(architecture === 'own' ? [] : [architecture]), ...(stocked ? [] : ['bare'])].join('.')

/** Everything that is written into it: another key, mirror or kernel makes another image. */
async function fingerprint(kind: Kind): Promise<string> {
  const kernel = kind.architecture === 'own' ? await readdir(modules) : kind.architecture
  const parts = [recipe, diskSize, packagesOf(kind), kernel, await readMachineApt(kind.suite)]
  const given = [...parts, await readMachinePip(), await readPublicKey()]
  return createHash('sha256').update(JSON.stringify(given)).digest('hex').slice(0, 8)
}

const packages = [...debianPackages, 'e2fsprogs', 'kmod', 'udev']
/** If a deploy installed them, dpkg would take minutes on a machine of this kind. */
const installed = ['git', 'nginx', 'postgresql', 'python3-venv', 'supervisor']
const packagesOf = ({ architecture, stocked }: Kind) => [
  ...packages,
  ...(stocked ? installed : []),
  ...(architecture === 'own' ? [] : foreignPackages),
]

/** The tree is made where a sandbox has its own, so that it gets keys and mirrors in the same way. */
async function build(kind: Kind, target: string): Promise<void> {
  const { suite, architecture } = kind
  const isForeign = architecture !== 'own'
  const name = await nameOfOurs()
  const { directory, root } = machinePaths(name)
  const part = `${target}.part`
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await mkdir(part, { recursive: true, mode: 0o700 })
  try {
    const apt = await readMachineApt(suite)
    if (isForeign) await runForeignPrograms()
    const options = isForeign ? foreignOptions : []
    await unpack({ suite, variant: 'minbase', packages: packagesOf(kind), apt, options, target: root })
    await rm(join(root, 'etc/apt/apt.conf.d/99mmdebstrap'), { force: true })
    await prepare({ ...nobody, name, suite, base: suite, created: new Date().toISOString() })
    await makeMachine(root)
    if (isForeign) await layOutKernel(root, part)
    else await cp(modules, join(root, 'usr/lib/modules'), { recursive: true })
    await rename(knownHosts(name), join(part, 'known_hosts'))
    await output(['mke2fs', '-q', '-t', 'ext4', '-L', 'machine', '-d', root, join(part, 'disk'), diskSize])
    // The name says that it is complete, even after a power failure.
    await output(['sync', '--file-system', part])
    await rename(part, target)
  } finally {
    await removeTree(directory)
    await rm(knownHosts(name), { force: true })
  }
}

/** A sandbox's record, as far as its keys and mirrors depend on it. */
const nobody = {
  index: 0,
  address: hostKeyAlias,
  gateway: hostKeyAlias,
  prepared: false,
  packageCache: false,
}

/** What a sandbox gets from outside and a machine sets up itself: its disk and its network. */
async function makeMachine(root: string): Promise<void> {
  await writeFile(join(root, 'etc/fstab'), 'LABEL=machine / ext4 defaults,errors=remount-ro 0 1\n')
  for (const [unit, target] of [
    ['systemd-networkd.service', 'multi-user.target'],
    // It understands an address on the kernel's command line.
    ['systemd-network-generator.service', 'sysinit.target'],
  ] as const) {
    const wants = join(root, 'etc/systemd/system', `${target}.wants`)
    await mkdir(wants, { recursive: true })
    await symlink(`/lib/systemd/system/${unit}`, join(wants, unit))
  }
}

/** Removes unfinished images, and those of a former recipe; whoever is copying one keeps its open file. */
async function removeFormer(label: string): Promise<void> {
  const entries = await readdir(disksDirectory()).catch(() => [])
  for (const entry of entries.filter((each) => each.startsWith(`${label}-`)))
    await removeTree(join(disksDirectory(), entry))
}
