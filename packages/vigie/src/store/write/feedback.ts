import type { Json } from '../../contract/json.ts'
import { bytesOf } from '../event-id.ts'
import { type Loose, objectIn, textIn } from './loose.ts'
import type { Pen } from './pen.ts'
import type { Queued } from './queue.ts'

const longest = 8192
/** Of a project: the oldest go. */
const kept = 10_000

/** Of all ages: `user_report` names the event outright, the newer kind is an event that has it among its contexts. */
export function keepFeedback({ database }: Pen, { project, receivedAt }: Queued, body: Json): void {
  const { kysely } = database
  const sent = objectIn(body)
  const read = readReport(sent) ?? readContext(objectIn(objectIn(sent['contexts'])['feedback']))
  if (!read) return
  const { event, ...words } = read
  const { id } = database.run(
    kysely.insertInto('feedback').values({ ...words, project, at: receivedAt, event: eventIn(event) }),
  )
  database.run(kysely.deleteFrom('feedback').where('id', '<=', id - kept))
}

function readReport(sent: Loose) {
  const text = textIn(sent['comments'], longest)
  if (text === null) return null
  return {
    text,
    name: textIn(sent['name']),
    email: textIn(sent['email']),
    url: null,
    event: sent['event_id'],
  }
}

function readContext(sent: Loose) {
  const text = textIn(sent['message'], longest)
  if (text === null) return null
  return {
    text,
    name: textIn(sent['name']),
    email: textIn(sent['contact_email']),
    url: textIn(sent['url'], 2000),
    event: sent['associated_event_id'],
  }
}

function eventIn(value: Json | undefined): Uint8Array | null {
  const hex = (textIn(value) ?? '').replaceAll('-', '').toLowerCase()
  return /^[0-9a-f]{32}$/.test(hex) ? bytesOf(hex) : null
}
