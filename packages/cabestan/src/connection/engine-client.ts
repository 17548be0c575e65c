import type { Event } from '@cabestan/protocol/events'
import { CabestanError, toFailure } from '@cabestan/protocol/failures'
import { jsonLine, readJsonLines } from '@cabestan/protocol/lines'
import {
  type EngineHello,
  type Method,
  methods,
  type Params,
  protocolVersions,
  Reply,
  type Result,
} from '@cabestan/protocol/messages'
import { Heartbeat } from './heartbeat.ts'
import { printable } from './peer-stream.ts'
import type { Started } from './start-engine.ts'

/** Typed calls to one engine, many of which may be under way at the same time. */
export interface EngineClient {
  readonly hello: EngineHello
  /** Who we are on the server before sudo. */
  readonly user: string
  /** How ssh let us in: somebody who came by a password has no key there yet. */
  readonly authentication: string
  /** How far the server's clock is ahead of ours. */
  readonly clockOffsetSeconds: number
  call<M extends Method>(method: M, params: Params<M>, onEvent?: (event: Event) => void): Promise<Result<M>>
  close(): Promise<void>
}

/** The transport of the lines: ssh, or anything else in a test. */
export interface Wire {
  readonly input: AsyncIterable<Uint8Array>
  write(line: string): Promise<void>
  /** Why the input ended. */
  failure(): Promise<CabestanError>
  /** Ends the peer at once. */
  abort(reason: CabestanError): void
  /** The same for a peer that was silent for too long. */
  giveUp(): void
  close(): Promise<void>
}

interface Pending {
  readonly method: Method
  readonly onEvent: (event: Event) => void
  readonly resolve: (result: unknown) => void
  readonly reject: (reason: unknown) => void
}

export interface Peer extends Started {
  readonly authentication: string
}

/** Agrees on a version and compares the clocks. */
export async function greetEngine(wire: Wire, peer: Peer): Promise<EngineClient> {
  const version = commonVersion(peer.hello)
  const calls = new Calls(wire)
  const { clockOffsetSeconds } = await calls.call('hello', { version, now: Date.now() })
  return {
    ...peer,
    clockOffsetSeconds,
    call: (method, params, onEvent) => calls.call(method, params, onEvent),
    close: () => calls.close(),
  }
}

function commonVersion(hello: EngineHello): number {
  const version = protocolVersions.find((ours) => hello.versions.includes(ours))
  if (version !== undefined) return version
  const values = { ours: protocolVersions.join(', '), theirs: hello.versions.join(', ') }
  throw new CabestanError('protocol.version', values)
}

class Calls {
  readonly #wire: Wire
  readonly #pending = new Map<number, Pending>()
  readonly #heartbeat: Heartbeat
  readonly #reading: Promise<void>
  #next = 1
  /** Once this is set, no answer comes any more. */
  #end: CabestanError | null = null

  constructor(wire: Wire) {
    this.#wire = wire
    this.#heartbeat = new Heartbeat({
      isWaiting: () => this.#pending.size > 0,
      ask: () => void this.call('hello', { version: protocolVersions[0], now: Date.now() }).catch(() => {}),
      lost: () => wire.giveUp(),
    })
    this.#reading = this.#read()
  }

  call<M extends Method>(method: M, params: Params<M>, onEvent: (event: Event) => void = () => {}) {
    if (this.#end) return Promise.reject(this.#end)
    const id = this.#next
    this.#next += 1
    return new Promise<Result<M>>((resolve, reject) => {
      this.#pending.set(id, { method, onEvent, resolve: (result) => resolve(result as Result<M>), reject })
      // The reading end notices that a peer is gone, and knows the reason.
      this.#wire.write(jsonLine({ id, method, params })).catch(() => {})
    })
  }

  async close(): Promise<void> {
    this.#finish(new CabestanError('interrupted'))
    await this.#wire.close()
    await this.#reading
  }

  async #read(): Promise<void> {
    let ended = false
    try {
      for await (const line of readJsonLines(untilEnd(this.#wire.input, () => (ended = true)))) {
        this.#heartbeat.heard()
        this.#take(line)
      }
      this.#finish(await this.#wire.failure())
    } catch (thrown) {
      // A line that was cut off says less than the reason why the stream ended.
      const reason = ended ? await this.#wire.failure() : CabestanError.from(toFailure(thrown))
      this.#wire.abort(reason)
      this.#finish(reason)
    }
  }

  #take(line: unknown): void {
    const reply = Reply.safeParse(line)
    const pending = this.#pending.get(reply.data?.id ?? 0)
    // The answer belongs to none of our questions: the engine could not read us.
    if (reply.data && 'failure' in reply.data && !pending) throw CabestanError.from(reply.data.failure)
    if (!reply.success || !pending) throw garbage(line)
    if ('event' in reply.data) this.#pass(reply.data.event, reply.data.id, pending)
    else this.#settle(reply.data, pending)
  }

  #settle(reply: Exclude<Reply, { event: Event }>, pending: Pending): void {
    if ('failure' in reply) pending.reject(CabestanError.from(reply.failure))
    else {
      const result = methods[pending.method].result.safeParse(reply.result)
      if (!result.success) throw garbage(reply)
      pending.resolve(result.data)
    }
    this.#pending.delete(reply.id)
  }

  /** An error in the listener is its caller's business and must not end the connection. */
  #pass(event: Event, id: number, pending: Pending): void {
    try {
      pending.onEvent(event)
    } catch (thrown) {
      this.#pending.set(id, { ...pending, onEvent: () => {}, resolve: () => {} })
      pending.reject(thrown)
    }
  }

  #finish(reason: CabestanError): void {
    this.#end ??= reason
    this.#heartbeat.stop()
    for (const { reject } of this.#pending.values()) reject(this.#end)
    this.#pending.clear()
  }
}

async function* untilEnd(input: AsyncIterable<Uint8Array>, onEnd: () => void): AsyncGenerator<Uint8Array> {
  yield* input
  onEnd()
}

function garbage(line: unknown): CabestanError {
  return new CabestanError('protocol.garbage', { start: printable(JSON.stringify(line) ?? '') })
}
