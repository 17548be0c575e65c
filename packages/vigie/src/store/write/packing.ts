import type { Database } from '../database.ts'
import { pack, unpackQuietly } from '../payload.ts'
import { type Statement, statement } from '../statement.ts'
import { Worth } from './worth.ts'

/** What is likely to be alike: one project may send from a server and from browsers. */
export interface Likeness {
  readonly project: number
  readonly platform: string
}

/** As a payload is stored. */
export interface Packed {
  readonly body: Buffer
  readonly dictionary: number
}

interface Current {
  readonly id: number
  readonly bytes: Uint8Array
  readonly worth: Worth
}

/** Of an event, from its beginning; most are shorter. */
const longest = 64 * 1024
/** In memory, of as many projects and platforms: a mebibyte of dictionaries, each of which is read again in 0.1 ms. */
const mostCurrent = 16

/**
 * Packs events with a former one like them as the dictionary. The event of which one is made costs hardly more than before:
 * the dictionary holds what it says, and its own payload nothing but the name.
 */
export class Packing {
  readonly #statements: ReturnType<typeof prepare>
  /** The last that was used comes last. */
  readonly #current = new Map<string, Current>()

  constructor(database: Database) {
    this.#statements = prepare(database)
  }

  /** Within the transaction that writes the payload: what it names is on the disk with it, or neither is. */
  pack(body: Uint8Array, number: number, likeness: Likeness): Packed {
    const current = this.#find(likeness)
    if (!current) return this.#begin(body, number, likeness, new Worth())
    const packed = pack(body, current.bytes)
    const isSpent = current.worth.isSpent(body.length, packed.length)
    this.#keep(likeness, current)
    return isSpent
      ? this.#begin(body, number, likeness, current.worth.next())
      : { body: packed, dictionary: current.id }
  }

  /** Asked each time: a transaction that failed, or the end of its last payload, has taken it back. */
  #find(likeness: Likeness): Current | null {
    const known = this.#current.get(nameOf(likeness))
    if (known && this.#statements.isThere.first({ id: known.id })) return known
    const row = this.#statements.newest.first(likeness)
    // A damaged one is of no use to what comes; its payloads are read as damaged ones are.
    const bytes = row ? unpackQuietly(row.body) : null
    return row && bytes ? { id: row.id, bytes, worth: new Worth() } : null
  }

  #begin(body: Uint8Array, id: number, likeness: Likeness, worth: Worth): Packed {
    // A copy: the body is given back once it is written.
    const bytes = Buffer.from(body.subarray(0, longest))
    const { project, platform } = likeness
    this.#statements.make.run({ id, project, platform, body: pack(bytes) })
    this.#keep(likeness, { id, bytes, worth })
    return { body: pack(body, bytes), dictionary: id }
  }

  #keep(likeness: Likeness, current: Current): void {
    const name = nameOf(likeness)
    this.#current.delete(name)
    this.#current.set(name, current)
    const [oldest] = this.#current.keys()
    if (this.#current.size > mostCurrent && oldest !== undefined) this.#current.delete(oldest)
  }
}

function nameOf({ project, platform }: Likeness): string {
  return `${project} ${platform}`
}

interface Row extends Likeness {
  readonly id: number
  readonly body: Uint8Array
}

function prepare(database: Database) {
  const { kysely } = database
  const staying = kysely
    .selectFrom('dictionary')
    .leftJoin('leaving', 'leaving.dictionary', 'dictionary.id')
    .where('leaving.dictionary', 'is', null)
  const make: Statement<Row, never> = statement<Row>(database, (value) =>
    kysely.insertInto('dictionary').values({
      id: value('id'),
      project: value('project'),
      platform: value('platform'),
      body: value('body'),
    }),
  )
  return {
    make,
    isThere: statement<{ id: number }, { id: number }>(database, (value) =>
      staying.select('dictionary.id').where('dictionary.id', '=', value('id')),
    ),
    newest: statement<Likeness, { id: number; body: Uint8Array }>(database, (value) =>
      staying
        .select(['dictionary.id', 'dictionary.body'])
        .where('dictionary.project', '=', value('project'))
        .where('dictionary.platform', '=', value('platform'))
        .orderBy('dictionary.id', 'desc')
        .limit(1),
    ),
  }
}
