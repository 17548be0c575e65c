import type { Owner } from '@cabestan/protocol/descriptions'
import { CabestanError } from '@cabestan/protocol/failures'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { nameOnServer } from '@cabestan/protocol/server-name'
import type { Host } from '../host/host.ts'
import type { Workshop } from '../workshop.ts'
import { changeOver, contextFrom } from './change-over.ts'
import { readLive } from './colour/live.ts'
import type { ReleaseContext } from './context.ts'
import { contextOf } from './pipeline.ts'
import { placesOf } from './places.ts'
import { unknownProcess } from './processes/process-failures.ts'
import { orderOf } from './sealed-order.ts'
import { restartProcesses } from './stages/drain-stage.ts'

export interface RestartWork {
  readonly owner: Owner
  /** None: all of them. */
  readonly processes: readonly string[]
}

/** A wrong name is told before there is a run: nothing has failed on the server. */
export async function assertRestartable(host: Host, { owner, processes }: RestartWork): Promise<void> {
  const live = await readLive(host, placesOf(nameOnServer(owner.app, owner.environment)))
  if (!live) throw new CabestanError('release.none', { ...owner })
  assertKnown(processes, await orderOf(host, live.places))
}

/** The web process by a change of colour, so that no request is lost; the others by a warm shutdown. */
export async function restart({ owner, processes }: RestartWork, workshop: Workshop): Promise<void> {
  const places = placesOf(nameOnServer(owner.app, owner.environment))
  const live = await readLive(workshop.host, places)
  if (!live) throw new CabestanError('release.none')
  const context = await contextFrom({ owner, places, target: live.places }, workshop)
  const chosen = only(processes, context)
  if (chosen.web) await changeOver(chosen.context)
  else await restartProcesses(contextOf('drain', chosen.context))
}

function only(processes: readonly string[], context: ReleaseContext) {
  assertKnown(processes, context.order)
  const { programs } = context.order
  const wants = (name: string) => processes.length === 0 || processes.includes(name)
  const order = { ...context.order, programs: programs.filter(({ name }) => wants(name)) }
  return { web: wants('web'), context: { ...context, order } }
}

function assertKnown(processes: readonly string[], { programs }: ReleaseOrder): void {
  const known = ['web', ...programs.map(({ name }) => name)]
  const unknown = processes.find((name) => !known.includes(name))
  if (unknown !== undefined) throw unknownProcess(unknown, known)
}
