import type { ExceptionValue, Thread } from '../../contract/event.ts'
import { isObject, type Json, type JsonObject } from '../../contract/json.ts'
import type { Message } from '../event/message.ts'
import { bounds } from '../reading/bounds.ts'
import { listOf } from '../reading/collections.ts'
import type { Reading } from '../reading/reading.ts'
import { firstOf } from '../reading/shapes.ts'
import { readFrames } from './frames.ts'
import { writtenFrames } from './written-stack.ts'

interface Said {
  readonly exceptions: readonly ExceptionValue[]
  readonly message: Message | null
}

/** A stack without an exception, as raven sends it with messages, becomes a thread without a name. */
export function readThreads(
  event: JsonObject,
  { exceptions, message }: Said,
  reading: Reading,
): readonly Thread[] {
  const sent = listOf(firstOf(event, 'threads', 'sentry.interfaces.Threads'), 'threads', reading)
  if (sent.length > bounds.threads) reading.note('shortened', 'threads')
  const threads = mattering(sent).map((value) => readThread(value, reading))
  const apart = firstOf(event, 'stacktrace', 'sentry.interfaces.Stacktrace')
  const isWanted =
    apart === undefined && [...exceptions, ...threads].every(({ frames }) => frames.length === 0)
  const alone = readFrames(
    isWanted ? stackInWords(event, [...exceptions.map(({ value }) => value), message?.text]) : apart,
    reading,
  )
  return [...threads, ...(alone.length > 0 ? [{ ...nameless, frames: alone }] : [])]
}

const places = [
  'stack',
  'stacktrace',
  'stack_trace',
  'stackTrace',
  'traceback',
  'backtrace',
  'trace',
  'exception',
]

/** One's own loggers and handlers put it into a message or beside it. */
function stackInWords(
  { extra }: JsonObject,
  said: readonly (string | null | undefined)[],
): readonly Json[] | undefined {
  const beside = isObject(extra) ? [extra, extra['__serialized__'], extra['error'], extra['err']] : []
  const texts = [
    ...said,
    ...beside.filter((each) => isObject(each)).map((holder) => firstOf(holder, ...places)),
  ]
  for (const text of texts) {
    const isLong = typeof text === 'string' && text.includes('\n')
    const frames = isLong ? writtenFrames(text) : []
    if (frames.length > 0) return frames
  }
  return undefined
}

const nameless = { id: null, name: null, isCrashed: false, isCurrent: true, state: null }

/** If there are more than are kept, the crashed one must not be lost. */
function mattering(sent: readonly Json[]): JsonObject[] {
  const threads = sent.filter((each) => isObject(each))
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
