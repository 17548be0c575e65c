import { Hono } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { ApiRefusal } from '../refusal.ts'
import type { Environment, WebSurroundings } from '../surroundings.ts'
import { askerOf, inPerson } from '../who-asks.ts'

const heartbeatMs = 25_000
/** How many at most, because each holds a connection open. */
const mostListeners = 100
/** A client that does not read any more is disconnected, because what waits for it takes memory. */
const mostUnread = 50

/** Reports what happens while it happens. It ends with the session, which is checked before anything is sent. */
export function liveRoutes(surroundings: WebSurroundings) {
  const { reader, now } = surroundings
  let listeners = 0
  return new Hono<Environment>().get('/live', inPerson, (context) => {
    if (listeners >= mostListeners) throw new ApiRefusal('overloaded')
    const { account, device } = askerOf(context)
    const isStillIn = () =>
      reader.devices(account.id, { id: device, now: now() }).some(({ isThis }) => isThis)
    context.header('x-accel-buffering', 'no')
    return streamSSE(context, async (stream) => {
      listeners += 1
      await tell(stream, isStillIn, surroundings)
      listeners -= 1
    })
  })
}

async function tell(stream: SSEStreamingApi, isStillIn: () => boolean, surroundings: WebSurroundings) {
  const { writer, ending } = surroundings
  const over = Promise.withResolvers<void>()
  let unread = 0
  const send = async (text: string) => {
    if (unread >= mostUnread || !isStillIn()) return over.resolve()
    unread += 1
    await stream.write(text)
    unread -= 1
  }
  const hangUp = () => over.resolve()
  const forget = writer.onNotice((notice) => void send(`data: ${JSON.stringify(notice)}\n\n`))
  const heart = setInterval(() => void send(': still here\n\n'), heartbeatMs).unref()
  ending.addEventListener('abort', hangUp)
  stream.onAbort(hangUp)
  await send('retry: 2000\n\n')
  await over.promise
  ending.removeEventListener('abort', hangUp)
  clearInterval(heart)
  forget()
}
