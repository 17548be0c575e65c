import { giveBackDecoded } from '../../ingest/body/bytes.ts'
import type { Database } from '../database.ts'
import { unpackQuietly } from '../payload.ts'
import { dropUnnamed } from '../write/dictionaries.ts'
import type { Likeness, Packing } from '../write/packing.ts'

/** How many are packed again at a time, which takes some milliseconds. */
const most = 8

interface Dictionary extends Likeness {
  readonly id: number
  readonly body: Uint8Array
}

/** Gradually packs payloads again whose dictionary is to go: what somebody deleted is gone with the last of them. */
export function leaveSome(database: Database, packing: Packing): boolean {
  const { kysely } = database
  const leaving = kysely.selectFrom('leaving').innerJoin('dictionary', 'dictionary.id', 'leaving.dictionary')
  const dictionary = database.first(leaving.selectAll('dictionary').limit(1))
  if (!dictionary) return false
  database.transaction(() => packAnew(database, packing, dictionary))
  return true
}

function packAnew(database: Database, packing: Packing, dictionary: Dictionary): void {
  const { kysely } = database
  const former = unpackQuietly(dictionary.body)
  const named = kysely.selectFrom('payload').select(['id', 'body']).where('dictionary', '=', dictionary.id)
  for (const { id, body } of database.all(named.orderBy('id').limit(most))) {
    const bytes = former && unpackQuietly(body, former)
    // Nobody could read it any more, with its dictionary or without.
    const packed = bytes ? packing.pack(bytes, id, dictionary) : { body, dictionary: null }
    database.run(kysely.updateTable('payload').set(packed).where('id', '=', id))
    for (const done of [packed.body, bytes ?? body]) giveBackDecoded(done)
  }
  if (former) giveBackDecoded(former)
  dropUnnamed(database, [{ dictionary: dictionary.id }])
}
