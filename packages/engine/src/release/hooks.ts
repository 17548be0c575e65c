import { CabestanError } from '@cabestan/protocol/failures'
import { endOf } from '../host/run.ts'
import { asUser, inRelease } from './command.ts'
import type { ReleaseContext } from './context.ts'
import { exceptionIn } from './database/migrations/migrate-output.ts'
import type { ReleasePlaces } from './places.ts'

const commandTimeoutMs = 600_000
const notifyTimeoutMs = 30_000

/**
 * Some sites answer no page until a command of theirs has filled the tables. Tells whether there was such a command.
 */
export async function runBefore(context: ReleaseContext): Promise<boolean> {
  const argv = context.order.hooks.before
  if (argv === null) return false
  const command = argv.join(' ')
  const { code, stderr } = await runIn(context, argv)
  if (code !== 0) {
    const detail = { argv: [...argv], exitCode: code, tail: endOf(stderr) }
    throw new CabestanError('hook.before-failed', { command, exception: exceptionIn(stderr) }, { detail })
  }
  context.note('hook.done', { command })
  return true
}

function runIn({ host, order, release, output }: ReleaseContext, argv: readonly string[]) {
  const options = { onLine: output, timeoutMs: commandTimeoutMs }
  return inRelease({ host, user: order.name, release }, argv, options)
}

/** The release is live by now and stays live, however these hooks end. */
export async function runHooks(context: ReleaseContext): Promise<void> {
  const { hooks } = context.order
  if (hooks.after) await runAfter(hooks.after, context)
}

async function runAfter(argv: readonly string[], context: ReleaseContext): Promise<void> {
  const result = await runIn(context, argv).catch(() => null)
  context.note(result?.code === 0 ? 'hook.done' : 'hook.failed', { command: argv.join(' ') })
}

export interface Outcome {
  readonly verdict: string
  readonly failure: string | null
}

/**
 * Tells whoever wants to know how a release ended, well or badly. The server does this itself, because the laptop may
 * be closed.
 */
export async function notify(context: ReleaseContext, outcome: Outcome): Promise<void> {
  const { order, owner, release } = context
  const { notifyAddress, notifyCommand } = order.hooks
  const message = {
    app: owner.app,
    environment: owner.environment,
    release: release.number,
    commit: order.commit.id,
    subject: order.commit.subject,
    ...outcome,
  }
  if (notifyAddress !== null) await post(notifyAddress, message, context)
  if (notifyCommand !== null) await tell(notifyCommand, message, context)
}

async function post(address: string, message: object, { host, note }: ReleaseContext): Promise<void> {
  const body = JSON.stringify(message)
  const { status } = await host.ask({ at: { address }, path: '', body, timeoutMs: notifyTimeoutMs })
  const good = status !== null && status < 300
  // Only the host is told, because the path of such an address is often a secret.
  note(good ? 'hook.done' : 'hook.failed', { command: `POST ${new URL(address).host}` })
}

async function tell(argv: readonly string[], message: object, context: ReleaseContext): Promise<void> {
  const { host, order, note, output } = context
  const options = { input: `${JSON.stringify(message)}\n`, timeoutMs: notifyTimeoutMs }
  const release = await standing(context)
  const running = release
    ? inRelease({ host, user: order.name, release }, argv, options)
    : host.exec(asUser(order.name, argv), options)
  const result = await running.catch(() => null)
  if (result && result.code !== 0) output(endOf(result.stderr))
  note(result?.code === 0 ? 'hook.done' : 'hook.failed', { command: argv.join(' ') })
}

/**
 * A failed release is gone by now, so the command runs in the environment of the release that still serves, if there
 * is one.
 */
async function standing({ host, release, live }: ReleaseContext): Promise<ReleasePlaces | null> {
  if (await host.files.stat(release.run)) return release
  return live?.places ?? null
}
