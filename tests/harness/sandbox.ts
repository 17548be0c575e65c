import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { destroy, down, reboot, up } from '../../packages/cabestan/src/sandbox/lifecycle.ts'
import { machinePaths } from '../../packages/cabestan/src/sandbox/paths.ts'
import { machineNames } from '../../packages/cabestan/src/sandbox/record.ts'
import { doorOf, type SandboxDoor, sshArguments } from '../../packages/cabestan/src/sandbox/ssh.ts'
import type { Suite } from '../../packages/cabestan/src/sandbox/suites.ts'
import { isOrphan, nameOfOurs } from './owner.ts'
import { type Ended, sh, ssh } from './shell.ts'
import { stockedBase } from './stocked.ts'
import { ordinarySuite } from './suites.ts'

/** A real server of a test's own; it ends with the test file that started it. */
export interface Server {
  name: string
  suite: Suite
  address: string
  /** For a configuration: `server: sandbox:NAME`. */
  destination: `sandbox:${string}`
  door: SandboxDoor
  /** For ssh and its relatives, the destination last. */
  sshArguments: string[]
  /** A command line for root's shell; nothing is thrown when it fails. */
  ssh: (command: string, input?: string) => Promise<Ended>
  /** For what has to succeed: its output, trimmed. By the login user and sudo, once root's own door is closed. */
  sh: (command: string, input?: string) => Promise<string>
  readonly keepsConnection: boolean
  /** How often one of the three that follow was done to it. */
  readonly boots: number
  /** Until all has started that starts with it. */
  reboot: () => Promise<void>
  down: () => Promise<void>
  /** Everything on it dies at once, then it boots again, until all has started. */
  crash: () => Promise<void>
  destroy: () => Promise<void>
}

export interface ServerOptions {
  suite?: Suite
  /** In bytes, for a server that has little. */
  memory?: number
  /** With the packages of the usual stack, for what begins after them. */
  stocked?: boolean
  /** All that is asked of it goes over one connection, for tests that are of neither connections nor logins. */
  keepsConnection?: boolean
}

const mine = new Set<string>()
if (process.env['VITEST']) {
  const { afterAll } = await import('vitest')
  afterAll(destroyServers)
}

export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const { suite = ordinarySuite(), memory, keepsConnection = false } = options
  await removeLeftovers()
  const base = options.stocked ? await stockedBase(suite, () => startServer({ suite })) : undefined
  const name = await nameOfOurs()
  mine.add(name)
  const { address } = await up(name, { suite, packageCache: true, memory, base })
  const plain = await sshArguments(name)
  const kept = join(machinePaths(name).directory, 'connection')
  let boots = 0
  const argv = () => (keepsConnection ? [...overOne(`${kept}-${boots}-%r`), ...plain] : plain)
  const booting = <T>(work: Promise<T>): Promise<T> => {
    boots += 1
    return work
  }
  return {
    name,
    suite,
    address,
    keepsConnection,
    get boots() {
      return boots
    },
    get sshArguments() {
      return argv()
    },
    destination: `sandbox:${name}`,
    door: await doorOf(name),
    ssh: (command, input) => ssh(argv(), command, input),
    sh: (command, input) => sh(argv(), command, input),
    async reboot() {
      await booting(reboot(name))
      await untilStarted(argv())
    },
    down: () => booting(down(name)),
    crash: async () => {
      await booting(down(name, { hard: true }))
      await up(name)
      await untilStarted(argv())
    },
    destroy: () => end(name),
  }
}

/** ssh answers before all has started, and lets nobody but root in at first. */
async function untilStarted(door: readonly string[]): Promise<void> {
  const isStarted = () => sh(door, 'systemctl is-system-running --wait || true').then(Boolean, () => false)
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline && !(await isStarted())) await sleep(300)
}

/** A login costs the two computers four times as much as one more command over the connection that is there. */
const overOne = (path: string) => [
  ...['-o', 'ControlMaster=auto', '-o', `ControlPath=${path}`, '-o', 'ControlPersist=60'],
  // Of one that a crash left behind nobody would hear.
  ...['-o', 'ServerAliveInterval=5'],
]

export async function withServer<T>(
  options: ServerOptions,
  work: (server: Server) => Promise<T>,
): Promise<T> {
  const server = await startServer(options)
  try {
    return await work(server)
  } finally {
    await server.destroy()
  }
}

async function destroyServers(): Promise<void> {
  await Promise.all([...mine].map(end))
}

async function end(name: string): Promise<void> {
  if (!mine.delete(name)) return
  await destroy(name).catch((error) => {
    if (error.failure?.code !== 'sandbox.unknown') throw error
  })
}

/** What runs left that were killed. */
export async function removeLeftovers(): Promise<void> {
  for (const name of await machineNames()) {
    // Another worker may be at the same.
    if (await isOrphan(name)) await destroy(name).catch(() => {})
  }
}
