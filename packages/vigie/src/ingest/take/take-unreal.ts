import { isObject } from '../../contract/json.ts'
import type { Fields } from '../body/json.ts'
import { readBody } from '../body/read-body.ts'
import { crashOf } from '../dump/dump.ts'
import { lookedAt } from '../dump/minidump.ts'
import { UnrealReader } from '../dump/unreal.ts'
import { eventOfContext } from '../dump/unreal-context.ts'
import { limits } from '../limits.ts'
import { assertPost, type Harvest, type Visit } from '../visit.ts'
import { eventIdOf } from './event-id.ts'
import { record } from './record.ts'

const notKept = { category: 'attachment', reason: 'not-kept', quantity: 1 } as const

/** Files of a crash, from Unreal's own reporter. Of its dump no more is read than of any other. */
export async function takeUnreal(visit: Visit): Promise<Harvest> {
  assertPost(visit)
  const reader = new UnrealReader()
  visit.share.hold(limits.small + lookedAt)
  await readBody(visit.request, reader, { most: limits.envelope, share: visit.share })
  if (reader.context === '' && reader.dump.length === 0)
    return { id: visit.surroundings.newId(), taken: [], uncounted: [notKept] }
  const told = eventOfContext(reader.context)
  const id = eventIdOf(told['event_id']) ?? visit.surroundings.newId()
  const value = crashTold({ ...told, event_id: id }, reader.dump)
  return { id, taken: [record(visit, { kind: 'event', id, sentAt: null, value })], uncounted: [notKept] }
}

/** The dump tells why and where; the words of a failed check say more than the place. */
export function crashTold(told: Fields, dump: Buffer): Fields {
  if ('exception' in told) return told
  const { stacktrace, ...event } = told
  const crash = crashOf(event, 'UnrealCrash', dump)
  const exception = isObject(crash['exception'])
    ? (crash['exception']['values'] as readonly Fields[])[0]
    : undefined
  const message = isObject(told['logentry']) ? told['logentry']['formatted'] : undefined
  const value = {
    ...exception,
    ...(message ? { value: message } : {}),
    ...(stacktrace ? { stacktrace } : {}),
  }
  return { ...crash, exception: { values: [value] } }
}
