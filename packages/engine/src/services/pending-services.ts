import type { ServiceName } from '@cabestan/protocol/names'
import type { Emit } from '../emitter.ts'
import type { Host } from '../host/host.ts'
import { keep, putBack } from './kept-state.ts'
import { judge } from './known-service.ts'
import { knownServices, settlingOrder, settlingRows } from './known-services.ts'
import { mergeMark, PendingMarks } from './pending-marks.ts'
import type { Services } from './services.ts'
import { invalid, Settling, type SettlingAction } from './settling.ts'
import { markJudged, markUnjudged, restoreUnjudged } from './unjudged.ts'

/** Services whose files changed and that have not read them yet, remembered on the server's disk. */
export class PendingServices implements Services {
  readonly #host: Host
  readonly #emit: Emit
  readonly #marks: PendingMarks
  #changed: Promise<unknown> = Promise.resolve()

  constructor(host: Host, emit: Emit = () => {}) {
    this.#host = host
    this.#emit = emit
    this.#marks = new PendingMarks(host.files)
  }

  /** One at a time, because what systemd restores after a dead run is a single file for all services. */
  change(service: ServiceName, paths: readonly string[], work: () => Promise<void>): Promise<void> {
    const changing = this.#changed.then(() => this.#change(service, paths, work))
    this.#changed = changing.catch(() => {})
    return changing
  }

  async #change(service: ServiceName, paths: readonly string[], work: () => Promise<void>): Promise<void> {
    const former = await this.#marks.read(service)
    const kept = await keep(this.#host.files, paths)
    await this.#marks.write(service, mergeMark(former, kept))
    await markUnjudged(this.#host.files, kept)
    try {
      await work()
      const detail = await judge(this.#host, knownServices[service])
      if (detail) throw invalid(service, detail)
    } catch (thrown) {
      await putBack(this.#host.files, kept)
      await this.#marks.replace(service, former)
      throw thrown
    } finally {
      await markJudged(this.#host.files)
    }
  }

  /** Left by a run that died between writing a file and checking it. */
  async clearLeftOver(): Promise<void> {
    await restoreUnjudged(this.#host)
  }

  async wantRestart(service: ServiceName): Promise<void> {
    const former = await this.#marks.read(service)
    await this.#marks.write(service, { ...mergeMark(former, {}), restart: true })
  }

  /** The service has already read its files in another way, piece by piece. */
  async haveBeenRead(service: ServiceName): Promise<void> {
    await this.#marks.drop(service)
  }

  /** In the order in which they are settled. */
  async pending(): Promise<ServiceName[]> {
    const marked = await this.#marks.services()
    return settlingOrder.filter((service) => marked.includes(service))
  }

  /**
   * Lets each of them, or only those named, read its files, and watches that it survives it. One that fails
   * gets its former files back and does not keep the others from theirs; the first failure is thrown at the end.
   */
  async settle(only: readonly ServiceName[] = settlingOrder): Promise<void> {
    const failures: unknown[] = []
    const noting = (work: Promise<void>) => work.catch((thrown: unknown) => void failures.push(thrown))
    const acted: Acted[] = []
    const pending = (await this.pending()).filter((each) => only.includes(each))
    for (const row of settlingRows) {
      const theirs = row.filter((each) => pending.includes(each))
      await Promise.all(theirs.map((service) => noting(this.#act(service, acted))))
    }
    const actedAt = this.#host.clock.now()
    for (const each of acted) await noting(this.#confirm(each, actedAt))
    if (failures.length > 0) throw failures[0]
  }

  async #act(service: ServiceName, acted: Acted[]): Promise<void> {
    const mark = await this.#marks.read(service)
    if (!mark) return
    const settling = new Settling(this.#host, this.#marks, { service, mark })
    acted.push({ settling, action: await settling.act() })
  }

  async #confirm({ settling, action }: Acted, actedAt: number): Promise<void> {
    await settling.confirm(actedAt)
    if (action) this.#emit({ type: 'service-settled', service: settling.service, action })
  }
}

interface Acted {
  readonly settling: Settling
  readonly action: SettlingAction | null
}
