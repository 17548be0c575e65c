import type { Selectable } from 'kysely'
import type { Json } from '../../contract/json.ts'
import { bytesOf } from '../event-id.ts'
import type { Schema } from '../schema.ts'
import { type Loose, objectIn, textIn } from './loose.ts'
import type { Pen } from './pen.ts'
import type { Queued } from './queue.ts'

type Row = Omit<Selectable<Schema['feedback']>, 'id'>

const longest = 8192
/** Of a project: the oldest go. */
const kept = 10_000
/** In which two who left no name may have had the same to say; sooner it is one who sent it again. */
const hour = 3_600_000

/** Of all ages: `user_report` names the event outright, the newer kind is an event that has it among its contexts. */
export function keepFeedback({ database }: Pen, { project, receivedAt }: Queued, body: Json): void {
  const { kysely } = database
  const sent = objectIn(body)
  const read = readReport(sent) ?? readContext(objectIn(objectIn(sent['contexts'])['feedback']))
  if (!read) return
  const { event: named, ...words } = read
  const feedback = { ...words, project, at: receivedAt, event: eventIn(named) }
  if (isKnown(database, feedback)) return
  const { id } = database.run(kysely.insertInto('feedback').values(feedback))
  database.run(kysely.deleteFrom('feedback').where('id', '<=', id - kept))
}

/** Buttons are pressed twice, and clients repeat what had no answer. The older kind has no id of its own to tell by. */
function isKnown(database: Pen['database'], { at, ...words }: Row): boolean {
  const isOfSomebody = words.event !== null || words.email !== null || words.name !== null
  const alike = Object.entries(words) as [keyof typeof words, Row[keyof typeof words]][]
  const same = alike.reduce(
    (query, [column, value]) => query.where(column, 'is not distinct from', value),
    database.kysely
      .selectFrom('feedback')
      .select('id')
      .where('at', '>', isOfSomebody ? 0 : at - hour),
  )
  return database.first(same.limit(1)) !== undefined
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
