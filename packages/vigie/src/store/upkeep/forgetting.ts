import type { Database } from '../database.ts'

/**
 * How much of the disk budget the ids of dropped events may take. A client sends an event again where it did not hear
 * that it was taken: within minutes, or, where it keeps what it could not send, within days. A 32nd holds 400,000 ids
 * at the usual budget of 1 GiB. With ten events in each second for which there is no room any more, that is half a day;
 * with the thousand that the machine can take, seven minutes, besides those whose events are still here; with what most
 * sites send, months. Their whole ids are kept and not short hashes, of which two would be the same one day: an event
 * that was acknowledged would then not be counted at all.
 */
const share = 1 / 32
/** One row of the table and one of its index, in pages filled as they are when ids arrive in random order. */
const bytesOfOne = 80
const minute = 60_000
/** How many at a time, which takes some milliseconds. */
const most = 2000

/** Forgets the oldest ids of dropped events once there are more than there is room for. */
export class Forgetting {
  readonly #database: Database
  #countedAt = 0
  #excess = 0

  constructor(database: Database) {
    this.#database = database
  }

  /** True if something was forgotten. */
  step(budget: number, now: number): boolean {
    if (this.#excess <= 0 && now >= this.#countedAt + minute) this.#count(budget, now)
    if (this.#excess <= 0) return false
    this.#forget(Math.min(this.#excess, most))
    this.#excess -= most
    return true
  }

  /** Counting takes a while; between two counts there may be a few more than there should be. */
  #count(budget: number, now: number): void {
    this.#countedAt = now
    const ids = this.#database.kysely.selectFrom('dropped')
    const count = this.#database.first(ids.select(({ fn }) => fn.countAll<number>().as('count')))?.count ?? 0
    this.#excess = count - Math.floor((budget * share) / bytesOfOne)
  }

  #forget(count: number): void {
    const dropped = this.#database.kysely.selectFrom('dropped').select('id')
    const oldest = dropped.orderBy('id').limit(count)
    this.#database.run(this.#database.kysely.deleteFrom('dropped').where('id', 'in', oldest))
  }
}
