import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { mortal } from '../../../packages/cabestan/src/sandbox/exec.ts'

/** From this computer to the machine. */
export interface Wire {
  /** What this computer's end is called. */
  readonly wire: string
  readonly address: string
  readonly gateway: string
}

export interface Hardware extends Wire {
  readonly megabytes: number
  readonly disk: string
  /** Where a kernel of another architecture and its first files lie; null where this computer's own runs. */
  readonly foreign: string | null
}

/**
 * A machine's power is a process: killed, everything on it stops in the middle, and its disk has what had been
 * written to it. What it says while it boots comes out of the process, and it dies with whoever switched it on.
 */
export function powerOn(hardware: Hardware): ChildProcess {
  const machine = hardware.foreign === null ? userModeLinux(hardware) : emulated(hardware, hardware.foreign)
  const [program, ...words] = [...mortal, ...machine] as const
  return spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
}

/**
 * The kernel as a program of this computer. It needs no hardware that virtualises, which a rented computer that runs
 * tests seldom has; memory, swap, disk and control groups are its own like those of any machine.
 */
function userModeLinux({ megabytes, disk, wire, address, gateway }: Hardware): string[] {
  return [
    'linux.uml',
    ...[`mem=${megabytes}M`, `ubd0=${disk}`, 'root=/dev/ubda', 'rw'],
    // systemd reads the address there.
    ...[`vec0:transport=tap,ifname=${wire}`, `ip=${address}::${gateway}:255.255.255.252::vec0:none`],
    ...['con=null', 'con0=null,fd:1', 'quiet', 'systemd.show_status=no'],
  ]
}

/** Of arm64, instruction by instruction: slow, and it lets everything else on this computer go first. */
function emulated({ megabytes, disk, wire, address, gateway }: Hardware, foreign: string): string[] {
  const network = `ip=${address}::${gateway}:255.255.255.252::eth0:none`
  return [
    ...['nice', 'qemu-system-aarch64', '-nodefaults', '-nographic', '-no-reboot'],
    ...['-machine', 'virt', '-cpu', 'cortex-a72', '-smp', '2', '-m', `${megabytes}M`],
    ...['-accel', 'tcg,thread=multi,tb-size=512', '-serial', 'stdio'],
    ...['-kernel', join(foreign, 'kernel'), '-initrd', join(foreign, 'initrd')],
    ...['-drive', `file=${disk},format=raw,if=none,id=disk,cache=unsafe`],
    ...['-device', 'virtio-blk-pci,drive=disk'],
    ...['-netdev', `tap,id=wire,ifname=${wire},script=no,downscript=no`],
    ...['-device', 'virtio-net-pci,netdev=wire,romfile='],
    ...['-object', 'rng-random,filename=/dev/urandom,id=rng', '-device', 'virtio-rng-pci,rng=rng'],
    '-append',
    `root=LABEL=machine rw console=ttyAMA0 net.ifnames=0 ${network} quiet systemd.show_status=no mitigations=off`,
  ]
}
