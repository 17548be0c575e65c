import { existsSync } from 'node:fs'
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { output } from '../../../packages/cabestan/src/sandbox/exec.ts'
import { installMissing } from '../missing-programs.ts'

/**
 * A machine of arm64: its packages configure themselves under an emulator of programs while the disk is made, which is
 * several times faster than the emulated machine; and it has a kernel of Debian's, whose modules it needs.
 */
export const foreignPackages = [
  'initramfs-tools',
  'linux-image-cloud-arm64',
  // What a deploy brings besides: under emulation, dpkg works for minutes.
  ...['curl', 'nftables', 'python3-systemd', 'ufw'],
]

const programs = [
  ['/usr/bin/qemu-aarch64-static', 'qemu-user-static'],
  ['/usr/bin/qemu-system-aarch64', 'qemu-system-arm'],
  // By which mmdebstrap sees that the first one works.
  ['/usr/bin/arch-test', 'arch-test'],
] as const

/** Needs Debian's emulators, and that this computer's kernel hands such programs to them. */
export async function runForeignPrograms(): Promise<void> {
  await installMissing(programs)
  await register()
}

const handlers = '/proc/sys/fs/binfmt_misc'

/** As Debian's own boot does where its unit runs; in a container nobody has. */
async function register(): Promise<void> {
  if (!existsSync(join(handlers, 'register')))
    await output(['mount', '-t', 'binfmt_misc', 'binfmt_misc', handlers])
  if (existsSync(join(handlers, 'qemu-aarch64'))) return
  await writeFile(join(handlers, 'register'), await readFile('/usr/lib/binfmt.d/qemu-aarch64.conf'))
}

/** Its first files are made while it is unpacked: all that a disk and a wire of qemu's need, and nothing more. */
export const foreignOptions = [
  '--architectures=arm64',
  `--essential-hook=cd "$1" && mkdir -p etc/initramfs-tools/conf.d usr/share/initramfs-tools/modules.d &&
    printf 'MODULES=list\\nCOMPRESS=gzip\\n' > etc/initramfs-tools/conf.d/machine &&
    printf '%s\\n' ext4 virtio_pci virtio_blk virtio_net > usr/share/initramfs-tools/modules.d/machine`,
]

/** The emulator starts them from outside of the disk. */
export async function layOutKernel(root: string, target: string): Promise<void> {
  const boot = join(root, 'boot')
  const [version] = await readdir(join(root, 'usr/lib/modules'))
  if (version === undefined) throw new Error('no kernel was unpacked')
  await copyFile(join(boot, `vmlinuz-${version}`), join(target, 'kernel'))
  await copyFile(join(boot, `initrd.img-${version}`), join(target, 'initrd'))
  await rm(join(boot, `initrd.img-${version}`))
}
