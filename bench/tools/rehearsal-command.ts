import { spawn } from 'node:child_process'

export interface Ran {
  readonly code: number | null
  /** The output of both streams in the order in which it came. */
  readonly output: string
}

interface Surroundings {
  readonly cwd?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly minutes?: number
}

/** Runs a command to its end. One that takes too long is stopped with everything that it started. */
export function ran(
  [program = '', ...rest]: readonly string[],
  { cwd, environment, minutes = 8 }: Surroundings = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const output: string[] = []
    const child = spawn(program, rest, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
      ...(environment === undefined ? {} : { env: environment }),
    })
    const tooLong = setTimeout(() => stop(child.pid), minutes * 60_000)
    const end = (code: number | null) => {
      clearTimeout(tooLong)
      resolve({ code, output: output.join('') })
    }
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(String(data)))
    child.on('error', (error) => output.push(error.message))
    child.on('close', end)
  })
}

/** Stops a process with its workers: it was started detached, so it leads a group that can be ended at once. */
export function stop(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The process has ended by itself.
  }
}
