import { type ChildProcess, spawn } from 'node:child_process'
import type { Event } from '@cabestan/protocol/events'
import { CabestanError } from '@cabestan/protocol/failures'
import { jsonLine, readJsonLines } from '@cabestan/protocol/lines'
import {
  EngineHello,
  type Method,
  methods,
  type Params,
  Reply,
  type Result,
} from '@cabestan/protocol/messages'
import type { Plan } from '@cabestan/protocol/plans'
import type { Step } from '@cabestan/protocol/steps'
import { engine, installEngine, node, type Server, ssh } from './engine-installation.ts'

/**
 * Drives the real engine on a sandbox server without the command line: what tests of kinds need. The way
 * that people's engines get there is tested elsewhere.
 */
const testOwner = { app: 'essai', environment: 'production' }

export const testLogin = 'deploy'

export interface CallOptions {
  readonly onEvent?: (event: Event) => void
  /** Whether to log in as the login user when the guard asks; a test of the guard says no. */
  readonly prove?: boolean
  readonly owner?: { app: string; environment: string }
}

export async function planSteps(
  server: Server,
  steps: readonly Step[],
  options: CallOptions = {},
): Promise<Plan> {
  return callEngine(server, 'plan', describe(steps, options))
}

/** Applies steps and requires success: a failed run throws its failure. Returns how many steps changed something. */
export async function applySteps(
  server: Server,
  steps: readonly Step[],
  options: CallOptions = {},
): Promise<number> {
  const summary = await callEngine(
    server,
    'deploy',
    { description: describe(steps, options), by: 'test', whenBusy: 'refuse' },
    (event) => {
      options.onEvent?.(event)
      if (event.type === 'guard-armed' && options.prove !== false)
        void disarm(server, event.token).catch(() => {})
    },
  )
  if (summary.failure) throw CabestanError.from(summary.failure)
  return summary.changed
}

/**
 * Kills the engine's whole run (SIGKILL) as soon as `when` says so; returns whether it did. A run that has little left to
 * do may have ended by the time the kill arrives.
 */
export async function killDuring(
  server: Server,
  steps: readonly Step[],
  when: (event: Event) => boolean,
): Promise<boolean> {
  let killed: Promise<boolean> | null = null
  const kill = () => {
    killed ??= ssh(server, "systemctl kill --signal=KILL 'cabestan-run-*'").then(
      () => true,
      () => false,
    )
  }
  await applySteps(server, steps, { onEvent: (event) => when(event) && kill() }).catch(() => {})
  return (await killed) ?? false
}

async function disarm(server: Server, token: string): Promise<void> {
  await callEngine(server, 'disarm', { token })
}

function describe(steps: readonly Step[], options: CallOptions): Params<'plan'> {
  return { owner: options.owner ?? testOwner, login: testLogin, steps: [...steps] }
}

/**
 * Asks one question, as a new command line would. Where connections are kept, the next question uses the same one.
 */
export async function callEngine<M extends Method>(
  server: Server,
  method: M,
  params: Params<M>,
  onEvent: (event: Event) => void = () => {},
): Promise<Result<M>> {
  await installEngine(server)
  const connection = (await keptConnection(server)) ?? (await openConnection(server))
  try {
    connection.child.stdin?.write(jsonLine({ id: 1, method, params }))
    return await answerTo(method, connection, onEvent)
  } finally {
    // Of two connections that were used at the same time, one is kept.
    const spare = server.keepsConnection && connection.isAnswered ? kept.get(server) : connection
    if (spare !== connection) kept.set(server, connection)
    if (spare) await ended(spare.child)
  }
}

interface Connection {
  readonly child: ChildProcess
  readonly lines: AsyncIterator<unknown>
  /** How often the server had booted by then. */
  readonly boots: number | undefined
  isAnswered: boolean
}

/** Connections that nobody is using now; a question that comes meanwhile opens another. */
const kept = new Map<Server, Connection>()
if (process.env['VITEST']) {
  const { afterAll } = await import('vitest')
  afterAll(() => Promise.all([...kept.values()].map(({ child }) => ended(child))))
}

async function keptConnection(server: Server): Promise<Connection | null> {
  const connection = kept.get(server)
  if (!connection) return null
  kept.delete(server)
  const { child, boots } = connection
  if (boots === server.boots && child.exitCode === null) return { ...connection, isAnswered: false }
  child.kill('SIGKILL')
  return null
}

async function openConnection(server: Server): Promise<Connection> {
  for (const door of doorsInto(server)) {
    const { boots } = server
    const child = spawn('ssh', [...door.argv, node, engine, 'serve'], { stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = readJsonLines(child.stdout)
    const hello = await lines.next()
    if (!hello.done) {
      EngineHello.parse(hello.value)
      entered.set(server, door.user)
      return { child, lines, boots, isAnswered: false }
    }
    await ended(child)
  }
  throw new CabestanError('connection.lost')
}

async function answerTo<M extends Method>(
  method: M,
  connection: Connection,
  onEvent: (event: Event) => void,
): Promise<Result<M>> {
  for (;;) {
    const line = await connection.lines.next()
    if (line.done) throw new CabestanError('connection.lost')
    const reply = Reply.parse(line.value)
    if ('event' in reply) {
      onEvent(reply.event)
      continue
    }
    connection.isAnswered = true
    if ('failure' in reply) throw CabestanError.from(reply.failure)
    return methods[method].result.parse(reply.result) as Result<M>
  }
}

interface Door {
  readonly user: string
  readonly argv: readonly string[]
}

/**
 * The one that opened last comes first: knocking at one that is closed, again and again, would have fail2ban shut us
 * out.
 */
function doorsInto(server: Server): Door[] {
  const options = server.sshArguments.slice(0, -1)
  const asLogin = server.sshArguments.at(-1)?.replace(/^root@/, `${testLogin}@`) ?? ''
  const doors: Door[] = [
    { user: 'root', argv: server.sshArguments },
    { user: testLogin, argv: [...options, asLogin, 'sudo', '--non-interactive'] },
  ]
  return entered.get(server) === testLogin ? doors.reverse() : doors
}

/** The user who logged in last. */
const entered = new WeakMap<Server, string>()

async function ended(child: ChildProcess): Promise<void> {
  child.stdin?.end()
  if (child.exitCode === null) await new Promise((resolve) => child.once('close', resolve))
}
