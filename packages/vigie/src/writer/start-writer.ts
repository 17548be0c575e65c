import { Worker } from 'node:worker_threads'
import { isDamage, noteDamage } from '../store/recovery/damage.ts'
import { type CoreOptions, openCore } from './core.ts'
import { Front } from './front.ts'
import { Loop } from './loop.ts'
import type { Report, Request } from './messages.ts'
import type { Writer } from './writer.ts'
import { WriterFailure, type WriterTrouble } from './writer-failure.ts'

export interface WriterOptions {
  /** Of the database: `vigie.db` in the data directory. */
  readonly path: string
  /** The thread ended by itself, or the database is damaged: nothing can be written any more, and the process had better begin anew. */
  readonly onDeath: (error: Error) => void
  /** Something could not be written: for the log. */
  readonly onTrouble?: (trouble: WriterTrouble) => void
}

/** In megabytes. The bodies that wait and SQLite's pages are not among them. */
const limits = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 8 }

/** In a thread of its own. Resolves once the database is open and sound. */
export function startWriter({ path, onDeath, onTrouble }: WriterOptions): Promise<Writer> {
  const worker = new Worker(entry(), { workerData: { path }, resourceLimits: limits })
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

/** In this thread: for tests, and for commands that end at once. */
export function openWriter(options: CoreOptions): Writer {
  const loop = new Loop(openCore(options), (report) => front.receive(report))
  const front = new Front((request) => loop.receive(request))
  return front
}

/** Beside this file, as source or as a bundle. */
function entry(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './writer.mjs', import.meta.url)
}

/** Bodies change hands instead of being copied; those that share their memory with others are copied first. */
function post(worker: Worker, request: Request): void {
  if (request.type === 'take') {
    const records = request.records.map((record) => ({ ...record, body: alone(record.body) }))
    worker.postMessage({ ...request, records }, [...new Set(records.map(({ body }) => body.buffer))])
  } else worker.postMessage(request)
}

function alone(body: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = body
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
  // Not Buffer's own `slice`, which copies nothing.
  return isAlone ? (body as Uint8Array<ArrayBuffer>) : Uint8Array.prototype.slice.call(body)
}
