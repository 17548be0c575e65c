import { toFailure } from '@cabestan/protocol/failures'
import { type ReleaseRecord, releaseStages } from '@cabestan/protocol/releases'
import { writeRelease } from '../ledger/releases.ts'
import { claimSteps } from './claim-release.ts'
import type { ReleaseContext } from './context.ts'
import { notify } from './hooks.ts'
import { contextOf, perform } from './pipeline.ts'

/** All stages of a new release, each recorded in the ledger as it begins. */
export async function makeRelease(context: ReleaseContext, by: string): Promise<void> {
  const { emit, host, order, release } = context
  const ledger = new Ledger(context, by)
  emit({ type: 'release-started', number: release.number, commit: order.commit, stages: [...releaseStages] })
  try {
    await perform(
      {
        stages: releaseStages,
        onStage: async (stage) => {
          // From its first request on this is the live release, whatever becomes of the run.
          if (stage === 'drain') await claimSteps(context)
          await ledger.keep({ stage })
        },
        onFailure: ({ thrown, stage, lasts }) =>
          ledger.keep({
            verdict: lasts ? 'good' : stage === 'switch' ? 'withdrawn' : 'failed',
            failure: toFailure(thrown),
          }),
      },
      context,
    )
    await ledger.keep({ verdict: 'good', stage: null })
  } finally {
    const { verdict, failure } = ledger.record
    emit({
      type: 'release-finished',
      number: release.number,
      verdict,
      requests: context.made.requests,
      lost: context.made.lost,
      milliseconds: host.clock.now() - ledger.record.startedAt,
    })
    await notify(contextOf('drain', context), { verdict, failure: failure?.code ?? null })
  }
}

/** The record of one release, which is kept up to date on disk. */
class Ledger {
  record: ReleaseRecord
  readonly #context: ReleaseContext

  constructor(context: ReleaseContext, by: string) {
    const { order, release, host, live } = context
    this.#context = context
    this.record = {
      number: release.number,
      directory: release.directoryName,
      commit: order.commit,
      former: live?.places.number ?? null,
      ref: order.ref,
      by,
      startedAt: host.clock.now(),
      milliseconds: null,
      verdict: 'unfinished',
      requests: null,
      lost: null,
      database: order.database.type,
      migrations: [],
      snapshot: null,
      stage: null,
      failure: null,
    }
  }

  async keep(more: Partial<ReleaseRecord>): Promise<void> {
    const { host, order, made } = this.#context
    const { migrations, snapshot, requests, lost } = made
    this.record = {
      ...this.record,
      ...{ migrations: [...migrations], snapshot, requests, lost },
      milliseconds: host.clock.now() - this.record.startedAt,
      ...more,
    }
    await writeRelease(host, order.name, this.record)
  }
}
