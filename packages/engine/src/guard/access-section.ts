import { CabestanError } from '@cabestan/protocol/failures'
import type { Step } from '@cabestan/protocol/steps'
import type { PendingServices } from '../services/pending-services.ts'
import { kindOf } from '../steps/registry.ts'
import type { Workshop } from '../workshop.ts'
import { Guard } from './guard.ts'

/** How long the owner's own machine has to prove that it can still log in. */
const proofSeconds = 60

interface Section {
  readonly services: PendingServices
  readonly login: string
  readonly steps: readonly Step[]
}

/**
 * The part of a run in which a mistake could lock the owner out. Before its first change the server gets a
 * timer that puts everything back; after its last one the timer goes only if the owner has got in anew.
 */
export class AccessSection {
  readonly #workshop: Workshop
  readonly #section: Section
  readonly #guard: Guard
  #token: string | null = null
  #settling: Promise<void> = Promise.resolve()

  constructor(workshop: Workshop, section: Section) {
    this.#workshop = workshop
    this.#section = section
    this.#guard = new Guard(workshop.host)
  }

  /** If a run died inside its section, nobody has proved anything, so the former state is restored first. */
  async clearLeftOver(): Promise<void> {
    if ((await this.#guard.state()) === null) return
    await this.#guard.restoreNow()
    this.#workshop.emit({ type: 'guard-restored' })
  }

  /** Called before a step changes anything. */
  async prepareFor(step: Step): Promise<void> {
    if (this.#token !== null || !kindOf(step).guards) return
    const paths = this.#section.steps.flatMap((each) => kindOf(each).guards?.(each).paths ?? [])
    this.#token = await this.#guard.arm({ paths: [...new Set(paths)], login: this.#section.login })
  }

  /**
   * Called after a step. sshd reads its files at once and is watched while the next steps do their work, because the
   * guard covers it by now and the proof comes after both.
   */
  follow(step: Step): void {
    if (step.kind !== 'sshd' || this.#token === null) return
    this.#settling = this.#section.services.settle(['ssh'])
    this.#settling.catch(() => {})
  }

  /**
   * Runs the steps of the section. A failure while the guard is armed restores at once; the end of the section asks
   * for proof.
   */
  async cover(work: () => Promise<void>): Promise<void> {
    try {
      await work()
      await this.#prove()
    } catch (thrown) {
      await this.#settling.catch(() => {})
      await this.#restore()
      throw thrown
    }
  }

  async #prove(): Promise<void> {
    if (this.#token === null) return
    await this.#settling
    await this.#section.services.settle(['ssh'])
    await this.#guard.rearm(proofSeconds)
    this.#workshop.emit({
      type: 'guard-armed',
      token: this.#token,
      login: this.#section.login,
      seconds: proofSeconds,
    })
    const outcome = await this.#guard.wait()
    this.#token = null
    this.#workshop.emit({ type: outcome === 'disarmed' ? 'guard-disarmed' : 'guard-restored' })
    if (outcome === 'restored') throw new CabestanError('access.unproven', { login: this.#section.login })
  }

  async #restore(): Promise<void> {
    if (this.#token === null) return
    this.#token = null
    await this.#guard.restoreNow()
    this.#workshop.emit({ type: 'guard-restored' })
  }
}
