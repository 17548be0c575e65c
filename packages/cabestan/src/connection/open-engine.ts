import { setTimeout as sleep } from 'node:timers/promises'
import { CabestanError, toFailure } from '@cabestan/protocol/failures'
import { opening, startEngine } from './bootstrap.ts'
import { engineArtefact } from './engine-artefact.ts'
import { type EngineClient, greetEngine } from './engine-client.ts'
import { forgetLogin, rememberedLogin, rememberLogin } from './known-servers.ts'
import type { ConnectionPorts } from './ports.ts'
import { assertNoPuttyKey } from './putty-keys.ts'
import type { Login } from './ssh-arguments.ts'
import { openSession, type SshSession } from './ssh-session.ts'
import { type Target, writtenUser } from './target.ts'

/** One ssh to a server, with the engine at its other end; installed there first where it is missing. */
export async function openEngine(target: Target, ports: ConnectionPorts): Promise<EngineClient> {
  const remembered = await rememberedLogin(target, ports.environment)
  const refusals: CabestanError[] = []
  for (const login of logins(target, remembered)) {
    try {
      const client = await connect({ target, ports, login, maySudoAsk: true })
      await learn({ target, ports, remembered, user: login.user })
      return client
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown
      // What the configured user was told matters more than what a guess of ours was told.
      if (login.user === null) refusals.unshift(thrown)
      else refusals.push(thrown)
    }
  }
  await assertNoPuttyKey(target, ports.environment)
  throw refusals[0] ?? new CabestanError('ssh.failed', { host: target.destination })
}

/**
 * Proves over a fresh connection that the login user gets in by key and has root without a password, and tells
 * the guard so.
 */
export async function proveAccess(target: Target, token: string, ports: ConnectionPorts): Promise<void> {
  const login = { user: target.login, keysOnly: true }
  const client = await patiently(() => connect({ target, ports, login, maySudoAsk: false }))
  try {
    await client.call('disarm', { token })
  } finally {
    await client.close()
  }
  await rememberLogin(target, target.login, ports.environment)
}

/** An sshd that has just reloaded does not listen for a moment. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 3; ; left -= 1) {
    try {
      return await work()
    } catch (thrown) {
      if (left === 0 || !/^(host\.refused|ssh\.failed|connection\.lost)$/.test(toFailure(thrown).code))
        throw thrown
      await sleep(1000)
    }
  }
}

/**
 * The user that is configured, and the one that the first run makes: root is refused after it. Whoever was let in
 * last comes first.
 */
function logins(target: Target, remembered: string | null): Login[] {
  const configured = { user: null, keysOnly: false }
  if (writtenUser(target.destination) === target.login) return [configured]
  const made = { user: target.login, keysOnly: true }
  return remembered === target.login ? [made, configured] : [configured, made]
}

interface Learnt {
  readonly target: Target
  readonly ports: ConnectionPorts
  readonly remembered: string | null
  readonly user: string | null
}

async function learn({ target, ports, remembered, user }: Learnt): Promise<void> {
  if (user !== null && user !== remembered) await rememberLogin(target, user, ports.environment)
  if (user === null && remembered !== null) await forgetLogin(target, ports.environment)
}

function isRefusal(thrown: unknown): thrown is CabestanError {
  return thrown instanceof CabestanError && /^(key|password)\.refused$/.test(thrown.failure.code)
}

interface Connection {
  readonly target: Target
  readonly ports: ConnectionPorts
  readonly login: Login
  readonly maySudoAsk: boolean
}

async function connect({ target, ports, login, maySudoAsk }: Connection): Promise<EngineClient> {
  const artefact = await engineArtefact(ports.engine)
  ports.progress({ type: 'connecting', destination: target.destination, user: login.user })
  const { mark, script, command } = opening(artefact)
  const session = await openSession(target, login, command, ports)
  try {
    await session.write(script)
    const started = await startEngine({ session, ports, artefact, mark, maySudoAsk })
    session.stage = 'engine'
    const authentication = session.log.authenticatedBy ?? ''
    const client = await greetEngine(wireOf(session), { ...started, authentication })
    session.patience.end()
    ports.progress({ type: 'connected', user: started.user })
    return client
  } catch (thrown) {
    throw await session.reject(thrown)
  }
}

function wireOf(session: SshSession) {
  return {
    input: session.output.rest(),
    write: (line: string) => session.write(line),
    failure: () => session.failure(),
    abort: (reason: CabestanError) => session.abort(reason),
    close: () => session.close(),
  }
}
