import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type {
  Confirmation,
  ConnectionEvent,
  ConnectionPorts,
  SecretQuestion,
} from '../../../packages/cabestan/src/connection/ports.ts'
import { type Failure, toFailure } from '../../../packages/protocol/src/failures.ts'
import { Secret } from '../../../packages/protocol/src/secret.ts'

type Question = SecretQuestion | Confirmation
type Answer = string | boolean | null

/** A person's machine: its own keys, known hosts and state, and answers to what it is asked. */
export interface Laptop {
  readonly directory: string
  readonly ports: ConnectionPorts
  readonly asked: Question[]
  readonly events: ConnectionEvent[]
  /** Options for ssh: this machine's own known hosts and key, and nothing of whoever runs the tests. */
  readonly sshOptions: string[]
  readonly publicKey: string
  leave(): Promise<void>
}

export interface LaptopOptions {
  readonly answer?: (question: Question) => Answer
  readonly environment?: Record<string, string>
  readonly engine?: StandIn
}

/** How the stand-in engine behaves from its first line on. */
export interface StandIn {
  readonly versions?: readonly number[]
  readonly first?: string
  /** Makes it another engine, with another hash. */
  readonly comment?: string
}

const standIn = new URL('stand-in-engine.mjs', import.meta.url).pathname
const askpass = new URL('askpass.ts', import.meta.url).pathname

export async function laptop(options: LaptopOptions = {}): Promise<Laptop> {
  const directory = await mkdtemp(join(tmpdir(), 'cabestan-laptop-'))
  const asked: Question[] = []
  const events: ConnectionEvent[] = []
  const answer = (question: Question) => {
    asked.push(question)
    return options.answer?.(question) ?? null
  }
  await mkdir(join(directory, '.ssh'), { mode: 0o700 })
  const key = join(directory, '.ssh/id_ed25519')
  await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'laptop', '-f', key])
  const ports: ConnectionPorts = {
    secret: async (question) => {
      const given = answer(question)
      return typeof given === 'string' ? new Secret(given) : null
    },
    confirm: async (question) => {
      const given = answer(question)
      return typeof given === 'boolean' ? given : null
    },
    progress: (event) => events.push(event),
    permitted: Promise.resolve(),
    over: new AbortController().signal,
    environment: {
      ...process.env,
      HOME: directory,
      SSH_AUTH_SOCK: undefined,
      CABESTAN_STATE: join(directory, 'state'),
      CABESTAN_CACHE: join(directory, 'cache'),
      ...options.environment,
    },
    engine: await writeEngine(directory, options.engine ?? {}),
    self: { node: process.execPath, main: askpass },
  }
  return {
    directory,
    ports,
    asked,
    events,
    publicKey: (await readFile(`${key}.pub`, 'utf8')).trim(),
    sshOptions: [
      ...['-F', 'none', '-i', key, '-o', 'IdentitiesOnly=yes', '-o', 'GlobalKnownHostsFile=none'],
      ...['-o', `UserKnownHostsFile=${join(directory, 'known_hosts')}`],
    ],
    leave: () => rm(directory, { recursive: true, force: true }),
  }
}

async function writeEngine(directory: string, { comment = '', ...settings }: StandIn): Promise<string> {
  const source = await readFile(standIn, 'utf8')
  const path = join(directory, 'engine.mjs')
  const text = JSON.stringify({ versions: [1], ...settings })
  await writeFile(path, `${source.replace(`'{"versions":[1]}'`, JSON.stringify(text))}// ${comment}\n`)
  return path
}

/** The failure of a connection; a test that expects a failure must get one. */
export async function failureOf(attempt: Promise<unknown>): Promise<Failure> {
  try {
    await attempt
  } catch (thrown) {
    return toFailure(thrown)
  }
  throw new Error('it did not fail')
}
