import { type ChildProcess, spawn } from 'node:child_process'
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
}

/**
 * A machine's power is a process: killed, everything on it stops in the middle, and its disk has what had been
 * written to it. What it says while it boots comes out of the process, and it dies with whoever switched it on.
 */
export function powerOn(hardware: Hardware): ChildProcess {
  const [program, ...words] = [...mortal, ...userModeLinux(hardware)] as const
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
