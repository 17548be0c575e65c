import { timeOf } from './line-time.ts'

export interface TimedLine {
  readonly line: string
  readonly at: number
}

/** Which lines are asked for. */
export interface LineWish {
  readonly lines: number
  readonly since: number | null
  readonly pattern: RegExp | null
}

export const longestLine = 10_000
/** No more of one log than this is held in memory; the oldest of the requested lines are left out. */
const mostCharacters = 32 * 1024 * 1024
/** How many lines after its last timestamp a line may stand and still belong to it: enough for a long traceback. */
const longestTail = 1000

/** Lines from the newest to the oldest. A line without a time belongs to the line before it, as in a traceback. */
export class Gathering {
  enough: boolean
  readonly #wish: LineWish
  readonly #found: TimedLine[] = []
  #untimed: string[] = []
  #characters = 0
  /** The time of the last line that had one; before that, the time of the file's last change. */
  #at: number

  constructor(wish: LineWish, modifiedAt: number) {
    this.#wish = wish
    this.#at = modifiedAt
    this.enough = wish.lines === 0
  }

  take(lines: readonly string[]): void {
    for (const each of lines.toReversed()) {
      if (this.enough) return
      const line = each.slice(0, longestLine)
      const at = timeOf(line)
      if (this.#wish.pattern?.test(line) ?? true) this.#untimed.push(line)
      if (at !== null) this.#flush(at)
      else if (this.#untimed.length > this.#wish.lines + longestTail) this.#flush(this.#at)
    }
  }

  /** Oldest first. */
  finish(): TimedLine[] {
    if (!this.enough) this.#flush(this.#at)
    return this.#found.toReversed()
  }

  #flush(at: number): void {
    const { since, lines } = this.#wish
    if (since !== null && at < since) {
      this.enough = true
      return
    }
    for (const line of this.#untimed.slice(0, lines - this.#found.length)) {
      this.#found.push({ line, at })
      this.#characters += line.length
    }
    this.#untimed = []
    this.#at = at
    this.enough = this.#found.length >= lines || this.#characters > mostCharacters
  }
}
