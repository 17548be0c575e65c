import type { Change } from '@cabestan/protocol/changes'
import { type Step, stepId } from '@cabestan/protocol/steps'
import { Readings } from '../facts/readings.ts'
import { Killed, type MemoryHost } from '../host/memory.ts'
import { PendingServices } from '../services/pending-services.ts'
import type { ApplyContext } from './kind.ts'
import { kindOf } from './registry.ts'

/** Tries one step on a machine in memory, in the way of the engine's loop. For tests. */
export class Trial {
  readonly host: MemoryHost
  readonly said: string[] = []

  constructor(host: MemoryHost) {
    this.host = host
    host.files.seedDirectory('/var/lib')
  }

  check(step: Step): Promise<Change | null> {
    return kindOf(step).check(step, this.#context())
  }

  /** What it changed, or null; throws where applying it was not enough. */
  async apply(step: Step): Promise<Change | null> {
    const change = await this.check(step)
    if (!change) return null
    await kindOf(step).apply(step, change, this.#context())
    const left = await this.check(step)
    if (left) throw new Error(`${stepId(step)} is unproven: ${JSON.stringify(left)}`)
    return change
  }

  async remove(step: Step): Promise<void> {
    await kindOf(step).remove?.(step, this.#context())
  }

  #context(): ApplyContext {
    return {
      host: this.host,
      readings: new Readings(this.host),
      services: new PendingServices(this.host),
      output: (line) => this.said.push(line),
      waiting: () => {},
    }
  }
}

/**
 * Kills the work before each of its effects in turn, lets the next run finish it, and hands the machine on to
 * be looked at. Answers how many instants there were.
 */
export async function killAtEachInstant(
  step: Step,
  makeHost: () => MemoryHost,
  look: (host: MemoryHost) => Promise<void>,
): Promise<number> {
  for (let effects = 0; ; effects += 1) {
    const trial = new Trial(makeHost())
    trial.host.dieAfter(effects)
    const killed = await wasKilled(() => trial.apply(step))
    trial.host.dieAfter(Number.POSITIVE_INFINITY)
    await trial.apply(step)
    await look(trial.host)
    if (!killed) return effects
  }
}

async function wasKilled(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return false
  } catch (error) {
    if (error instanceof Killed) return true
    throw error
  }
}
