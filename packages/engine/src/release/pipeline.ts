import { CabestanError, toFailure } from '@cabestan/protocol/failures'
import type { ReleaseStage } from '@cabestan/protocol/releases'
import type { ReleaseContext } from './context.ts'
import { stages } from './stages/stages.ts'

/** After this stage the release is live and stays live: what fails later is reported, and nothing is taken back. */
const lastingFrom: ReleaseStage = 'drain'

export interface Course {
  /** The stages in the order of work. */
  readonly stages: readonly ReleaseStage[]
  /** Called before each stage, for the ledger. */
  readonly onStage: (stage: ReleaseStage) => Promise<void>
  /**
   * Called with the failure before anything is taken back, so that it is recorded whatever happens on the way back.
   */
  readonly onFailure: (failed: Failed) => Promise<void>
}

interface Failed {
  readonly thrown: unknown
  readonly stage: ReleaseStage
  /** Visitors have the release already, and keep it. */
  readonly lasts: boolean
}

/**
 * Stages in their order. What one of them throws ends the course: what was done is taken back in the reverse
 * order, and the former release serves on.
 */
export async function perform(course: Course, context: ReleaseContext): Promise<void> {
  const begun: ReleaseStage[] = []
  const unwritten: Failed[] = []
  for (const stage of course.stages) {
    begun.push(stage)
    const lasts = begun.includes(lastingFrom)
    try {
      await course.onStage(stage).catch((thrown) => {
        if (!lasts) throw thrown
        // Visitors have it already, so the remaining stages are done whether or not they can be recorded.
        unwritten.push({ thrown, stage, lasts })
      })
      await performStage(stage, context)
    } catch (thrown) {
      const failure = await fail({ thrown, stage, lasts }, course)
      if (!lasts) await takeBack(begun, context)
      throw failure
    }
  }
  const [first] = unwritten
  if (first) throw await fail(first, course)
}

/** A full disk may not even let this be recorded, and then undoing matters all the more. */
async function fail(failed: Failed, course: Course): Promise<CabestanError> {
  await course.onFailure(failed).catch(() => {})
  return CabestanError.from(toFailure(failed.thrown))
}

async function performStage(stage: ReleaseStage, context: ReleaseContext): Promise<void> {
  const { emit, host } = context
  const began = host.clock.now()
  emit({ type: 'stage-started', stage })
  try {
    const outcome = await stages[stage].run(contextOf(stage, context))
    const milliseconds = host.clock.now() - began
    emit({ type: 'stage-done', stage, skipped: outcome === 'skipped', milliseconds })
  } catch (thrown) {
    emit({ type: 'stage-failed', stage, failure: toFailure(thrown) })
    throw thrown
  }
}

/** Notices of a stage carry its name. */
export function contextOf(stage: ReleaseStage, context: ReleaseContext): ReleaseContext {
  const { emit } = context
  return {
    ...context,
    output: (line) => emit({ type: 'output', id: `release:${stage}`, line }),
    note: (code, values = {}) => {
      const texts = Object.entries(values).map(([name, value]) => [name, String(value)])
      emit({ type: 'notice', stage, code, values: Object.fromEntries(texts) })
    },
  }
}

/** The stage that failed may have done half of its work, so it is the first to be undone. */
async function takeBack(begun: readonly ReleaseStage[], context: ReleaseContext): Promise<void> {
  for (const stage of begun.toReversed()) {
    const undo = stages[stage].undo
    if (!undo) continue
    try {
      await undo(contextOf(stage, context))
      context.emit({ type: 'stage-undone', stage })
    } catch (thrown) {
      // A stage that cannot be undone must not keep the others from being undone.
      context.emit({ type: 'stage-failed', stage, failure: toFailure(thrown) })
    }
  }
}
