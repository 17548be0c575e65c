import type { Owner } from '@cabestan/protocol/descriptions'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { PendingServices } from '../services/pending-services.ts'
import type { Workshop } from '../workshop.ts'
import { nextNumber, readLive } from './colour/live.ts'
import { nothingMade, type ReleaseContext, type VenvMadeAhead } from './context.ts'
import { makeRelease } from './new-release.ts'
import { directoryNameOf, otherColour, placesOf, releasePlaces } from './places.ts'
import { removeUpload, uploadDirectory } from './uploads.ts'

export interface Asked {
  readonly description: { readonly owner: Owner }
  readonly release: ReleaseOrder
  readonly upload?: string | undefined
}

/** From an order to a release that serves, or to a server on which the former one does. */
export async function release(
  asked: Asked & { readonly by: string },
  workshop: Workshop,
  ahead: VenvMadeAhead | null,
): Promise<void> {
  const { upload, by } = asked
  const context = await contextFor(asked, workshop)
  context.made.ahead = ahead
  try {
    await makeRelease(context, by)
  } finally {
    if (upload !== undefined) await removeUpload(workshop.host, upload)
  }
}

export async function contextFor(
  { description, release: order, upload }: Asked,
  { host, emit }: Workshop,
): Promise<ReleaseContext> {
  const places = placesOf(order.name)
  const [live, number] = await Promise.all([readLive(host, places), nextNumber(host, order.name)])
  return {
    host,
    emit,
    owner: description.owner,
    order,
    upload: upload === undefined ? null : uploadDirectory(upload),
    places,
    release: releasePlaces(places, directoryNameOf(number, order.commit)),
    live,
    colour: live ? otherColour(live.colour) : 'blue',
    services: new PendingServices(host, emit),
    output: () => {},
    note: () => {},
    made: nothingMade(),
  }
}
