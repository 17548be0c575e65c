import type { ReleaseContext } from '../context.ts'
import { type Colour, socketOf } from '../places.ts'
import { openConnections } from './sockets.ts'

const pollMs = 50
/** nginx may have read the link an instant before the rename, without having connected yet. */
const settleMs = 200

/**
 * Waits until a colour that gets no new requests has answered those it had. Returns how many it did not answer in its
 * time.
 */
export async function untilUnused({ host, order, places }: ReleaseContext, colour: Colour): Promise<number> {
  const socket = socketOf(places, colour)
  const until = host.clock.now() + order.web.drainSeconds * 1000
  await host.clock.sleep(settleMs)
  let open = await openConnections(host, socket)
  while (open > 0 && host.clock.now() < until) {
    await host.clock.sleep(pollMs)
    open = await openConnections(host, socket)
  }
  return open
}
