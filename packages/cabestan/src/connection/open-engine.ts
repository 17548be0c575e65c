import { type CabestanError, toFailure } from '@cabestan/protocol/failures'
import { engineArtefact } from './engine-artefact.ts'
import { type EngineClient, greetEngine } from './engine-client.ts'
import { type KnownServer, knownServer, rememberUser } from './known-servers.ts'
import type { ConnectionPorts } from './ports.ts'
import { assertNoPuttyKey } from './putty-keys.ts'
import type { Login } from './ssh-arguments.ts'
import { openSession, type SshSession } from './ssh-session.ts'
import { opening, startEngine } from './start-engine.ts'
import { type Target, writtenUser } from './target.ts'

/** Opens one ssh to a server with the engine at its other end, which is installed first where it is missing. */
export async function openEngine(target: Target, ports: ConnectionPorts): Promise<EngineClient> {
  const known = await knownServer(target, ports.environment)
  let refusal: unknown = null
  for (const login of logins(target, known)) {
    try {
      const client = await connect({ target, ports, login })
      if (known?.user !== login.user) await rememberUser(target, login.user, ports.environment)
      return client
    } catch (thrown) {
      if (!isRefusal(thrown, login)) throw thrown
      // How the configured user was refused matters more than how a guessed one was, who never got in before.
      refusal = login.user === null && known?.user !== target.login ? thrown : (refusal ?? thrown)
    }
  }
  await assertNoPuttyKey(target, ports.environment)
  throw refusal
}

/**
 * Proves over a fresh connection that the login user gets in by key and has root without a password, and tells
 * the guard so.
 */
export async function proveAccess(target: Target, token: string, ports: ConnectionPorts): Promise<void> {
  const client = await connect({ target, ports, login: { user: target.login, unattended: true } })
  try {
    await client.call('disarm', { token })
  } finally {
    await client.close()
  }
  await rememberUser(target, target.login, ports.environment)
}

/**
 * The user that is configured, and the one that the first run makes: root is refused after it. Who was let in last
 * comes first. Where nobody knows, as in CI, it is the one that was made: whoever knocks as root at each run of a
 * finished server is banned by its fail2ban before long.
 */
function logins(target: Target, known: KnownServer | null): Login[] {
  const configured = { user: null, unattended: false }
  if (writtenUser(target.destination) === target.login) return [configured]
  const made = { user: target.login, unattended: true, isGuess: known?.user !== target.login }
  return known?.user === null ? [configured, made] : [made, configured]
}

/** A user that we only guessed may be somebody else's, so a refusal is not reported. */
function isRefusal(thrown: unknown, { user }: Login): boolean {
  const { code } = toFailure(thrown)
  return user === null
    ? /^(key|password)\.refused$/.test(code)
    : /^(key\.refused|password\.expired|sudo\.missing|ssh\.(failed|no-commands))$/.test(code)
}

interface Connection {
  readonly target: Target
  readonly ports: ConnectionPorts
  readonly login: Login
}

async function connect({ target, ports, login }: Connection): Promise<EngineClient> {
  const artefact = await engineArtefact(ports.engine)
  ports.progress({ type: 'connecting', destination: target.destination, user: login.user })
  const { mark, script, command } = opening(artefact)
  const session = await openSession(target, login, command, ports)
  try {
    await session.write(script)
    const started = await startEngine({ session, ports, artefact, mark, unattended: login.unattended })
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
    giveUp: () => session.giveUp(),
    close: () => session.close(),
  }
}
