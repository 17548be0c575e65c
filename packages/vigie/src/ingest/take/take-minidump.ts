import { isObject } from '../../contract/json.ts'
import { clientIn } from '../address/authentication.ts'
import { type Fields, objectIn } from '../body/json.ts'
import { readBody, type Sink } from '../body/read-body.ts'
import { crashOf } from '../dump/dump.ts'
import { boundaryIn, FormReader, mostText } from '../dump/form.ts'
import { eventLeftBehind } from '../dump/left-behind.ts'
import { Beginning, lookedAt } from '../dump/minidump.ts'
import { limits } from '../limits.ts'
import { malformed } from '../refusal.ts'
import { assertPost, type Harvest, type Visit } from '../visit.ts'
import { eventIdOf } from './event-id.ts'
import { record } from './record.ts'

/**
 * What Crashpad and Breakpad send of themselves. The dump holds what the process held, passwords included, and is let
 * go by: why it ended and where is read from how it begins, and what stands beside it in the form tells the rest.
 */
export async function takeMinidump(visit: Visit): Promise<Harvest> {
  assertPost(visit)
  const boundary = boundaryIn(visit.request.headers['content-type'])
  const form = new FormReader(boundary ?? '', visit.share.hold)
  const bare = new Beginning()
  // The fields, the piece that is looked at, and the beginning of the dump.
  visit.share.hold(2 * mostText + lookedAt)
  const sink = boundary === null ? sinkOf(bare) : form
  await readBody(visit.request, sink, { most: limits.envelope, share: visit.share })
  if (boundary !== null && !form.hasFile) throw malformed('the form holds no dump', 'attachment')
  const told = together(
    eventLeftBehind((name) => form.left(name)),
    eventIn(form.fields),
  )
  const id = eventIdOf(told['event_id']) ?? visit.surroundings.newId()
  const value = crashOf(
    { ...clientOf(visit), ...told, event_id: id },
    'Minidump',
    boundary === null ? bare.bytes : form.beginning,
  )
  const taken = record(visit, { kind: 'event', id, sentAt: null, value })
  return { id, taken: [taken], uncounted: [{ category: 'attachment', reason: 'not-kept', quantity: 1 }] }
}

/** The crash handler names in its address what left the dump. */
function clientOf({ request, route }: Visit): Fields {
  const sdk = clientIn(request.headers, route)
  return sdk === null ? {} : { sdk }
}

/** The other fields of the form join what the client said besides. */
function together(left: Fields, said: Fields): Fields {
  const extra = [left['extra'], said['extra']].filter((each) => isObject(each))
  return { ...left, ...said, ...(extra.length > 0 ? { extra: Object.assign({}, ...extra) } : {}) }
}

function sinkOf(file: Beginning): Sink {
  return {
    push: (chunk) => {
      file.add(chunk)
      return false
    },
    end: () => {},
  }
}

/** `sentry`, in pieces `sentry__1`, `sentry__2`…, or only `sentry[release]`; anything else is beside it. */
function eventIn(fields: ReadonlyMap<string, string>): Fields {
  const event: Record<string, unknown> = {}
  const extra: Record<string, unknown> = {}
  let json = ''
  for (const [name, text] of fields) {
    const [, path] = /^sentry((?:\[[^[\]]+\]){1,3})$/.exec(name) ?? []
    if (/^sentry(?:__\d+)?$/.test(name)) json += text
    else if (path) put(event, path.slice(1, -1).split(']['), text)
    else extra[name] = text
  }
  return { ...(Object.keys(extra).length > 0 ? { extra } : {}), ...objectIn(json), ...event }
}

function put(into: Record<string, unknown>, [name = '', ...rest]: readonly string[], text: string): void {
  if (rest.length === 0) into[name] = text
  else {
    const inner = Object.hasOwn(into, name) && isObject(into[name]) ? into[name] : {}
    put(inner, rest, text)
    into[name] = inner
  }
}
