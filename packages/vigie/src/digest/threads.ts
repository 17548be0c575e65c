import type { ExceptionValue, Thread } from '../contract/event.ts'
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

interface Stacks {
  readonly exceptions: readonly ExceptionValue[]
  readonly threads: readonly Thread[]
}

/** Mobile and native SDKs, and old ones, send an exception and its stack apart. */
export function joinStacks({ exceptions, threads }: Stacks): Stacks {
  const first = exceptions[0]
  if (!first) return { exceptions, threads }
  // Raven repeats the exception's stack on its own.
  if (exceptions.some(({ frames }) => frames.length > 0))
    return { exceptions, threads: threads.filter(isSomething) }
  const thread = threadOf(first, threads)
  if (!thread) return { exceptions, threads }
  return {
    exceptions: [{ ...first, frames: thread.frames }, ...exceptions.slice(1)],
    threads: threads.filter((other) => other !== thread || other.id !== null),
  }
}

function threadOf(exception: ExceptionValue, threads: readonly Thread[]): Thread | undefined {
  const stacked = threads.filter(({ frames }) => frames.length > 0)
  return (
    stacked.find(({ id }) => id !== null && id === exception.threadId) ??
    stacked.find(({ isCrashed }) => isCrashed) ??
    stacked.find(({ isCurrent }) => isCurrent)
  )
}

function isSomething({ id, name }: Thread): boolean {
  return id !== null || name !== null
}
