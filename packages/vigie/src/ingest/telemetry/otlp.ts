import { isObject } from '../../contract/json.ts'
import { type Fields, parseJson } from '../body/json.ts'
import { logs, needle, traces } from './otlp-messages.ts'
import { decoded } from './protobuf.ts'

/** An exception from a span or a log line, and what was going on. */
export interface Recorded {
  readonly resource: Fields
  readonly scope: string | null
  /** The name of the span; null for a log line, which has its text instead. */
  readonly span: string | null
  readonly said: string | null
  readonly severity: number | null
  readonly traceId: string | null
  readonly spanId: string | null
  /** Nanoseconds since 1970. */
  readonly at: string | null
  readonly around: Fields
  readonly exception: Fields
}

/** Nothing is found in a body that is in neither of its two encodings. */
export function recordedIn(body: Buffer): readonly Recorded[] {
  // Most contain none, and are not examined any further.
  if (!body.includes(needle)) return []
  const whole = body.toString('latin1', 0, 64).trimStart().startsWith('{')
    ? jsonIn(body)
    : { ...decoded(body, traces), ...decoded(body, logs) }
  return [...spansOf(whole), ...linesOf(whole)]
}

function jsonIn(body: Buffer): Fields {
  try {
    const value = parseJson(body)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

function spansOf(whole: Fields): readonly Recorded[] {
  return eachWithin(whole, ['resourceSpans', 'scopeSpans', 'spans']).flatMap(([place, each]) => {
    const around = { ...place, ...idsOf(each), span: textOf(each['name']), around: attributesOf(each) }
    return listOf(each['events']).flatMap((event) => {
      const exception = attributesOf(event)
      if (event['name'] !== 'exception' && !tellsOf(exception)) return []
      return [{ ...around, said: null, severity: null, at: nanosOf(event['timeUnixNano']), exception }]
    })
  })
}

function linesOf(whole: Fields): readonly Recorded[] {
  return eachWithin(whole, ['resourceLogs', 'scopeLogs', 'logRecords']).flatMap(([place, each]) => {
    const all = attributesOf(each)
    if (!tellsOf(all)) return []
    const entries = Object.entries(all)
    const isOfException = ([name]: [string, unknown]) => name.startsWith('exception.')
    const severity = Number(each['severityNumber'])
    return [
      {
        ...{ ...place, ...idsOf(each), span: null },
        said: textOf(plainValue(each['body'])),
        severity: Number.isFinite(severity) ? severity : null,
        at: nanosOf(each['timeUnixNano']) ?? nanosOf(each['observedTimeUnixNano']),
        around: Object.fromEntries(entries.filter((entry) => !isOfException(entry))),
        exception: Object.fromEntries(entries.filter(isOfException)),
      },
    ]
  })
}

function tellsOf(found: Fields): boolean {
  return Boolean(found['exception.type'] || found['exception.message'])
}

type Place = Pick<Recorded, 'resource' | 'scope'>

function eachWithin(
  whole: Fields,
  [outer, middle, inner]: readonly [string, string, string],
): readonly (readonly [Place, Fields])[] {
  return listOf(whole[outer]).flatMap((of) => {
    const resource = isObject(of['resource']) ? attributesOf(of['resource']) : {}
    return listOf(of[middle]).flatMap((within) => {
      const scope = isObject(within['scope']) ? textOf(within['scope']['name']) : null
      return listOf(within[inner]).map((each) => [{ resource, scope }, each] as const)
    })
  })
}

function idsOf({ traceId, spanId }: Fields): Pick<Recorded, 'traceId' | 'spanId'> {
  return { traceId: hexOf(traceId, 32), spanId: hexOf(spanId, 16) }
}

function hexOf(value: unknown, length: number): string | null {
  const isId = typeof value === 'string' && value.length === length && /^[\da-f]+$/i.test(value)
  return isId && !/^0+$/.test(value) ? value.toLowerCase() : null
}

function attributesOf(of: Fields): Fields {
  const named = listOf(of['attributes']).map(({ key, value }) => [String(key), plainValue(value)] as const)
  return Object.fromEntries(named)
}

const deepest = 8

function plainValue(value: unknown, depth = 0): unknown {
  if (!isObject(value) || depth > deepest) return null
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue } = value
  if (isObject(arrayValue)) return listOf(arrayValue['values']).map((each) => plainValue(each, depth + 1))
  if (isObject(kvlistValue))
    return Object.fromEntries(
      listOf(kvlistValue['values']).map(({ key, value }) => [String(key), plainValue(value, depth + 1)]),
    )
  const whole = intValue === undefined ? undefined : Number(intValue)
  return stringValue ?? boolValue ?? whole ?? doubleValue ?? null
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter((each): each is Fields => isObject(each)) : []
}

function nanosOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^[1-9]\d{0,19}$/.test(text) ? text : null
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
