import { spawn } from 'node:child_process'
import type { CabestanError } from '@cabestan/protocol/failures'
import { rememberedLogin } from '../../connection/known-servers.ts'
import { sshFailure } from '../../connection/ssh-failures.ts'
import { SshLog } from '../../connection/ssh-log.ts'
import { destinationAs, type Target } from '../../connection/target.ts'
import { sshArgumentsFor } from './plain-ssh.ts'

/** What a person's own ssh says where it reaches no server, or another than it knows; then it gives up. */
const complaint =
  /^(?:@{20,}|ssh: (?:connect to |Could not resolve )|Host key verification failed|Connection timed out during banner exchange|No \S+ host key is known)/m

/** ssh ends at once behind its complaint, unless it was told to go on all the same. */
const patienceMs = 1000

/** Passes on what ssh and the remote program say aside, and keeps back what might be told in Cabestan's words. */
export class Aside {
  #kept = ''
  readonly #write: (text: string | Buffer) => void
  #timer: NodeJS.Timeout | null = null
  #isOver = false

  constructor(write: (text: string | Buffer) => void) {
    this.#write = write
  }

  get hasComplaint(): boolean {
    return this.#kept !== ''
  }

  push(piece: Buffer): void {
    // ssh writes each of its lines at once.
    const keeps = this.hasComplaint || (!this.#isOver && complaint.test(piece.toString()))
    if (!keeps) {
      this.#write(piece)
      return
    }
    this.#kept += piece.toString()
    this.#timer ??= setTimeout(() => this.release(), patienceMs)
  }

  release(): void {
    this.drop()
    if (this.#kept !== '') this.#write(this.#kept)
    this.#kept = ''
  }

  drop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#isOver = true
  }
}

/**
 * Why a server is not reached; null: it is. Asked once more, because the complaint may be that of a program on the server
 * that uses ssh itself.
 */
export async function whyUnreached(
  target: Target,
  environment: NodeJS.ProcessEnv,
): Promise<CabestanError | null> {
  const argv = ['-T', ...asking, ...(await sshArgumentsFor(target, ['true'], environment))]
  const log = new SshLog()
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn('ssh', argv, {
      env: { ...environment, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => log.push(text))
    child.on('error', () => resolve(null)).on('close', resolve)
  })
  if (code !== 255 || log.authenticatedBy !== null) return null
  const host = destinationAs(target.destination, await rememberedLogin(target, environment))
  const failure = sshFailure(log, { host, passwordGiven: false, lockedKey: null })
  return /^host(?:-key)?\./.test(failure.failure.code) ? failure : null
}

const asking = ['BatchMode=yes', 'LogLevel=DEBUG1', 'ConnectTimeout=5', 'ControlPath=none'].flatMap(
  (setting) => ['-o', setting],
)
