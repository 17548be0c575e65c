import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { ApiRefusal } from '../refusal.ts'
import type { Environment, WebSurroundings } from '../surroundings.ts'
import { askerOf, inPerson } from '../who-asks.ts'

const heartbeatMs = 25_000
/** Each holds a connection open. */
const mostListeners = 100

/** What happens, while it happens. It ends with the session: every heartbeat looks. */
export function liveRoutes({ reader, writer, now }: WebSurroundings) {
  let listeners = 0
  return new Hono<Environment>().get('/live', inPerson, (context) => {
    if (listeners >= mostListeners) throw new ApiRefusal('overloaded')
    const { account, device } = askerOf(context)
    const isStillIn = () =>
      reader.devices(account.id, { id: device, now: now() }).some(({ isThis }) => isThis)
    context.header('x-accel-buffering', 'no')
    return streamSSE(context, async (stream) => {
      listeners += 1
      const forget = writer.onNotice((notice) => void stream.writeSSE({ data: JSON.stringify(notice) }))
      stream.onAbort(() => {
        forget()
        listeners -= 1
      })
      await stream.write('retry: 2000\n\n')
      while (!stream.aborted && isStillIn()) {
        await stream.sleep(heartbeatMs)
        await stream.write(': still here\n\n')
      }
      if (!stream.aborted) stream.abort()
    })
  })
}
