import type { CommandName, Commands } from '../contract/commands.ts'
import type { Taken } from '../contract/taken.ts'
import { giveBack } from '../ingest/body/bytes.ts'
import { runCommand } from '../store/command/commands.ts'
import { Answers, closed } from './answers.ts'
import { Backlog } from './backlog.ts'
import type { Core } from './core.ts'
import type { Report, Request } from './messages.ts'
import { NoticeBoard } from './notice-board.ts'

/** How long it digests at a time: what arrived meanwhile waits no longer than that. */
const slice = 6
/**
 * As many wait to be digested while others arrive: digested together, the counts of an issue or of a tag are written once
 * for several events, which saves a twentieth of an event's processor time. Fewer than those from which on nothing is handed
 * over unread (`handedOver.backlog`): otherwise this thread would read none.
 */
const putOff = 150
/**
 * A change of this size in what waits, or nothing left, is reported. Each message costs as much as a row of the
 * database.
 */
const worthTelling = 50
/** How long it waits after trouble with the disk. */
const pause = 1000
/** How often it checks whether upkeep is due. */
const rounds = 2000
/** The first copy is made once it is clear that it runs. */
const firstBackup = 5 * 60_000
const backups = 60 * 60_000

type Other = Exclude<Request, { type: 'take' | 'read' }>

interface Waiting {
  readonly id: number
  readonly records: readonly Taken[]
}

/**
 * Turn by turn: everything that waits is written in one transaction and acknowledged; then commands; then, in a turn
 * without arrivals or behind many, a slice of digesting; then one of upkeep. Between two turns messages come in.
 */
export class Loop {
  readonly #core: Core
  readonly #report: (report: Report) => void
  readonly #answers: Answers
  readonly #backlog: Backlog
  readonly #notices: NoticeBoard
  readonly #takes: Waiting[] = []
  readonly #unread: Extract<Request, { type: 'read' }>[] = []
  readonly #others: Other[] = []
  readonly #drains: number[] = []
  #isScheduled = false
  readonly #end = Promise.withResolvers<void>()
  /** Resolves when nothing more is done here. */
  readonly closed = this.#end.promise
  #pausedUntil = 0
  #told = -1
  #upkeepAt = 0
  readonly #timers: NodeJS.Timeout[]

