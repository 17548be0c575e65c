import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { linkName } from '../../../packages/cabestan/src/sandbox/address.ts'
import { output } from '../../../packages/cabestan/src/sandbox/exec.ts'
import { destroy } from '../../../packages/cabestan/src/sandbox/lifecycle.ts'
import { connect } from '../../../packages/cabestan/src/sandbox/network.ts'
import { machinePaths, privateKey } from '../../../packages/cabestan/src/sandbox/paths.ts'
import { type MachineRecord, writeRecord } from '../../../packages/cabestan/src/sandbox/record.ts'
import { nameOfOurs } from '../owner.ts'
import { removeLeftovers } from '../sandbox.ts'
import { type Ended, sh, ssh } from '../shell.ts'
import { type Architecture, hostKeyAlias, machineImage, type Suite } from './image.ts'
import { type Hardware, powerOn, type Wire } from './power.ts'

/**
 * A whole machine with a kernel, a memory and a disk of its own: for what sandboxes share with this computer. It
 * ends with the test file that started it.
 */
export interface Machine {
  readonly address: string
  /** For a configuration: `server: root@ADDRESS`, by plain ssh. */
  readonly destination: string
  /** A home in which the command line's ssh has the key to it. */
  readonly environment: Readonly<Record<string, string>>
  /** For ssh and its relatives; the destination comes last. */
  readonly sshArguments: string[]
  ssh(command: string, input?: string): Promise<Ended>
  sh(command: string, input?: string): Promise<string>
  /** Shuts down and boots again in the regular way. */
  reboot(): Promise<void>
  /** Stops between one instruction and the next. */
  cutPower(): Promise<void>
  /** Waits until ssh answers. */
  powerOn(): Promise<void>
  destroy(): Promise<void>
}

export interface MachineOptions {
  readonly suite?: Suite
  readonly architecture?: Architecture
  readonly megabytes?: number
  /** With the packages that a deploy installs. */
  readonly stocked?: boolean
}

const mine = new Set<Machine>()
if (process.env['VITEST']) {
  const { afterAll } = await import('vitest')
  afterAll(() => Promise.all([...mine].map((machine) => machine.destroy())))
}

export async function startMachine(options: MachineOptions = {}): Promise<Machine> {
  const { suite = 'bookworm', architecture = 'own', megabytes = 1024, stocked = false } = options
  await removeLeftovers()
  const image = await machineImage({ suite, architecture, stocked })
  const name = await nameOfOurs()
  const { directory } = machinePaths(name)
  const disk = join(directory, 'disk')
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const created = new Date().toISOString()
  const wire = await layWire({ ...draft, name, suite, base: suite, created })
  await output(['cp', '--sparse=always', image.disk, disk])
  // The image may be replaced by a newer one while the machine runs.
  await copyFile(image.knownHosts, join(directory, 'known_hosts'))
  const hardware = { ...wire, disk, megabytes, foreign: architecture === 'own' ? null : image.directory }
  const machine = await machineAt({ name, directory, hardware })
  mine.add(machine)
  await machine.powerOn()
  return machine
}

/** Recorded like a sandbox, so that what a crashed run leaves is found and destroyed in the same way. */
const draft = { prepared: false, packageCache: false }

type Draft = Omit<MachineRecord, 'index' | 'address' | 'gateway'>

/** A sandbox's wire, whose other end is a program rather than a namespace. */
async function layWire(record: Draft): Promise<Wire> {
  const { index, address, gateway } = await connect(record, (wire) => writeRecord({ ...record, ...wire }))
  const wire = linkName(index)
  const draft = `${wire}-tap`
  for (const command of [
    `tuntap add dev ${draft} mode tap`,
    `link set ${draft} alias ${machinePaths(record.name).directory}`,
    // It takes packets one by one and may be slow: none is dropped for that.
    `link set ${draft} gso_max_size 1500 txqueuelen 10000`,
    `link delete ${wire}`,
    `link set ${draft} name ${wire}`,
    `address add ${gateway}/30 dev ${wire}`,
    `link set ${wire} up`,
  ])
    await output(['ip', ...command.split(' ')])
  return { wire, address, gateway }
}

