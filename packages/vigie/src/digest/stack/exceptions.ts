import type { ExceptionValue, Mechanism } from '../../contract/event.ts'
import { isObject, type Json, type JsonObject } from '../../contract/json.ts'
import { bounds } from '../reading/bounds.ts'
import { listOf, namedOf, objectOf } from '../reading/collections.ts'
import type { Reading } from '../reading/reading.ts'
import { firstOf, isEmpty } from '../reading/shapes.ts'
import { demangledType } from './demangled.ts'
import { kindOfReason } from './erlang.ts'
import { readFrames } from './frames.ts'
import { withoutReporter } from './reporter.ts'

/** The exception that was raised last, then its causes; clients send them in the opposite order. */
export function readExceptions(event: JsonObject, reading: Reading): readonly ExceptionValue[] {
  const said = firstOf(event, 'exception', 'sentry.interfaces.Exception')
  const sent = typeof said === 'string' ? [said] : listOf(said, 'exception', reading)
  const kept = lastOnes(isCauseLast(event) ? sent.toReversed() : sent, reading)
  const exceptions: ExceptionValue[] = []
  for (let place = kept.length - 1; place >= 0; place -= 1) {
    const exception = readException(kept[place], reading)
    if (exception) exceptions.push(exception)
  }
  return inOrderOfTheirTree(exceptions)
}

/** sentry-sdk before 0.7.11 sent the first exception first. */
function isCauseLast(event: JsonObject): boolean {
  const sdk = event['sdk']
  if (!isObject(sdk) || typeof sdk['version'] !== 'string') return false
  return sdk['name'] === 'sentry.python' && /^0\.(?:[0-6]\.|7\.(?:\d|10)$)/.test(sdk['version'])
}

function lastOnes(sent: readonly Json[], reading: Reading): readonly Json[] {
  if (sent.length <= bounds.exceptions) return sent
  reading.note('shortened', 'exception')
  return sent.slice(-bounds.exceptions)
}

function readException(value: Json | undefined, reading: Reading): ExceptionValue | null {
  if (isEmpty(value)) return null
  if (!isObject(value))
    return readException({ value: reading.text(value, 'exception', bounds.message) }, reading)
  const said = reading.text(firstOf(value, 'value', 'message'), 'exception.value', bounds.message)
  const named = reading.word(firstOf(value, 'type', 'name'), 'exception.type', bounds.line)
  const type = reading.platform === 'erlang' ? kindOfReason(named, said) : named
  const told = reading.platform === 'ruby' ? withoutType(said, named) : said
  const frames = readFrames(firstOf(value, 'stacktrace', 'raw_stacktrace', 'stack'), reading)
  const exception = {
    type: type === null ? null : demangledType(type),
    value: told,
    module: reading.word(value['module'], 'exception.module', bounds.path),
    threadId: reading.word(value['thread_id'], 'exception.thread_id'),
    mechanism: readMechanism(value['mechanism'], reading),
    frames: reading.platform === 'lua' ? withoutReporter(frames, said) : frames,
  }
  return saysNothing(exception) ? null : exception
}

/** Ruby's client sends the detailed message, `divided by 0 (ZeroDivisionError)`: the type stands before it anyway. */
function withoutType(value: string | null, type: string | null): string | null {
  if (value === null || type === null) return value
  const end = value.indexOf('\n')
  const line = end < 0 ? value : value.slice(0, end)
  const said = ` (${type})`
  return line.endsWith(said) ? line.slice(0, -said.length) + value.slice(line.length) : value
}

function saysNothing({ type, value, mechanism, frames }: ExceptionValue): boolean {
  return type === null && !value && mechanism === null && frames.length === 0
}

function readMechanism(value: Json | undefined, reading: Reading): Mechanism | null {
  if (isEmpty(value)) return null
  if (typeof value === 'string') return readMechanism({ type: value }, reading)
  const sent = objectOf(value, 'exception.mechanism', reading)
  return {
    type: reading.word(sent['type'], 'mechanism.type') ?? 'generic',
    isHandled: reading.flag(sent['handled'], 'mechanism.handled'),
    isSynthetic: reading.flag(sent['synthetic'], 'mechanism.synthetic') ?? false,
    id: reading.count(sent['exception_id'], 'mechanism.exception_id'),
    parentId: reading.count(sent['parent_id'], 'mechanism.parent_id'),
    isGroup: reading.flag(sent['is_exception_group'], 'mechanism.is_exception_group') ?? false,
    source: reading.word(sent['source'], 'mechanism.source'),
    description: reading.word(sent['description'], 'mechanism.description', bounds.message),
    code: codeIn(sent, reading),
    data: reading.isWhole ? mechanismData(sent, reading) : [],
  }
}

function codeIn({ meta }: JsonObject, reading: Reading): string | null {
  const error = isObject(meta) ? meta['ns_error'] : null
  if (!isObject(error)) return null
  const parts = ['domain', 'code'].map((name) => reading.word(error[name], `mechanism.meta.ns_error.${name}`))
  return parts.includes(null) ? null : parts.join(' ')
}

function mechanismData(sent: JsonObject, reading: Reading): Mechanism['data'] {
  return [
    ...namedOf(sent['data'], 'mechanism.data', reading),
    ...namedOf(sent['meta'], 'mechanism.meta', reading),
    ...(typeof sent['help_link'] === 'string'
      ? namedOf({ help_link: sent['help_link'] }, 'mechanism', reading)
      : []),
  ]
}

/**
 * sentry-go before 0.36 calls each of a chain a group whose only member is what it was wrapped in, and numbers
 * them from the cause on: nothing of that is so, and the order is right.
 */
function isFalseTree(exceptions: readonly ExceptionValue[]): boolean {
  const last = exceptions.length - 1
  return (
    last > 0 &&
    exceptions.every(({ mechanism }, place) => mechanism?.isGroup && mechanism.id === last - place)
  )
}

function withoutTree(exceptions: readonly ExceptionValue[]): readonly ExceptionValue[] {
  return exceptions.map((each) => ({
    ...each,
    mechanism: each.mechanism && { ...each.mechanism, isGroup: false, id: null, parentId: null },
  }))
}

/** SDKs that number exceptions say which belongs to which, and not all of them keep the order. */
function inOrderOfTheirTree(exceptions: readonly ExceptionValue[]): readonly ExceptionValue[] {
  if (isFalseTree(exceptions)) return withoutTree(exceptions)
  const ids = new Set(exceptions.map(({ mechanism }) => mechanism?.id ?? null))
  if (ids.has(null) || ids.size < exceptions.length) return exceptions
  return exceptions.toSorted((one, other) => (one.mechanism?.id ?? 0) - (other.mechanism?.id ?? 0))
}
