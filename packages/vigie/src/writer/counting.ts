import type { Uncounted } from '../contract/taken.ts'

const interval = 2000

/** Adds up what is not kept: refusing a flood must cost next to nothing. */
export class Counting {
  readonly #give: (outcomes: readonly Uncounted[]) => void
  readonly #sums = new Map<string, Uncounted>()
  #timer: NodeJS.Timeout | null = null

  constructor(give: (outcomes: readonly Uncounted[]) => void) {
    this.#give = give
  }

  add(outcome: Uncounted): void {
    const key = `${outcome.project}:${outcome.category}:${outcome.reason}`
    const quantity = (this.#sums.get(key)?.quantity ?? 0) + outcome.quantity
    this.#sums.set(key, { ...outcome, quantity })
    this.#timer ??= setTimeout(() => this.flush(), interval).unref()
  }

  flush(): void {
    this.close()
    const outcomes = [...this.#sums.values()]
    this.#sums.clear()
    if (outcomes.length > 0) this.#give(outcomes)
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}
