import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { CabestanError } from '@cabestan/protocol/failures'
import { type AskpassServer, listenForQuestions } from './askpass-server.ts'
import { Interview } from './interview.ts'
import { Patience } from './patience.ts'
import { PeerStream } from './peer-stream.ts'
import type { ConnectionPorts } from './ports.ts'
import { type Login, sshArguments } from './ssh-arguments.ts'
import { sshFailure } from './ssh-failures.ts'
import { SshLog } from './ssh-log.ts'
import { destinationAs, type Target } from './target.ts'

/** How far a connection has come, which decides what its end means. */
export type Stage = 'login' | 'sudo' | 'installation' | 'engine'

/** The longest silence while connecting or while an artefact is sent. */
const patienceMs = 60_000
/** After a login our own words must come within this time, unless something else answers there. */
const answerMs = 6000
const mostSaid = 2000

export async function openSession(target: Target, login: Login, command: string, ports: ConnectionPorts) {
  ports.over.throwIfAborted()
  const log = new SshLog()
  const session: { current: SshSession | null } = { current: null }
  const interview = new Interview(ports, log, (failure) => session.current?.abort(failure))
  const questions = await listenForQuestions(ports.self, (asked) => {
    const answer = interview.answer(asked)
    return session.current?.patience.during(answer) ?? answer
  })
  // Somebody who gave up in the meantime is not told any more.
  if (ports.over.aborted) await questions.close()
  ports.over.throwIfAborted()
  const child = spawn('ssh', sshArguments(target, login, command), {
    env: { ...ports.environment, ...questions.environment, ...display(ports), LC_ALL: 'C' },
    stdio: 'pipe',
    windowsHide: true,
    // Without a terminal of its own, ssh before 8.4 asks through its askpass program too.
    detached: process.platform !== 'win32',
  })
  session.current = new SshSession({ target, login, child, log, interview, questions, ports })
  ports.over.addEventListener('abort', () => session.current?.abort(ports.over.reason))
  return session.current
}

/** ssh before 8.4 uses its askpass program only where DISPLAY is set. */
function display(ports: ConnectionPorts): Record<string, string> {
  return { DISPLAY: ports.environment['DISPLAY'] ?? ':0' }
}

interface Parts {
  readonly target: Target
  readonly login: Login
  readonly child: ChildProcessWithoutNullStreams
  readonly log: SshLog
  readonly interview: Interview
  readonly questions: AskpassServer
  readonly ports: ConnectionPorts
}

/** One running ssh. */
export class SshSession {
  stage: Stage = 'login'
  readonly output: PeerStream
  readonly patience: Patience
  readonly log: SshLog
  readonly #target: Target
  readonly #login: Login
  readonly #child: ChildProcessWithoutNullStreams
  readonly #interview: Interview
  readonly #ended: Promise<number | null>
  #answer: NodeJS.Timeout | null = null
  /** What was shown before our own first word; a menu may wait in the middle of a line. */
  #said = ''
  #draining: Promise<unknown> | null = null
  /** Why we ended it, or why it could not start. */
  #reason: CabestanError | null = null