  constructor(core: Core, report: (report: Report) => void) {
    this.#core = core
    this.#report = report
    this.#answers = new Answers(core, report, (error) => this.#letDown(error))
    this.#backlog = new Backlog(core.queue)
    this.#notices = new NoticeBoard((notice) => report({ type: 'notice', notice }))
    this.#timers = [
      setInterval(() => this.#schedule(), rounds).unref(),
      setTimeout(() => this.#backUp(), firstBackup).unref(),
      setInterval(() => this.#backUp(), backups).unref(),
    ]
    this.#schedule()
  }

  receive(request: Request): void {
    if (this.#answers.isRefused(request)) this.#answers.refuse(request)
    else if (request.type === 'take') this.#takes.push(request)
    else if (request.type === 'read') this.#unread.push(request)
    else this.#others.push(request)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#isScheduled || this.#answers.isClosed) return
    this.#isScheduled = true
    setImmediate(() => this.#turn())
  }

  #turn(): void {
    this.#isScheduled = false
    const isBusy = this.#unread.length + this.#takes.length > 0
    this.#readAll()
    if (this.#takes.length > 0) this.#take(this.#takes.splice(0))
    for (const request of this.#others.splice(0)) this.#answer(request)
    if (this.#answers.isOver) return
    if (!isBusy || this.#backlog.size > putOff) this.#digest()
    this.#upkeep()
    this.#tellBacklog()
    this.#settleDrains()
    if (this.#takes.length + this.#others.length > 0 || this.#mayDigest() || this.#upkeepAt === 0)
      this.#schedule()
  }

  /** Written together with what arrived already read. */
  #readAll(): void {
    for (const { id, event } of this.#unread.splice(0)) {
      try {
        const read = this.#core.read(event)
        if (typeof read === 'string') this.#answers.done(id, read)
        else this.#takes.push({ id, records: [read] })
      } catch (error) {
        this.#answers.fail(id, error)
      }
    }
  }

  #take(waiting: readonly Waiting[]): void {
    const { pen, queue } = this.#core
    try {
      this.#core.durably()
      const queued = pen.database.transaction(() => queue.put(waiting.flatMap(({ records }) => records)))
      this.#backlog.add(queued)
      for (const { records } of waiting) letGo(records)
      this.#told = this.#backlog.size
      this.#report({ type: 'taken', ids: waiting.map(({ id }) => id), backlog: this.#told })
    } catch (error) {
      for (const { id } of waiting) this.#answers.fail(id, error)
    }
  }

  #answer(request: Other): void {
    if (this.#answers.isRefused(request)) this.#answers.refuse(request)
    else this.#do(request)
  }

  #do(request: Other): void {
    switch (request.type) {
      case 'count':
        this.#answers.attempt(null, () => this.#core.count(request.outcomes))
        break
      case 'run':
        this.#answers.attempt(request.id, () => this.#run(request.name, request.input))
        break
      case 'drain':
        this.#drains.push(request.id)
        break
      case 'backup':
        this.#backup(request)
        break
      case 'close':
        this.#close(request.id)
    }
  }

  #run(name: CommandName, input: unknown): unknown {
    const { pen, digesting } = this.#core
    this.#core.durably()
    // The work that a split or a deletion leaves begins in this very turn.
    if (name === 'issues.act') this.#upkeepAt = 0
    const desk = {
      ...pen,
      forget: () => digesting.counting.hashes.forget(),
      notice: this.#notices.post,
    }
    return runCommand(desk, name, input as Commands[CommandName]['input'])
  }

  #backup({ id, path }: Extract<Request, { type: 'backup' }>): void {
    this.#core.backup(path).then(
      () => this.#answers.done(id, null),
      (error: unknown) => this.#answers.fail(id, error),
    )
  }

  #mayDigest(): boolean {
    return this.#backlog.size > 0 && performance.now() >= this.#pausedUntil
  }

  #digest(): void {
    if (!this.#mayDigest()) return
    const deadline = performance.now() + slice
    try {
      const { done, changed } = this.#core.digest(this.#backlog.next(), () => performance.now() > deadline)
      this.#backlog.done(done)
      this.#tell(changed)
    } catch (error) {
      this.#answers.heed(error)
      // Nothing of it was written and nothing is lost, so it is tried again.
      this.#pausedUntil = performance.now() + pause
      setTimeout(() => this.#schedule(), pause).unref()
    }
  }

  #upkeep(): void {
    const now = performance.now()
    if (now < this.#upkeepAt) return
    this.#upkeepAt = now + rounds
    try {
      const { isMore, changed } = this.#core.upkeep(() => performance.now() > now + slice)
      this.#tell(changed)
      if (isMore) this.#upkeepAt = 0
    } catch (error) {
      // Otherwise its time comes again.
      this.#answers.heed(error)
    }
  }

  #tell(changed: ReadonlyMap<number, readonly number[]>): void {
    for (const [project, issues] of changed) this.#notices.post({ type: 'issues', project, issues })
  }

  /** A copy that failed is tried again in another hour; the one before it still exists. */
  #backUp(): void {
    this.#core.backupIfDue().catch((error: unknown) => this.#answers.heed(error))
  }

  #tellBacklog(): void {
    const { size } = this.#backlog
    if (this.#told === size || (size > 0 && Math.abs(this.#told - size) < worthTelling)) return
    this.#told = size
    this.#report({ type: 'backlog', size: this.#told })
  }

  #settleDrains(): void {
    if (this.#backlog.size > 0 || this.#takes.length > 0) return
    this.#notices.flush()
    for (const id of this.#drains.splice(0)) this.#answers.done(id, null)
  }

  #close(id: number): void {
    this.#answers.close()
    this.#notices.close()
    for (const timer of this.#timers) clearTimeout(timer)
    this.#letDown(closed)
    this.#answers.attempt(id, () => this.#core.close())
    this.#end.resolve()
  }

  /** Nobody waits for something that does not come. */
  #letDown(error: unknown): void {
    for (const { id } of [...this.#takes.splice(0), ...this.#unread.splice(0)]) this.#answers.fail(id, error)
    for (const id of this.#drains.splice(0)) this.#answers.fail(id, error)
  }
}

/** A body in the queue that will not be read again. The garbage collector runs too rarely for so many bytes. */
function letGo(records: readonly Taken[]): void {
  for (const { body, digested } of records) if (digested) giveBack(body)
}
