import type { Queue, Queued } from '../store/write/queue.ts'

/**
 * Records that wait in memory to be digested, so that they need not be read back; those that do not fit are read
 * again.
 */
const warmBytes = 4 * 1024 * 1024
/** How many are read back at a time, by number and by weight. */
const [most, mostBytes] = [16, 1024 * 1024]

/** Records that are queued, in order. */
export class Backlog {
  readonly #queue: Queue
  #warm: Queued[] = []
  #bytes = 0
  #last = 0
  /** Whether more is queued than what is in memory. */
  #isCold: boolean
  size: number

  constructor(queue: Queue) {
    this.#queue = queue
    this.size = queue.size()
    this.#isCold = this.size > 0
  }

  add(records: readonly Queued[]): void {
    this.size += records.length
    for (const record of records) this.#keep(record)
  }

  /** The oldest records, and at least one while there are any. */
  next(): readonly Queued[] {
    if (this.#warm.length === 0 && this.#isCold) this.#readMore()
    return this.#warm
  }

  done(count: number): void {
    const digested = this.#warm.slice(0, count)
    this.#warm = this.#warm.slice(count)
    this.#last = digested.at(-1)?.number ?? this.#last
    this.#bytes -= digested.reduce((sum, record) => sum + bytesOf(record), 0)
    this.size -= count
  }

  #keep(record: Queued): void {
    if (this.#isCold || this.#bytes > warmBytes) {
      this.#isCold = true
      return
    }
    this.#warm.push(record)
    this.#bytes += bytesOf(record)
  }

  #readMore(): void {
    let next = this.#queue.next(this.#last)
    for (; next !== null; next = this.#queue.next(next.number)) {
      this.#warm.push(next)
      this.#bytes += bytesOf(next)
      if (this.#warm.length === most || this.#bytes >= mostBytes) return
    }
    this.#isCold = false
    if (this.#warm.length === 0) this.size = 0
  }
}

/** An estimate, for a record whose body was read before: some thousand bytes, mostly tags. */
const bytesDigested = 4096

function bytesOf({ body, digested }: Queued): number {
  return digested ? bytesDigested : body.byteLength
}
