import { CabestanError, toFailure } from '@cabestan/protocol/failures'
import type { Step } from '@cabestan/protocol/steps'
import { readDisk } from '../../facts/system.ts'
import type { Workshop } from '../../workshop.ts'
import { endBounded } from '../bounded.ts'
import type { ReleaseContext, VenvMadeAhead } from '../context.ts'
import { hasMemory } from '../memory.ts'
import { placesOf } from '../places.ts'
import { type Asked, contextFor } from '../release.ts'
import { makeVenv, makingOf } from './make-venv.ts'
import { isOwnFault } from './own-fault.ts'

/**
 * The venv of a first release, made while the packages of the services are installed: that leaves a processor idle,
 * and needs none of them. Only a saving of time: what goes wrong here is silent. The release tells it in its turn: at
 * once where the project's own list is at fault, and else after it has done it again.
 */
export class VenvAhead {
  readonly #asked: Asked
  readonly #workshop: Workshop
  #work: Promise<VenvMadeAhead | null> | null = null
  #isGivenUp = false
  #isAtWork = false

  constructor(asked: Asked, workshop: Workshop) {
    this.#asked = asked
    this.#workshop = workshop
  }

  /** Called after each step of the server. Everything that it needs exists once the application's home does. */
  after(step: Step): void {
    const { home } = placesOf(this.#asked.release.name)
    if (step.kind === 'directory' && step.path === home) this.#work ??= this.#begin()
  }

  #begin(): Promise<VenvMadeAhead | null> {
    this.#isAtWork = true
    return this.#make()
      .catch(() => null)
      .finally(() => {
        this.#isAtWork = false
      })
  }

  /** Null where the release is to do it itself. */
  async ended(): Promise<VenvMadeAhead | null> {
    if (this.#work !== null && this.#isAtWork)
      this.#workshop.emit({ type: 'waiting', id: 'release:venv', what: 'venv-ahead', holder: '' })
    return this.#work
  }

  /** No release follows. */
  async giveUp(): Promise<void> {
    if (this.#work === null) return
    this.#isGivenUp = true
    await endBounded({ host: this.#workshop.host, user: this.#asked.release.name })
    await this.#work
  }

  async #make(): Promise<VenvMadeAhead | null> {
    const context = await contextFor(this.#asked, this.#workshop)
    if (!(await isWorthIt(context))) return null
    const making = await makingOf(context)
    if (this.#isGivenUp) return null
    const { places } = context
    // The lists must not lie among the venvs, where everything that is no complete venv is removed.
    const from = { lists: `${places.venvs}/requirements`, directory: places.home }
    const outcome = await makeVenv(context, making, from).catch((thrown) => ownFault(thrown, context))
    return outcome === null ? null : { venv: making.venv, outcome }
  }
}

function ownFault(thrown: unknown, { order }: ReleaseContext): CabestanError | null {
  const failure = toFailure(thrown)
  return isOwnFault(failure, order.venv) ? CabestanError.from(failure) : null
}

const enoughMegabytes = 3000

/** Skipped beside a live site, where nothing is done early, and where a package of the project needs its source. */
async function isWorthIt({ host, live, order }: ReleaseContext): Promise<boolean> {
  if (live !== null || order.venv.local.length > 0) return false
  const [{ freeMegabytes }, hasRoom] = await Promise.all([readDisk(host), hasMemory(host)])
  return hasRoom && freeMegabytes >= enoughMegabytes
}
