/** Events after which it is first asked whether a dictionary is worth its while; and the most. */
const soonest = 8
const latest = 1024
/** Of their bytes, what events come to that are like their dictionary: measured, 4 to 7 %; others come to 15 and more. */
const good = 1 / 8

/**
 * Whether a dictionary still pays: told by what events come to, not by its age. One that does not is given up at an event
 * that costs at least half as much as they do on average: small ones among large ones are not what the next has to be
 * like. Each time it is asked later, so that what is never alike makes few of them; and sooner again where one has paid.
 */
export class Worth {
  #wait: number
  #events = 0
  #bytes = 0
  #packed = 0

  constructor(wait = soonest) {
    this.#wait = wait
  }

  /** Counts an event; true where the next dictionary is to be made of it. */
  isSpent(bytes: number, packed: number): boolean {
    this.#events += 1
    this.#bytes += bytes
    this.#packed += packed
    if (this.#events < this.#wait) return false
    if (this.#packed > this.#bytes * good) return packed * this.#events * 2 >= this.#packed
    this.#wait = Math.max(this.#wait / 2, soonest)
    this.#events = this.#bytes = this.#packed = 0
    return false
  }

  /** Of the one that comes after it. */
  next(): Worth {
    return new Worth(Math.min(this.#wait * 2, latest))
  }
}
