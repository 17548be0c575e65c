import type { Core } from './core.ts'
import type { Report, Request } from './messages.ts'
import { troubleOf, troubleOn } from './trouble.ts'

/** What callers are told when nothing is done any more: after the end, and when the file is damaged. */
export class Answers {
  readonly #core: Pick<Core, 'damaged' | 'askDisk'>
  readonly #report: (report: Report) => void
  readonly #letDown: (error: unknown) => void
  #isClosed = false
  /** The error that showed that the file is damaged. */
  #damage: unknown = null

  constructor(
    core: Pick<Core, 'damaged' | 'askDisk'>,
    report: (report: Report) => void,
    letDown: (error: unknown) => void,
  ) {
    this.#core = core
    this.#report = report
    this.#letDown = letDown
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  get isOver(): boolean {
    return this.#isClosed || this.#damage !== null
  }

  isRefused({ type }: Request): boolean {
    return this.#isClosed || (this.#damage !== null && type !== 'close')
  }

  refuse(request: Request): void {
    if (request.type !== 'count') this.fail(request.id, this.#isClosed ? closed : this.#damage)
  }

  close(): void {
    this.#isClosed = true
  }

  /** Nobody waits for a count, so it has no id. */
  attempt(id: number | null, work: () => unknown): void {
    try {
      const value = work()
      if (id !== null) this.done(id, value)
    } catch (error) {
      if (id === null) this.heed(error)
      else this.fail(id, error)
    }
  }

  done(id: number, value: unknown): void {
    this.#report({ type: 'done', id, value })
  }

  fail(id: number, error: unknown): void {
    this.heed(error)
    const trouble = error === closed ? 'closed' : troubleOn(error, this.#core.askDisk)
    this.#report({ type: 'failed', id, trouble, message: wordsOf(error) })
  }

  /**
   * What is written into a damaged file may be lost with it: nothing is taken from here on, and nobody waits for what
   * does not come. The process ends; its next start mends the file.
   */
  heed(error: unknown): void {
    if (this.#damage !== null || troubleOf(error) !== 'damaged') return
    this.#damage = error
    this.#core.damaged()
    this.#letDown(error)
    this.#report({ type: 'damaged', message: wordsOf(error) })
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

export const closed = new Error('The writer is closed')
