import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { constants } from 'node:os'
import { CabestanError } from '@cabestan/protocol/failures'
import { plainText } from './content.ts'
import type { Argv, ExecOptions, ExecResult } from './host.ts'
import { lineSplitter } from './line-splitter.ts'
import { endOf } from './run.ts'

/** The environment of every command: the same messages in every locale, and no interactive questions. */
const baseEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C.UTF-8',
  HOME: '/root',
  DEBIAN_FRONTEND: 'noninteractive',
  NEEDRESTART_MODE: 'l',
}

const defaultTimeoutMs = 120_000
/** Signals from polite to final: a package manager gets a chance to leave its state in order. */
const killGraceMs = 5_000
/** How long a pipe is still read after its program ended: a daemon that inherited the pipe never closes it. */
const pipeGraceMs = 300
/** Only the end of each stream is kept. No program whose output we parse prints as much as this. */
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

/**
 * All listeners are attached in the same turn of the event loop: after a pause, the end of a quick program could be
 * missed.
 */
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
    // The child has its own copy of the descriptor by now.
    opened.forEach(closeSync)
  }
}

type End = 'pipe' | number

function startWith([program, ...rest]: Argv, options: ExecOptions, ends: readonly [End, End]): ChildProcess {
  return spawn(program, rest, {
    cwd: options.directory ?? '/',
    env: { ...baseEnvironment, ...options.environment },
    stdio: [...ends, 'pipe'],
    // A process group of its own, so that a timeout also ends what the command started.
    detached: true,
  })
}

/** The exit code; where a signal ended the program, 128 plus the signal's number, as a shell reports it. */
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
  // A missing working directory gives the same ENOENT as a missing program, so it is checked separately.
  if (error.code !== 'ENOENT' || !existsSync(directory ?? '/')) return error
  return new CabestanError('command.missing', { program }, { cause: error })
}

/** Each stream has its own splitter, so that half a line of one is never joined with half a line of the other. */
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
  // A command may close its input without reading all of it; that is no error.
  child.stdin?.on('error', () => {})
  child.stdin?.end(plainText(input ?? ''))
}

interface Deadline {
  passed(): boolean
  clear(): void
  /** Resolves when even SIGKILL did not end the program, as happens when it waits for a dead disk. */
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
    // Programs that it started may have ignored SIGTERM although it did not, so the whole group is killed.
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
