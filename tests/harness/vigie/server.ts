import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '../free-port.ts'

/** A Vigie in a process of its own, as `bin/vigie` starts it. */
export interface Server {
  readonly url: string
  readonly port: number
  readonly data: string
  readonly pid: number
  /** How long it took from the start of the process to its first answer. */
  readonly startMs: number
  /** What it printed on standard output and error. */
  said(): string
  /** Its exit code, once it has ended by itself. */
  ended(): Promise<number | null>
  /** Ends it; `SIGKILL` leaves it no time. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface ServerOptions {
  /** Created, and deleted with the server, where none is given. */
  readonly data?: string
  readonly port?: number
  readonly nodeArguments?: readonly string[]
  /** A build other than the one of this checkout. */
  readonly program?: string
  readonly words?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

const built = new URL('../../../packages/vigie/dist/vigie.mjs', import.meta.url).pathname

export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const port = options.port ?? (await freePort())
  const data = options.data ?? (await mkdtemp(join(tmpdir(), 'vigie-test-')))
  const words = ['serve', '--data', data, '--port', String(port), ...(options.words ?? [])]
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [...(options.nodeArguments ?? []), options.program ?? built, ...words],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.environment },
    },
  )
  const said = listen(child)
  const ended = async () => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    return child.exitCode
  }
  const url = `http://127.0.0.1:${port}`
  await untilItAnswers(url, child, said)
  const startMs = performance.now() - began
  return {
    url,
    port,
    data,
    pid: child.pid ?? 0,
    startMs,
    said: () => said.text,
    ended,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      const code = await ended()
      if (options.data === undefined) await rm(data, { recursive: true, force: true })
      return code
    },
  }
}

/** Runs a command of the command line, whether or not a server uses the data. */
export async function backUp(data: string, file: string): Promise<void> {
  await promisify(execFile)(process.execPath, [built, 'backup', file, '--data', data])
}

/** The most memory that it had since the last `forgetPeak`, in bytes. */
export const peakOf = (pid: number) => memoryOf(pid, 'VmHWM')
export const residentOf = (pid: number) => memoryOf(pid, 'VmRSS')
export const forgetPeak = (pid: number) => writeFile(`/proc/${pid}/clear_refs`, '5')

async function memoryOf(pid: number, field: 'VmHWM' | 'VmRSS'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024
}

function listen(child: ChildProcess): { text: string } {
  const said = { text: '' }
  const add = (chunk: Buffer) => {
    said.text += chunk.toString()
  }
  child.stdout?.on('data', add)
  child.stderr?.on('data', add)
  return said
}

/** Asks as a browser does before it sends an event, which does not load the code for pages. */
async function untilItAnswers(url: string, child: ChildProcess, said: { text: string }): Promise<void> {
  for (let tries = 0; tries < 3000; tries += 1) {
    if (child.exitCode !== null) throw new Error(`vigie ended: ${child.exitCode}\n${said.text}`)
    const answer = await fetch(`${url}/api/1/envelope/`, { method: 'OPTIONS' }).catch(() => null)
    await answer?.body?.cancel()
    if (answer) return
    await sleep(10)
  }
  throw new Error(`vigie does not answer\n${said.text}`)
}
