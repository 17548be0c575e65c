import type { ReleaseContext } from '../context.ts'
import { type Colour, socketOf } from '../places.ts'
import { openConnections } from './sockets.ts'

const pollMs = 50
/** nginx may have looked at the link an instant before the rename, and not have connected yet. */
const settleMs = 200

/** Until a colour that nobody is sent to any more has answered those who came before; so many it has not, in its time. */
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
