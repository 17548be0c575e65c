import { CabestanError } from '@cabestan/protocol/failures'
import type { Secret } from '@cabestan/protocol/secret'
import type { AskedText } from './askpass-server.ts'
import type { ConnectionPorts } from './ports.ts'
import type { SshLog } from './ssh-log.ts'
import { readQuestion, type SshQuestion } from './ssh-questions.ts'

/** Passes questions of one ssh on to the person and remembers the outcome. */
export class Interview {
  passwordGiven = false
  lockedKey: string | null = null
  readonly #ports: ConnectionPorts
  readonly #log: SshLog
  /** Ends ssh at once: without this answer it could only fail in less clear words. */
  readonly #giveUp: (failure: CabestanError) => void
  readonly #passphrasesGiven = new Set<string>()

  constructor(ports: ConnectionPorts, log: SshLog, giveUp: (failure: CabestanError) => void) {
    this.#ports = ports
    this.#log = log
    this.#giveUp = giveUp
  }

  async answer(asked: AskedText): Promise<Secret | string | null> {
    const question = readQuestion(asked.text, asked.hint)
    switch (question.kind) {
      case 'password':
        return this.#password(question.destination)
      case 'passphrase':
        return this.#passphrase(question.key)
      case 'host-key':
        return this.#hostKey(question)
      case 'notice':
        this.#ports.progress({ type: 'touch-key', text: question.text })
        return whenAborted(asked.gone)
      case 'prompt':
        return this.#ports.secret(question)
    }
  }

  async #password(destination: string): Promise<Secret | null> {
    const again = this.passwordGiven
    const answer = await this.#ports.secret({ kind: 'password', destination, again })
    if (answer) this.passwordGiven = true
    else this.#giveUp(this.#refusal(destination))
    return answer
  }

  #refusal(destination: string): CabestanError {
    const [user = '', host = ''] = destination.split(/@(?=[^@]*$)/)
    if (this.passwordGiven) return new CabestanError('password.refused', { host, user })
    if (this.lockedKey === null) return new CabestanError('key.refused', { host, user })
    return new CabestanError('key.locked', { host, user, key: this.lockedKey })
  }

  /** Without an answer ssh tries the next key. */
  async #passphrase(key: string): Promise<Secret | null> {
    const again = this.#passphrasesGiven.has(key)
    this.#passphrasesGiven.add(key)
    const answer = await this.#ports.secret({ kind: 'passphrase', key, again })
    if (!answer) this.lockedKey = key
    return answer
  }

  async #hostKey(question: SshQuestion & { kind: 'host-key' }): Promise<string | null> {
    const key = question.key ?? this.#log.hostKey ?? { algorithm: '', fingerprint: '' }
    const { destination } = question
    if (await this.#ports.confirm({ kind: 'host-key', destination, ...key })) return 'yes'
    this.#giveUp(new CabestanError('host-key.unknown', { host: destination, ...key }))
    return null
  }
}

function whenAborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null)
    signal.addEventListener('abort', () => resolve(null), { once: true })
  })
}
