import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { destroy, down, reboot, up } from '../../packages/cabestan/src/sandbox/lifecycle.ts'
import { machineNames } from '../../packages/cabestan/src/sandbox/record.ts'
import { doorOf, type SandboxDoor, sshArguments } from '../../packages/cabestan/src/sandbox/ssh.ts'
import type { Suite } from '../../packages/cabestan/src/sandbox/suites.ts'
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
  reboot: () => Promise<void>
  /** Everything on it dies at once, then it boots again. */
  crash: () => Promise<void>
  destroy: () => Promise<void>
}

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

export interface ServerOptions {
  suite?: Suite
  /** In bytes, for a server that has little. */
  memory?: number
}

const mine = new Set<string>()
if (process.env['VITEST']) {
  const { afterAll } = await import('vitest')
  afterAll(destroyServers)
}

export async function startServer({ suite = ordinarySuite(), memory }: ServerOptions = {}): Promise<Server> {
  await removeLeftovers()
  const name = await freeName()
  mine.add(name)
  const { address } = await up(name, { suite, packageCache: true, memory })
  const argv = await sshArguments(name)
  return {
    name,
    suite,
    address,
    destination: `sandbox:${name}`,
    door: await doorOf(name),
    sshArguments: argv,
    ssh: (command, input) => ssh(argv, command, input),
    sh: async (command, input) => succeeded(command, await asRoot(argv, command, input)),
    reboot: async () => void (await reboot(name)),
    crash: async () => {
      await down(name, { hard: true })
      await up(name)
    },
    destroy: () => end(name),
  }
}

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

function ssh(argv: readonly string[], command: string, input = ''): Promise<Ended> {
  const child = spawn('ssh', ['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', ...argv, command])
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    const ended = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      ended.stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      ended.stderr += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...ended }))
  })
}

/** Servers whose root has no door any more. Knocking again and again would have fail2ban shut us out. */
const closed = new Set<string>()

async function asRoot(argv: readonly string[], command: string, input?: string): Promise<Ended> {
  const destination = argv.at(-1) ?? ''
  if (!closed.has(destination)) {
    const ended = await ssh(argv, command, input)
    if (ended.code !== 255 || !ended.stderr.includes('Permission denied')) return ended
    closed.add(destination)
  }
  const login = destination.replace(/^root@/, 'deploy@')
  const quoted = `'${command.replaceAll("'", "'\\''")}'`
  return ssh([...argv.slice(0, -1), login], `sudo --non-interactive sh -c ${quoted}`, input)
}

function succeeded(command: string, { code, stdout, stderr }: Ended): string {
  if (code === 0) return stdout.trim()
  throw new Error(`${command}\nended with ${code}\n${stdout}${stderr}`)
}

let count = 0

/** Tells whose it is: the process, and when that started, because numbers are given again. */
async function freeName(): Promise<string> {
  count += 1
  const own = count
  return `t-${process.pid}-${await startOf(process.pid)}-${own}`
}

async function removeLeftovers(): Promise<void> {
  for (const name of await machineNames()) {
    const [, pid, start] = /^t-(\d+)-([0-9a-z]+)-\d+$/.exec(name) ?? []
    if (!pid || (await startOf(Number(pid))) === start) continue
    // Another worker may be at the same.
    await destroy(name).catch(() => {})
  }
}

async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  const start = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  return start === undefined ? undefined : Number(start).toString(36)
}
