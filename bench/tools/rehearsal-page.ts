import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { stop } from './rehearsal-command.ts'

export interface Serving {
  readonly argv: readonly string[]
  readonly cwd: string
  readonly environment: Readonly<Record<string, string>>
  readonly host: string
  readonly path: string
  /** The directory for the socket. */
  readonly directory: string
}

export interface Answered {
  /** Null if nothing answered. */
  readonly status: number | null
  readonly location: string | null
  readonly log: string
}

/** Starts the server, asks it for one page as a visitor would, and stops it. */
export async function answerOf(serving: Serving): Promise<Answered> {
  const { argv, cwd, environment: env, directory } = serving
  const socket = join(directory, 'web.sock')
  const [program = '', ...rest] = [...argv, '--bind', `unix:${socket}`, '--timeout', '60']
  const child = spawn(program, rest, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const log: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => log.push(String(data)))
  child.on('error', (error) => log.push(error.message))
  try {
    for (let asked = 0; asked < 120 && child.exitCode === null; asked += 1) {
      await wait(500)
      const answer = await ask(socket, serving)
      if (answer) return { ...answer, log: log.join('') }
    }
    return { status: null, location: null, log: log.join('') }
  } finally {
    stop(child.pid)
  }
}

/** Null while nobody listens. */
function ask(
  socketPath: string,
  { host, path }: Serving,
): Promise<{ status: number; location: string | null } | null> {
  return new Promise((resolve) => {
    const headers = { Host: host, 'X-Forwarded-Proto': 'http', 'X-Forwarded-For': '192.0.2.1' }
    const asking = request({ socketPath, path: encodeURI(path), headers, timeout: 60_000 }, (answer) => {
      answer.resume()
      resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? null })
    })
    asking.on('timeout', () => asking.destroy())
    asking.on('error', () => resolve(null))
    asking.end()
  })
}
