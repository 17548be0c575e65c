import type { Thread } from '../contract/event.ts'
import type { Json } from '../contract/json.ts'
import { bounds } from './bounds.ts'
import { readFrames } from './frames.ts'
import type { Reading } from './reading.ts'
import { firstOf, isObject, type JsonObject, listOf } from './shapes.ts'

/** A stack that came alone, as raven sends it with messages, is a thread without a name. */
export function readThreads(event: JsonObject, reading: Reading): readonly Thread[] {
  const sent = listOf(firstOf(event, 'threads', 'sentry.interfaces.Threads'), 'threads', reading)
  if (sent.length > bounds.threads) reading.note('shortened', 'threads')
  const threads = mattering(sent).map((value) => readThread(value, reading))
  const alone = readFrames(firstOf(event, 'stacktrace', 'sentry.interfaces.Stacktrace'), reading)
  return [...threads, ...(alone.length > 0 ? [{ ...nameless, frames: alone }] : [])]
}

const nameless = { id: null, name: null, isCrashed: false, isCurrent: true, state: null }

/** Of more than are kept, the one that crashed must not be lost. */
function mattering(sent: readonly Json[]): JsonObject[] {
  const threads = sent.filter(isObject)
  if (threads.length <= bounds.threads) return threads
  const crashed = threads.filter((thread) => thread['crashed'] === true).slice(0, bounds.threads)
  return [...crashed, ...threads.filter((thread) => thread['crashed'] !== true)].slice(0, bounds.threads)
}

function readThread(sent: JsonObject, reading: Reading): Thread {
  return {
    id: reading.word(sent['id'], 'thread.id'),
    name: reading.word(sent['name'], 'thread.name'),
    isCrashed: reading.flag(sent['crashed'], 'thread.crashed') ?? false,
    isCurrent: reading.flag(sent['current'], 'thread.current') ?? false,
    state: reading.word(sent['state'], 'thread.state'),
    frames: readFrames(firstOf(sent, 'stacktrace', 'raw_stacktrace'), reading),
  }
}
