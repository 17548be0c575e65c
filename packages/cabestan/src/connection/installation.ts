import { createReadStream } from 'node:fs'
import { CabestanError } from '@cabestan/protocol/failures'
import type { Bootstrap } from './bootstrap.ts'
import type { Greeting, Said } from './bootstrap-line.ts'
import { installationScript } from './installation-script.ts'
import type { ConnectionEvent } from './ports.ts'
import { engineOptions, runtimeFor, sha512Hex } from './runtime.ts'
import { forgetRuntime, localRuntime, runtimeAddress } from './runtime-source.ts'

type InstallationSaid = Exclude<Said, { word: 'hello' | 'no-sudo' | 'no-terminal' | 'password' }>

/** This machine's side of an installation: gives the server's script what it asks for. */
export class Installation {
  readonly #bootstrap: Bootstrap
  readonly #greeting: Greeting
  #wanted: 'runtime' | 'engine' = 'runtime'
  #isFresh = false

  constructor(bootstrap: Bootstrap, greeting: Greeting) {
    this.#bootstrap = bootstrap
    this.#greeting = greeting
  }

  async follow(said: InstallationSaid): Promise<void> {
    const { session, ports } = this.#bootstrap
    switch (said.word) {
      case 'ready':
        this.#assertSupported()
        await session.patience.during(ports.permitted)
        session.stage = 'installation'
        return session.write(this.#script())
      case 'starting':
        session.stage = 'engine'
        return
      case 'waiting':
        return ports.progress({ type: 'waiting' })
      case 'need':
        this.#wanted = said.what
        if (said.what === 'engine') return this.#sendEngine()
        return said.tool === null ? this.#sendRuntime('') : this.#offerAddress()
      case 'progress':
        return this.#tell('fetched', said.bytes, this.#runtime.bytes)
      case 'refused':
        return said.how === 'send' ? this.#sendAnew() : this.#sendRuntime(said.reason)
      case 'failed':
        throw this.#failure(said)
    }
  }

  /** Checked before anything is written there. */
  #assertSupported(): void {
    const { system, version, systemd } = this.#greeting
    if (system !== 'debian' && system !== 'ubuntu') {
      throw new CabestanError('server.unsupported', { name: `${system} ${version}` })
    }
    if (!systemd) throw new CabestanError('server.no-systemd')
    runtimeFor(this.#greeting.machine)
  }

  get #runtime() {
    return runtimeFor(this.#greeting.machine)
  }

  #script(): string {
    const { mark, artefact } = this.#bootstrap
    const { version, bytes } = this.#runtime
    const variables = [
      `mark=${mark} runtime=${version} runtime_bytes=${bytes} engine=${artefact.hash}`,
      `options='${engineOptions}'`,
      `runtime_sha512=${sha512Hex(this.#runtime)}`,
    ]
    const script = `${variables.join('\n')}\n${installationScript}`
    return `${Buffer.byteLength(script)}\n${script}`
  }

  async #offerAddress(): Promise<void> {
    const { session, ports } = this.#bootstrap
    const address = await session.patience.during(runtimeAddress(this.#runtime, ports.environment))
    if (address === null) return this.#sendRuntime('')
    this.#tell('fetched', 0, this.#runtime.bytes)
    return session.write(`fetch ${address}\n`)
  }

  async #sendRuntime(reason: string): Promise<void> {
    const { session, ports } = this.#bootstrap
    const { bytes } = this.#runtime
    const path = await session.patience
      .during(localRuntime(this.#runtime, ports.environment))
      .catch((thrown) => Promise.reject(withReason(thrown, reason)))
    await session.write(`send ${bytes}\n`)
    let sent = 0
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      await session.write(chunk)
      sent += chunk.length
      this.#tell('sent', sent, bytes)
    }
  }

  /** What this machine had kept may be what is wrong, so it is fetched once more. */
  async #sendAnew(): Promise<void> {
    if (this.#wanted === 'engine' || this.#isFresh) throw this.#corrupt()
    this.#isFresh = true
    await forgetRuntime(this.#runtime, this.#bootstrap.ports.environment)
    return this.#sendRuntime('')
  }

  async #sendEngine(): Promise<void> {
    const { session, artefact } = this.#bootstrap
    const packed = await artefact.packed()
    this.#tell('sent', 0, packed.length)
    await session.write(`send ${packed.length}\n`)
    await session.write(packed)
    this.#tell('sent', packed.length, packed.length)
  }

  #tell(how: 'fetched' | 'sent', bytes: number, total: number): void {
    const event: ConnectionEvent = { type: 'installing', what: this.#wanted, how, bytes, total }
    this.#bootstrap.ports.progress(event)
  }

  #corrupt(): CabestanError {
    const file = this.#wanted === 'runtime' ? `${this.#runtime.name}@${this.#runtime.version}` : 'engine.mjs'
    return new CabestanError('runtime.corrupt', { host: this.#bootstrap.session.destination, file })
  }

  #failure({ code, rest }: InstallationSaid & { word: 'failed' }): CabestanError {
    const host = this.#bootstrap.session.destination
    const [path = '', free] = rest.split(' ')
    switch (code) {
      case 'disk.full':
        return new CabestanError(code, { host, path, ...(free === undefined ? {} : { free }) })
      case 'disk.read-only':
        return new CabestanError(code, { host, path })
      case 'locked':
        return new CabestanError('command.timeout', {
          command: 'flock /opt/cabestan/install.lock',
          seconds: '600',
        })
      default:
        return new CabestanError('command.failed', { host, command: rest }, { detail: { tail: rest } })
    }
  }
}

/** Why the server could not download it matters as much as why this machine could not. */
function withReason(thrown: unknown, reason: string): unknown {
  if (!(thrown instanceof CabestanError) || reason === '') return thrown
  const { code, values } = thrown.failure
  return new CabestanError(code, values, { detail: { tail: reason }, cause: thrown })
}