  constructor({ target, login, child, log, interview, questions, ports }: Parts) {
    this.#target = target
    this.#login = login
    this.log = log
    this.#child = child
    this.#interview = interview
    this.patience = new Patience(patienceMs, () => this.giveUp())
    this.output = new PeerStream(this.#heard(child.stdout))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.patience.renew()
      log.push(text)
      if (log.authenticatedBy !== null)
        this.#answer ??= setTimeout(
          () => this.#isUnanswered && ports.progress({ type: 'unanswered' }),
          answerMs,
        )
    })
    // The end of the process reports this with a better reason.
    child.stdin.on('error', () => {})
    child.on('error', (error) => {
      this.#reason ??= startFailure(error)
    })
    this.#ended = this.#end(questions)
  }

  /** The destination as people are told it: with the user who logs in, unless that is a guess of ours. */
  get destination(): string {
    const { user, isGuess = false } = this.#login
    const isTold = !isGuess || this.log.authenticatedBy !== null
    return destinationAs(this.#target.destination, isTold ? user : null)
  }

  /** Resolves when ssh accepts more, so that large data does not fill the memory. Throws once ssh is gone. */
  async write(data: string | Uint8Array): Promise<void> {
    if (!this.#child.stdin.writable) throw await this.failure()
    this.patience.renew()
    if (this.#child.stdin.write(data)) return
    await this.#drained()
    this.patience.renew()
  }

  /** However many callers wait, only one listener is attached. */
  #drained(): Promise<unknown> {
    this.#draining ??= Promise.race([once(this.#child.stdin, 'drain').catch(() => {}), this.#ended]).finally(
      () => {
        this.#draining = null
      },
    )
    return this.#draining
  }

  abort(reason: CabestanError): void {
    this.#reason ??= reason
    this.#child.kill('SIGKILL')
  }

  /** Nothing came for too long. */
  giveUp(): void {
    this.abort(this.#silence())
  }

  /** Ends ssh because of what was thrown, and returns the reason for which it really ended. */
  async reject(thrown: unknown): Promise<unknown> {
    if (thrown instanceof CabestanError) this.abort(thrown)
    else this.#child.kill('SIGKILL')
    await this.#ended
    return this.#reason ?? thrown
  }

  async close(): Promise<void> {
    this.patience.end()
    this.#child.stdin.end()
    const gone = await Promise.race([this.#ended.then(() => true), sleep(5000, false, { ref: false })])
    if (!gone) this.#child.kill('SIGKILL')
    await this.#ended
  }

  /** Called after the stream ended, to find out why. `noise` is what came in place of what was expected. */
  async failure(noise = ''): Promise<CabestanError> {
    const code = await this.#ended
    return this.#reason ?? this.#readEnd(code, noise)
  }

  async *#heard(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of source) {
        this.patience.renew()
        if (this.stage === 'login')
          this.#said = (this.#said + Buffer.from(chunk).toString()).slice(0, mostSaid)
        yield chunk
      }
    } catch {
      // The stream was torn down because the process ended, and the process knows why.
    }
  }

  #readEnd(code: number | null, noise: string): CabestanError {
    const { log, stage, destination: host } = this
    if (stage === 'login' && code === 255 && log.authenticatedBy === null) {
      const { passwordGiven, lockedKey } = this.#interview
      return sshFailure(log, { host, passwordGiven, lockedKey })
    }
    const tail = [noise.trim(), log.tail()].filter((part) => part !== '').join('\n')
    const detail = { exitCode: code, tail }
    const lost = code === null || (code === 255 && log.remoteEnd === null)
    if (lost) return new CabestanError('connection.lost', { host }, { detail })
    if (stage === 'sudo') return new CabestanError('sudo.missing', { host }, { detail })
    if (stage === 'engine') return new CabestanError('engine.killed', { host }, { detail })
    const expired = /password change required|required to change your password|password has expired/i.test(
      tail,
    )
    return new CabestanError(expired ? 'password.expired' : 'ssh.failed', { host }, { detail })
  }

  get #isUnanswered(): boolean {
    return this.stage === 'login' && this.log.authenticatedBy !== null
  }

  #silence(): CabestanError {
    if (this.#isUnanswered) {
      const detail = { tail: this.#said.trim() }
      return new CabestanError('ssh.no-commands', { host: this.destination }, { detail })
    }
    const values = { host: this.destination, reason: 'silence' }
    return new CabestanError('connection.lost', values, { detail: { tail: this.log.tail() } })
  }

  /** Programs that ssh started may keep its streams open for ever, so the end of the process counts. */
  async #end(questions: AskpassServer): Promise<number | null> {
    const closed = new Promise<void>((resolve) => this.#child.once('close', () => resolve()))
    const exited = new Promise<number | null>((resolve) => {
      this.#child.once('exit', (code) => resolve(code)).once('error', () => resolve(null))
    })
    const code = await exited
    this.patience.end()
    if (this.#answer) clearTimeout(this.#answer)
    await Promise.race([closed, sleep(1000, undefined, { ref: false })])
    for (const stream of this.#child.stdio) stream?.destroy()
    await questions.close()
    return code
  }
}

function startFailure(error: NodeJS.ErrnoException): CabestanError {
  if (error.code === 'ENOENT') return new CabestanError('ssh.missing', {}, { cause: error })
  return new CabestanError('ssh.failed', { reason: error.message }, { cause: error })
}
