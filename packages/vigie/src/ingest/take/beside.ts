import type { Fields } from '../body/json.ts'
import { crashOf } from '../dump/dump.ts'
import { Beginning, lookedAt } from '../dump/minidump.ts'
import { mostReport, readReport } from '../dump/packed-report.ts'
import { eventOfContext } from '../dump/unreal-context.ts'
import { limits } from '../limits.ts'
import { dumpIn } from './categories.ts'
import type { ItemHeader } from './envelope.ts'
import { crashTold } from './take-unreal.ts'

/** What tells of a crash beside its event or in its place: the first dump, and what Unreal's reporter collected. */
export class Beside {
  readonly #dump = new Beginning()
  readonly #report = new Beginning(mostReport)
  readonly #hold: (bytes: number) => void
  #kind: string | null = null
  #hasReport = false

  constructor(hold: (bytes: number) => void) {
    this.#hold = hold
  }

  /** Part of an item that passes by. */
  add(item: ItemHeader, part: Buffer): void {
    if (isReport(item) && !this.#hasReport) this.#hold(this.#report.add(part))
    if (this.#kind === null && dumpIn(item) !== null) this.#hold(this.#dump.add(part))
  }

  /** An item has ended. */
  passed(item: ItemHeader): void {
    this.#kind ??= dumpIn(item)
    this.#hasReport ||= isReport(item)
  }

  get isThere(): boolean {
    return this.#kind !== null || this.#hasReport
  }

  /** The event, together with what was read about the crash. */
  async told(event: Fields): Promise<Fields> {
    if (this.#hasReport) {
      this.#hold(limits.small + lookedAt)
      const report = await readReport(this.#report.bytes)
      return crashTold({ ...eventOfContext(report.context), ...event }, report.dump)
    }
    return this.#kind === null ? event : crashOf(event, this.#kind, this.#dump.bytes)
  }
}

function isReport({ type }: ItemHeader): boolean {
  return type === 'unreal_report'
}
