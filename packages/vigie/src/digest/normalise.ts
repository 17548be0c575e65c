import type { Event } from '../contract/event.ts'
import { isList, isObject, type Json, type JsonObject } from '../contract/json.ts'
import { readBreadcrumbs } from './event/breadcrumbs.ts'
import { noteClientsRemarks, noteCuts } from './event/clients-remarks.ts'
import type { Context } from './event/clock.ts'
import { readRequest } from './event/request.ts'
import { readOutline } from './outline.ts'
import { entriesOf, namedOf, objectOf } from './reading/collections.ts'
import { Reading } from './reading/reading.ts'
import { firstOf, isEmpty } from './reading/shapes.ts'

/** One shape for whatever an SDK of any age sent, including everything that is shown. */
export function normalise(raw: Json, context: Context): Event {
  const reading = new Reading(true)
  const sent = objectOf(raw, 'event', reading)
  const { outline, clock } = readOutline(sent, context, reading)
  const { told: _, message, ...shown } = outline
  const event = {
    ...shown,
    message: message?.text ?? null,
    breadcrumbs: readBreadcrumbs(sent, clock.shift, reading),
    request: readRequest(sent, reading),
    contexts: readContexts(sent, reading),
    extra: namedOf(sent['extra'], 'extra', reading),
    modules: readModules(sent['modules'], reading),
    sdk: readSdk(sent, reading),
  }
  noteClientsRemarks(sent['_meta'], reading)
  noteCuts(sent['_vigie'], reading)
  return { ...event, remarks: reading.remarks }
}

/** Django's broken template and raven's query used to have places of their own. */
function readContexts(event: JsonObject, reading: Reading): Event['contexts'] {
  const contexts = namedOf(contextsIn(event), 'contexts', reading)
  const template = firstOf(event, 'template', 'sentry.interfaces.Template')
  const query = event['sentry.interfaces.Query']
  const old = { ...(template === undefined ? {} : { template }), ...(query === undefined ? {} : { query }) }
  // SDKs send null for a context that was withdrawn, and game engines for one that they know nothing about.
  return [...contexts, ...namedOf(old, 'contexts', reading)].filter(({ value }) => !isEmpty(value))
}

/** Feature flags arrive as a list of names and results. */
function contextsIn(event: JsonObject): Json | undefined {
  const contexts = firstOf(event, 'contexts', 'sentry.interfaces.Contexts')
  const flags = isObject(contexts) ? contexts['flags'] : undefined
  if (!isObject(contexts) || !isObject(flags) || !isList(flags['values'])) return contexts
  const answers = flags['values'].filter((each) => isObject(each))
  return {
    ...contexts,
    flags: Object.fromEntries(answers.map(({ flag, result }) => [String(flag), result ?? null])),
  }
}

function readModules(value: Json | undefined, reading: Reading): Event['modules'] {
  return entriesOf(value, 'modules', reading).map(([name, version]) => [
    reading.text(name, 'modules') ?? '',
    reading.text(version, 'modules') ?? '',
  ])
}

function readSdk(event: JsonObject, reading: Reading): Event['sdk'] {
  const value = firstOf(event, 'sdk', 'sentry.interfaces.Sdk')
  if (typeof value === 'string')
    return sdkOf({ name: value.split('/')[0] ?? '', version: value.split('/')[1] ?? '' }, reading)
  return isObject(value) ? sdkOf(value, reading) : null
}

function sdkOf(sent: JsonObject, reading: Reading): Event['sdk'] {
  const name = reading.word(sent['name'], 'sdk.name')
  return name === null ? null : { name, version: reading.word(sent['version'], 'sdk.version') ?? '' }
}
