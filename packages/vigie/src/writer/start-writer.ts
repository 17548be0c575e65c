import type { Worker } from 'node:worker_threads'
import { isDamage, noteDamage } from '../store/recovery/damage.ts'
import { beginThread } from './begin-thread.ts'
import { type CoreOptions, openCore } from './core.ts'
import { Front } from './front.ts'
import { Loop } from './loop.ts'
import type { Opening, Report, Request } from './messages.ts'
import type { Writer } from './writer.ts'
import { WriterFailure, type WriterTrouble } from './writer-failure.ts'

export interface WriterOptions {
  /** The path of the database: `vigie.db` in the data directory. */
  readonly path: string
  /** A thread that was started earlier, if there is one. */
  readonly thread?: Worker
  /**
   * Called when the thread ended by itself or the database is damaged: nothing can be written, and the process should
   * restart.
   */
  readonly onDeath: (error: Error) => void
  /** Something could not be written; for the log. */
  readonly onTrouble?: (trouble: WriterTrouble) => void
}

/** Starts it in a thread of its own. Resolves once the database is open and sound. */
export function startWriter({ path, thread, onDeath, onTrouble }: WriterOptions): Promise<Writer> {
  const worker = thread ?? beginThread()
  worker.postMessage({ path } satisfies Opening)
  const front = new Front((request) => post(worker, request))
  return new Promise((resolve, reject) => {
    let state: 'opening' | 'open' | 'over' = 'opening'
    const end = (error: Error) => {
      if (isDamage(error)) noteDamage(path)
      if (state === 'opening') reject(error)
      if (state === 'open') onDeath(error)
      state = 'over'
      front.end('other')
    }
    const hear = (report: Report) => {
      front.receive(report)
      if (report.type === 'failed') onTrouble?.(report.trouble)
      if (report.type === 'damaged') onDeath(new WriterFailure('damaged', report.message))
    }
    worker.on('error', end)
    worker.on('exit', (code) => end(new Error(`The thread that writes ended by itself, with ${code}`)))
    worker.on('message', (message: Report | 'open' | 'closed') => {
      if (message === 'closed') state = 'over'
      else if (message !== 'open') hear(message)
      else {
        state = 'open'
        resolve(front)
      }
    })
  })
}

/** Starts it in this thread: for tests, and for commands that end at once. */
export function openWriter(options: CoreOptions): Writer {
  const loop = new Loop(openCore(options), (report) => front.receive(report))
  const front = new Front((request) => loop.receive(request))
  return front
}

/** Bodies are transferred rather than copied; those that share their memory with others are copied first. */
function post(worker: Worker, request: Request): void {
  if (request.type === 'take') {
    const records = request.records.map((record) => ({ ...record, body: alone(record.body) }))
    worker.postMessage({ ...request, records }, [...new Set(records.map(({ body }) => body.buffer))])
  } else if (request.type === 'read') {
    const event = { ...request.event, payload: alone(request.event.payload) }
    worker.postMessage({ ...request, event }, [event.payload.buffer])
  } else worker.postMessage(request)
}

function alone(body: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = body
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
  // Not Buffer's own `slice`, which does not copy.
  return isAlone ? (body as Uint8Array<ArrayBuffer>) : Uint8Array.prototype.slice.call(body)
}
