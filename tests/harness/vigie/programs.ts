import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { compiled } from '../djangos.ts'
import { freePort } from '../free-port.ts'

/** Programs of tests/sdks: real processes that report to a DSN. */
export const folder = new URL('../../sdks/', import.meta.url).pathname

/** What must never be seen again: none of it stands in the programs' sources. */
export const planted = {
  password: 'correct-horse-battery-7',
  api_key: 'pk-planted-41c7',
  database: 'db-pass-planted-5',
  token: 'tok-planted-9f3e',
  card: '4111 1111 1111 1111',
  authorization: 'Bearer auth-planted-77',
  cookie: 'cookie-planted-31',
} as const

export interface Program {
  readonly child: ChildProcess
  said(): string
  /** Its code, once it has ended by itself. */
  ended(): Promise<number | null>
  stop(): Promise<void>
}

export interface Start {
  readonly argv: readonly string[]
  readonly dsn: string
  readonly environment?: Readonly<Record<string, string>>
}

export function start({ argv: [program = '', ...words], dsn, environment }: Start): Program {
  const env = {
    ...process.env,
    DSN: dsn,
    PLANTED: JSON.stringify(planted),
    PYTHONPYCACHEPREFIX: compiled,
    ...environment,
  }
  const child = spawn(program, words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { text: '' }
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said.text += chunk.toString()
    })
  const gone = once(child, 'exit')
  return {
    child,
    said: () => said.text,
    ended: async () => {
      await gone
      return child.exitCode
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await gone
    },
  }
}

export interface Site extends Program {
  readonly url: string
}

/** A WSGI application behind gunicorn, once it answers. */
export async function startSite(
  python: string,
  application: string,
  rest: Omit<Start, 'argv'>,
): Promise<Site> {
  const port = await freePort()
  const gunicorn = join(dirname(python), 'gunicorn')
  const bind = ['--bind', `127.0.0.1:${port}`, '--workers', '2', '--log-level', 'warning']
  const program = start({ ...rest, argv: [gunicorn, ...bind, application] })
  const url = `http://127.0.0.1:${port}`
  await until(async () => {
    if (program.child.exitCode !== null) throw new Error(program.said())
    return (await fetch(`${url}/fine/`).catch(() => null)) !== null
  })
  return { ...program, url }
}

/** Asks twenty times a second, for as long as a slow machine may need. */
export async function until(isSo: () => Promise<boolean>, seconds = 60): Promise<void> {
  for (let tries = 0; tries < seconds * 20; tries += 1) {
    if (await isSo()) return
    await sleep(50)
  }
  throw new Error(`not within ${seconds} seconds: ${isSo.toString().slice(0, 200)}`)
}