interface Place {
  readonly name: string
  readonly directory: string
  readonly hardware: Hardware
}

async function machineAt({ name, directory, hardware }: Place): Promise<Machine> {
  const { address } = hardware
  const power = new Power(hardware)
  const config = join(directory, 'ssh_config')
  await writeFile(config, sshConfig(join(directory, 'known_hosts')))
  const door = [patiently, '-F', config, `root@${address}`]
  /** Tells one boot from the next; '' while nobody answers. */
  const boot = () => sh(door, 'cat /proc/sys/kernel/random/boot_id').catch(() => '')
  const machine: Machine = {
    address,
    destination: `root@${address}`,
    environment: await environmentWith(config, directory, hardware.foreign === null ? [] : slowly),
    sshArguments: door,
    ssh: (command, input) => ssh(door, command, input),
    sh: (command, input) => sh(door, command, input),
    async reboot() {
      // This ends the connection before it can report how it went.
      await sh(door, 'systemctl --no-block poweroff').catch(() => {})
      await power.ended()
      // A kernel that restarts itself would find its wire still in use.
      await machine.powerOn()
    },
    cutPower: () => power.cut(),
    async powerOn() {
      power.on()
      await power.until(async () => (await boot()) !== '')
    },
    async destroy() {
      if (!mine.delete(machine)) return
      await power.cut()
      await destroy(name)
    },
  }
  return machine
}

class Power {
  readonly #hardware: Hardware
  #process: ChildProcess | null = null
  #closed: Promise<unknown> = Promise.resolve()
  /** The end of the output. */
  #said = ''

  constructor(hardware: Hardware) {
    this.#hardware = hardware
  }

  on(): void {
    const process = powerOn(this.#hardware)
    for (const stream of [process.stdout, process.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said = `${this.#said}${text}`.slice(-4000)
      })
    this.#process = process
    this.#closed = once(process, 'close')
  }

  async cut(): Promise<void> {
    this.#process?.kill('SIGKILL')
    await this.ended()
  }

  /** Only after its last process is gone, because nothing may write to the disk any more. */
  async ended(): Promise<void> {
    await this.#closed
  }

  async until(condition: () => Promise<boolean>): Promise<void> {
    const end = performance.now() + patience
    while (performance.now() < end && !this.#hasEnded()) {
      if (await condition()) return
      await sleep(100)
    }
    throw new Error(`the machine does not answer: ${this.#said}`)
  }

  #hasEnded(): boolean {
    return this.#process?.exitCode !== null || this.#process.signalCode !== null
  }
}

const patience = 600_000

function sshConfig(knownHosts: string): string {
  return [
    'Host *',
    `  IdentityFile "${privateKey()}"`,
    '  IdentitiesOnly yes',
    `  UserKnownHostsFile "${knownHosts}"`,
    '  GlobalKnownHostsFile none',
    `  HostKeyAlias ${hostKeyAlias}`,
    '',
  ].join('\n')
}

/** A handshake that is given up takes time from the next one: beside other tests none of them would finish. */
const patiently = '-oConnectTimeout=240'

/**
 * An emulated processor needs half a minute for a handshake, and as long for an answer while it unpacks something.
 */
const slowly = [patiently, '-oServerAliveCountMax=60']

/** Makes it look like the person's own ssh configuration, for a command line that knows nothing of tests. */
async function environmentWith(
  config: string,
  directory: string,
  options: readonly string[],
): Promise<Record<string, string>> {
  const programs = join(directory, 'bin')
  await mkdir(programs)
  const path = process.env['PATH'] ?? ''
  const script = `#!/bin/sh\nPATH=${path}\nexec ssh -F ${config} ${options.join(' ')} "$@"\n`
  await writeFile(join(programs, 'ssh'), script, { mode: 0o755 })
  return { PATH: `${programs}:${path}`, CABESTAN_STATE: join(directory, 'state') }
}
