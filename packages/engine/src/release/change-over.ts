import type { Owner } from '@cabestan/protocol/descriptions'
import { CabestanError } from '@cabestan/protocol/failures'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import type { ReleaseStage } from '@cabestan/protocol/releases'
import type { Host } from '../host/host.ts'
import { PendingServices } from '../services/pending-services.ts'
import type { Workshop } from '../workshop.ts'
import { claimSteps } from './claim-release.ts'
import { readLive } from './colour/live.ts'
import { nothingMade, type ReleaseContext } from './context.ts'
import { perform } from './pipeline.ts'
import { otherColour, type Places, type ReleasePlaces } from './places.ts'
import { scaled } from './processes/scale.ts'
import { orderOf } from './sealed-order.ts'
import { lostPython } from './venv/lost-python.ts'

export interface Target {
  readonly owner: Owner
  readonly places: Places
  /** A release that is complete: a former one, or the live one itself. */
  readonly target: ReleasePlaces
}

/** A release that was built before is taken up again from its own files. */
export async function contextFrom(
  { owner, places, target }: Target,
  { host, emit }: Workshop,
): Promise<ReleaseContext> {
  const live = await readLive(host, places)
  if (!live) throw new CabestanError('release.none')
  const order = await orderOf(host, target)
  await assertPython(host, target, order)
  return {
    host,
    emit,
    owner,
    order: await scaled(order, { host, places }),
    upload: null,
    places,
    release: target,
    live,
    colour: otherColour(live.colour),
    services: new PendingServices(host, emit),
    output: () => {},
    note: () => {},
    made: nothingMade(),
  }
}

/** Reported before anything is begun or the database is touched: this release could not even start. */
async function assertPython(host: Host, { number, venv }: ReleasePlaces, { commit }: ReleaseOrder) {
  const python = await lostPython(host, venv)
  if (python === null) return
  const values = { number: String(number), python, commit: commit.id.slice(0, 7) }
  throw new CabestanError('release.python-lost', values)
}

const stages: readonly ReleaseStage[] = ['start', 'probe', 'switch', 'drain']

/**
 * Nothing is built: start beside, probe, switch, drain. Where that fails, `beforeTheWayBack` is called before visitors
 * get what they had.
 */
export async function changeOver(
  context: ReleaseContext,
  beforeTheWayBack: () => Promise<void> = async () => {},
): Promise<void> {
  const { emit, host, order, release, made } = context
  const began = host.clock.now()
  emit({ type: 'release-started', number: release.number, commit: order.commit, stages: [...stages] })
  let lasts = false
  try {
    await perform(
      {
        stages,
        onStage: async (stage) => {
          if (stage !== 'drain') return
          lasts = true
          await claimSteps(context)
        },
        onFailure: async (failed) => {
          if (!failed.lasts) await beforeTheWayBack()
        },
      },
      context,
    )
  } finally {
    const { requests, lost } = made
    const milliseconds = host.clock.now() - began
    const verdict = lasts ? 'good' : 'withdrawn'
    emit({ type: 'release-finished', number: release.number, verdict, requests, lost, milliseconds })
  }
}
