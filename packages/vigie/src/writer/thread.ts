import { parentPort } from 'node:worker_threads'
import { digest } from '../digest/digest.ts'
import { openCore } from './core.ts'
import { forgetBeginning } from './forget-beginning.ts'
import { Loop } from './loop.ts'
import type { Opening, Report, Request } from './messages.ts'

const port = parentPort
if (!port) throw new Error('This is a thread, not a program')

port.once('message', ({ path }: Opening) => {
  const loop = new Loop(openCore({ path, digest, now: Date.now }), (report: Report) =>
    port.postMessage(report),
  )
  port.on('message', (request: Request) => {
    loop.receive(request)
    if (request.type === 'close') loop.closed.then(() => end())
  })
  port.postMessage('open')
  forgetBeginning()
})

function end(): void {
  port?.postMessage('closed')
  port?.close()
}
