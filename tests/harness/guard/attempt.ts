import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Step } from '@cabestan/protocol/steps'
import { build } from 'esbuild'
import { provideNode } from '../engine-installation.ts'
import type { Server } from '../sandbox.ts'

const directory = '/opt/cabestan/engine/guard-test'
export const program = `${directory}/node ${directory}/program.mjs`

/** The guard's program on a server, and the Node that runs it. */
export async function installProgram(server: Server): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [new URL('program.ts', import.meta.url).pathname],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'error',
  })
  await server.sh(`mkdir -p ${directory}`)
  await provideNode(server, `${directory}/node`)
  await server.sh(`cat > ${directory}/program.mjs`, outputFiles[0]?.text)
}

/** A change that is under way over a connection from before it. */
export interface Attempt {
  readonly token: string
  /** `restored` or `disarmed`; null where the connection ended first. */
  readonly outcome: Promise<string | null>
  /** Ends the time for the proof now: the test has seen what it had to, however slow the machine is. */
  readonly expire: () => void
  /** The connection dies, as when a laptop falls into water. */
  readonly cut: () => void
}

export async function attempt(server: Server, words: string, steps: readonly Step[]): Promise<Attempt> {
  const child = spawn(
    'ssh',
    [...server.sshArguments, `${program} ${words} ${quoted(JSON.stringify(steps))}`],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const [word, token] = ((await lines.next()).value ?? '').split(' ')
  if (word !== 'armed' || !token) throw new Error('the change was not made')
  return {
    token,
    outcome: lines.next().then(({ value, done }) => (done ? null : value)),
    expire: () => void child.stdin.write('expire\n'),
    cut: () => void end(child),
  }
}

function end(child: ChildProcess): void {
  child.kill('SIGKILL')
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}

/** A login over a connection of its own, as the command line proves it. */
export function getsIn(server: Server, name: string, command = 'true'): Promise<boolean> {
  const argv = server.sshArguments.map((word) => word.replace(/^root@/, `${name}@`))
  const options = ['-o', 'BatchMode=yes', '-o', 'ControlMaster=no', '-o', 'ConnectTimeout=3']
  const child = spawn('ssh', [...options, ...argv, command], { stdio: 'ignore' })
  return new Promise((resolve) => child.once('close', (code) => resolve(code === 0)))
}

/** The limit only ends what hangs: a busy sshd may not answer the first time. */
export async function untilGetsIn(server: Server, name: string, command = 'true'): Promise<boolean> {
  const deadline = Date.now() + 120_000
  while (Date.now() < deadline) {
    if (await getsIn(server, name, command)) return true
    await sleep(300)
  }
  return false
}
