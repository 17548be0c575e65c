import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { CabestanError } from '@cabestan/protocol/failures'

export interface Outcome {
  code: number | null
  stdout: string
  stderr: string
}

export interface ExecOptions {
  input?: string
  environment?: Record<string, string>
  onLine?: (line: string) => void
  /** A file descriptor that the program keeps open too, and with it the lock on that file. */
  holding?: number
}

/** Debian keeps ip, iptables and mount in directories that the PATH of an unprivileged login lacks. */
const path = `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`

export const plainEnvironment = { PATH: path, LC_ALL: 'C.UTF-8', HOME: '/root' }

/** If we are killed, so is everything that we started, with its children and mounts. */
export const mortal = [
  'setpriv',
  '--pdeathsig',
  'KILL',
  'unshare',
  '--pid',
  '--fork',
  '--kill-child',
  '--mount-proc',
] as const

export function run(argv: readonly [string, ...string[]], options: ExecOptions = {}): Promise<Outcome> {
  const [program, ...rest] = argv
  const child = spawn(program, rest, {
    stdio: ['pipe', 'pipe', 'pipe', ...(options.holding === undefined ? [] : [options.holding])],
    env: { ...plainEnvironment, ...options.environment },
  })
  // A program that ends without reading its input is no failure of ours.
  child.stdin?.on('error', () => {})
  child.stdin?.end(options.input ?? '')
  const { onLine } = options
  if (onLine && child.stderr) createInterface({ input: child.stderr }).on('line', onLine)
  return new Promise((resolve, reject) => {
    const output = { stdout: '', stderr: '' }
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...output }))
  })
}

/** The output of a program that has to succeed. */
export async function output(
  argv: readonly [string, ...string[]],
  options: ExecOptions = {},
): Promise<string> {
  const outcome = await run(argv, options)
  if (outcome.code === 0) return outcome.stdout
  const tail = (outcome.stderr + outcome.stdout).slice(-2000)
  throw new CabestanError(
    'command.failed',
    { command: argv[0] },
    { detail: { argv: [...argv], exitCode: outcome.code, tail } },
  )
}
