import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { constants } from 'node:os'
import { CabestanError } from '@cabestan/protocol/failures'
import { plainText } from './content.ts'
import type { Argv, ExecOptions, ExecResult } from './host.ts'
import { lineSplitter } from './line-splitter.ts'
import { endOf } from './run.ts'

/** What every command sees: the same words in every locale, no question ever. */
const baseEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C.UTF-8',
  HOME: '/root',
  DEBIAN_FRONTEND: 'noninteractive',
  NEEDRESTART_MODE: 'l',
}

const defaultTimeoutMs = 120_000
/** From the polite end to the other one: a package manager deserves to put its things in order. */
const killGraceMs = 5_000
/** How long a pipe is read on after its program ended: a daemon that inherited it never closes it. */
const pipeGraceMs = 300
/** Of each stream the end is kept. No program whose output is parsed says as much. */
const longestOutput = 16 * 1024 * 1024

export async function execute(argv: Argv, options: ExecOptions = {}): Promise<ExecResult> {
  const child = start(argv, options)
  const ending = ended(child, (error) => startFailure(argv, options, error))
  const stdout = collect(child.stdout, options.onLine)
  const stderr = collect(child.stderr, options.onLine)
  feed(child, options)
  const limit = deadline(child, options.timeoutMs ?? defaultTimeoutMs)
  const code = await Promise.race([ending, limit.lost]).finally(limit.clear)
  const result = { code, stdout: stdout.end(), stderr: stderr.end() }
  if (limit.passed()) throw timeoutFailure(argv, options, result)
  return result
}

/** In one turn of the loop: whoever listens only after a pause has missed the end of a quick program. */
function start(argv: Argv, options: ExecOptions): ChildProcess {
  const opened: number[] = []
  const end = (path: string | undefined, flags: 'r' | 'wx'): End => {
    if (path === undefined) return 'pipe'
    const file = openSync(path, flags, 0o600)
    opened.push(file)
    return file
  }
  try {
    const stdio = [end(options.inputFile, 'r'), end(options.outputFile, 'wx')] as const
    return startWith(argv, options, stdio)
  } finally {
    // The program has its own by now.
    opened.forEach(closeSync)
  }
}

type End = 'pipe' | number

function startWith([program, ...rest]: Argv, options: ExecOptions, ends: readonly [End, End]): ChildProcess {
  return spawn(program, rest, {
    cwd: options.directory ?? '/',
    env: { ...baseEnvironment, ...options.environment },
    stdio: [...ends, 'pipe'],
    // A group of its own, so that a timeout ends what the command started as well.
    detached: true,
  })
}

/** Its exit code; as a shell says it (128 and the signal's number) where a signal ended it. */
function ended(child: ChildProcess, failure: (error: Error) => Error): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(failure(error)))
    child.once('exit', () => {
      const timer = setTimeout(() => setImmediate(() => stopReading(child)), pipeGraceMs)
      child.once('close', () => clearTimeout(timer))
    })
    child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']))
  })
}

function stopReading(child: ChildProcess): void {
  child.stdout?.destroy()
  child.stderr?.destroy()
}

function startFailure([program]: Argv, { directory }: ExecOptions, error: NodeJS.ErrnoException): Error {
  // A directory that is not there gives the same ENOENT as a program that is not there.
  if (error.code !== 'ENOENT' || !existsSync(directory ?? '/')) return error
  return new CabestanError('command.missing', { program }, { cause: error })
}

/** Each stream has its own splitter: half a line of one must not be glued to half a line of the other. */
function collect(stream: NodeJS.ReadableStream | null, onLine: ExecOptions['onLine']): { end(): string } {
  let text = ''
  const lines = lineSplitter(onLine ?? (() => {}))
  stream?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
    if (text.length > 2 * longestOutput) text = text.slice(-longestOutput)
    lines.push(piece)
  })
  return {
    end() {
      lines.end()
      return text.slice(-longestOutput)
    },
  }
}

function feed(child: ChildProcess, { input }: ExecOptions): void {
  // A command that does not read its input closes it early: that is its right.
  child.stdin?.on('error', () => {})
  child.stdin?.end(plainText(input ?? ''))
}

interface Deadline {
  passed(): boolean
  clear(): void
  /** Settles when even SIGKILL did not end it: a process that waits for a dead disk. */
  readonly lost: Promise<number>
}

function deadline(child: ChildProcess, milliseconds: number): Deadline {
  let passed = false
  const timers: NodeJS.Timeout[] = []
  const lost = new Promise<number>((resolve) => {
    const after = (ms: number, work: () => void) => timers.push(setTimeout(work, ms))
    after(milliseconds, () => {
      passed = true
      signalGroup(child, 'SIGTERM')
    })
    after(milliseconds + killGraceMs, () => signalGroup(child, 'SIGKILL'))
    after(milliseconds + 2 * killGraceMs, () => resolve(128 + constants.signals.SIGKILL))
  })
  const clear = () => {
    timers.forEach(clearTimeout)
    // What it started may have taken the polite word less seriously than itself.
    if (passed) signalGroup(child, 'SIGKILL')
  }
  return { passed: () => passed, clear, lost }
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // It ended by itself in the meantime.
  }
}

function timeoutFailure(argv: Argv, options: ExecOptions, result: ExecResult): CabestanError {
  const seconds = (options.timeoutMs ?? defaultTimeoutMs) / 1000
  return new CabestanError(
    'command.timeout',
    { command: argv.join(' '), seconds: String(seconds) },
    { detail: { argv: [...argv], exitCode: null, tail: endOf(`${result.stdout}${result.stderr}`) } },
  )
}
