import type { Digest } from '../../contract/digested.ts'
import type { Changed } from '../write/digesting.ts'
import type { Packing } from '../write/packing.ts'
import type { Pen } from '../write/pen.ts'
import { noteBudget } from './budget.ts'
import { Forgetting } from './forgetting.ts'
import { leaveSome } from './leaving.ts'
import { Moving } from './moving.ts'
import { type PageUse, readPageUse } from './page-use.ts'
import { dropSome, isTight } from './retention.ts'
import { rollUpOne } from './roll-up.ts'
import { sweepSome } from './sweep.ts'
import { tidy, wake } from './tidy.ts'

const minute = 60_000
const hour = 60 * minute
/** How much is returned to the disk at a time, when the file is larger than allowed. */
const pages = 256

interface UpkeepOptions {
  /** Called when an issue is removed, because what is remembered of its hashes is wrong then. */
  readonly forget: () => void
  readonly digest: Digest
  readonly packing: Packing
}

/** Keeps the database small and correct, in small transactions between others. */
export class Upkeep {
  readonly #pen: Pen
  #isDropping = false
  #wokenAt = 0
  #tidiedAt = 0

  readonly #forget: () => void
  readonly #forgetting: Forgetting
  readonly #moving: Moving
  readonly #packing: Packing
  readonly #changed = new Map<number, number[]>()

  constructor(pen: Pen, { forget, digest, packing }: UpkeepOptions) {
    this.#pen = pen
    this.#forget = forget
    this.#forgetting = new Forgetting(pen.database)
    this.#moving = new Moving(pen.database, digest)
    this.#packing = packing
  }

  /** True when more is to be done at once. */
  step(until: () => boolean): { readonly isMore: boolean; readonly changed: Changed } {
    this.#changed.clear()
    for (const [project, issues] of this.#wake()) this.#changed.set(project, [...issues])
    this.#tidy()
    let isMore = this.#one()
    while (isMore && !until()) isMore = this.#one()
    return { isMore, changed: this.#changed }
  }

  #one(): boolean {
    const { database, now } = this.#pen
    return (
      sweepSome(database) ||
      leaveSome(database, this.#packing) ||
      this.#move() ||
      this.#shrink() ||
      rollUpOne(database, now())
    )
  }

  #move(): boolean {
    const moved = this.#moving.step()
    for (const [project, issue] of moved ?? [])
      this.#changed.set(project, [...new Set([...(this.#changed.get(project) ?? []), issue])])
    return moved !== null
  }

  #shrink(): boolean {
    const { database, now } = this.#pen
    const budget = noteBudget(database)
    if (this.#forgetting.step(budget, now())) return true
    const use = readPageUse(database)
    this.#isDropping = isTight(use, budget, this.#isDropping)
    return this.#isDropping ? this.#drop() : this.#giveBack(use, budget)
  }

  #drop(): boolean {
    const dropped = dropSome(this.#pen)
    if (dropped === 'issue') this.#forget()
    return dropped !== 'nothing'
  }

  #giveBack(use: PageUse, budget: number): boolean {
    if (use.free === 0 || use.all * use.size <= budget / 2) return false
    this.#pen.database.exec(`pragma incremental_vacuum(${pages})`)
    return true
  }

  #wake(): Changed {
    const { database, now } = this.#pen
    if (now() < this.#wokenAt + minute) return new Map()
    this.#wokenAt = now()
    return wake(database, now())
  }

  #tidy(): void {
    const { database, now } = this.#pen
    if (now() < this.#tidiedAt + hour) return
    this.#tidiedAt = now()
    tidy(database, now())
  }
}
