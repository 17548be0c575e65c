import { isList, isObject, type Json, type JsonObject } from '../../contract/json.ts'
import { bounds } from '../reading/bounds.ts'
import type { Reading } from '../reading/reading.ts'
import { firstOf } from '../reading/shapes.ts'

export interface Message {
  readonly text: string
  /**
   * The message as it stands in the source, before values were filled in; the final text where that is all there is.
   */
  readonly template: string
}

/** `logentry` with its parameters, or the plain `message` of old clients and of browsers. */
export function readMessage(event: JsonObject, reading: Reading): Message | null {
  const entry = firstOf(event, 'logentry', 'sentry.interfaces.Message')
  const plain = event['message']
  const fromEntry = read(entry, isObject(plain) ? undefined : plain, reading)
  return fromEntry ?? read(plain, undefined, reading) ?? plainMessage(feedbackIn(event), reading)
}

/** Newer SDKs send a visitor's feedback as an event of its own. */
function feedbackIn(event: JsonObject): Json | undefined {
  const contexts = event['contexts']
  const feedback = isObject(contexts) ? contexts['feedback'] : undefined
  return isObject(feedback) ? feedback['message'] : undefined
}

function read(value: Json | undefined, formatted: Json | undefined, reading: Reading): Message | null {
  if (!isObject(value)) return plainMessage(value, reading)
  const template = reading.word(firstOf(value, 'message', 'formatted'), 'logentry.message', bounds.message)
  if (template === null) return null
  const given = reading.word(firstOf(value, 'formatted'), 'logentry.formatted', bounds.message)
  const filled = given ?? fill(template, firstOf(value, 'params', 'args'), reading)
  const otherwise = filled === template ? reading.word(formatted, 'message', bounds.message) : null
  return { template, text: otherwise ?? filled }
}

function plainMessage(value: Json | undefined, reading: Reading): Message | null {
  const text = reading.word(value, 'message', bounds.message)
  return text === null ? null : { text, template: text }
}

const places = /%(?:\((\w+)\))?[#0\- +]?\d*(?:\.\d+)?[sdifrxeguoc@]|%%|\{(\w*)(?:[:!][^{}]{0,20})?\}/gi

/** Placeholders of Python, Java and PHP: `%s`, `%(name)s`, `{}`, `{0}`, `{name}`. Those without a parameter stay. */
function fill(template: string, params: Json | undefined, reading: Reading): string {
  if (!isList(params) && !isObject(params)) return template
  let next = 0
  const filled = template.replace(places, (place, named?: string, braced?: string) => {
    if (place === '%%') return '%'
    const name = named ?? braced
    const key = name || String(next++)
    return Object.hasOwn(params, key) ? show((params as JsonObject)[key] ?? null) : place
  })
  return reading.text(filled, 'logentry.formatted', bounds.message) ?? template
}

function show(value: Json): string {
  if (typeof value === 'string') return value.slice(0, bounds.message)
  return value === null || typeof value !== 'object' ? String(value) : '…'
}
