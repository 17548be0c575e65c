import type { CommandName, Commands } from '../contract/commands.ts'
import type { Notice } from '../contract/notice.ts'
import type { Taken, Uncounted } from '../contract/taken.ts'
import type { NoEvent, Unread } from '../contract/unread.ts'
import { Counting } from './counting.ts'
import type { Report, Request } from './messages.ts'
import type { Writer } from './writer.ts'
import { WriterFailure } from './writer-failure.ts'

interface Pending {
  readonly resolve: (value: never) => void
  readonly reject: (error: WriterFailure) => void
}

/** Without the ids, which the front adds. */
type Asked = Request extends infer Each
  ? Each extends { readonly id: number }
    ? Omit<Each, 'id'>
    : never
  : never

/** The Writer as others see it, whether the one that writes is in a thread or not. */
export class Front implements Writer {
  readonly #send: (request: Request) => void
  readonly #pending = new Map<number, Pending>()
  readonly #listeners = new Set<(notice: Notice) => void>()
  readonly #counting: Counting
  #last = 0
  #isClosed = false
  backlog = 0
  unread = 0
  pendingBytes = 0

  constructor(send: (request: Request) => void) {
    this.#send = send
    this.#counting = new Counting((outcomes) => send({ type: 'count', outcomes }))
  }

  async take(records: readonly Taken[]): Promise<void> {
    // Before they are sent, because their bodies go with them.
    const bytes = records.reduce((sum, { body }) => sum + body.byteLength, 0)
    this.pendingBytes += bytes
    try {
      await this.#ask({ type: 'take', records })
    } finally {
      this.pendingBytes -= bytes
    }
  }

  async takeUnread(event: Unread): Promise<NoEvent | null> {
    const { byteLength } = event.payload
    this.pendingBytes += byteLength
    this.unread += 1
    try {
      return await this.#ask<NoEvent | null>({ type: 'read', event })
    } finally {
      this.pendingBytes -= byteLength
      this.unread -= 1
    }
  }

  count(uncounted: Uncounted): void {
    this.#counting.add(uncounted)
  }

  run<Name extends CommandName>(
    name: Name,
    input: Commands[Name]['input'],
  ): Promise<Commands[Name]['output']> {
    return this.#ask({ type: 'run', name, input })
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  backup(path: string): Promise<void> {
    return this.#ask({ type: 'backup', path })
  }

  drained(): Promise<void> {
    this.#counting.flush()
    return this.#ask({ type: 'drain' })
  }

  async close(): Promise<void> {
    this.#counting.flush()
    await this.#ask({ type: 'close' })
    this.end('closed')
  }

  readonly receive = (report: Report): void => {
    switch (report.type) {
      case 'done':
        this.#settle(report.id, ({ resolve }) => resolve(report.value as never))
        break
      case 'failed':
        this.#settle(report.id, ({ reject }) => reject(new WriterFailure(report.trouble, report.message)))
        break
      case 'taken':
        this.backlog = report.backlog
        for (const id of report.ids) this.#settle(id, ({ resolve }) => resolve(null as never))
        break
      case 'backlog':
        this.backlog = report.size
        break
      case 'notice':
        for (const listener of this.#listeners) listener(report.notice)
    }
  }

  /** Nobody answers any more. */
  end(trouble: 'closed' | 'other'): void {
    this.#isClosed = true
    this.#counting.close()
    const pending = [...this.#pending.values()]
    this.#pending.clear()
    for (const { reject } of pending) reject(new WriterFailure(trouble))
  }

  #ask<Answer>(request: Asked): Promise<Answer> {
    if (this.#isClosed) return Promise.reject(new WriterFailure('closed'))
    this.#last += 1
    const id = this.#last
    const answer = new Promise<Answer>((resolve, reject) => this.#pending.set(id, { resolve, reject }))
    this.#send({ ...request, id } as Request)
    return answer
  }

  #settle(id: number, how: (pending: Pending) => void): void {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (pending) how(pending)
  }
}
