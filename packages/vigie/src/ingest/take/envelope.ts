import { isObject } from '../../contract/json.ts'
import { giveBack, joined } from '../body/bytes.ts'
import { type Fields, parseJson } from '../body/json.ts'
import type { Sink } from '../body/read-body.ts'
import { limits } from '../limits.ts'
import { malformed, tooLarge } from '../refusal.ts'

export interface ItemHeader {
  readonly type: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface EnvelopeVisitor {
  /** The first line. If this throws, the envelope ends. */
  header(fields: Readonly<Record<string, unknown>>): void
  /** How many bytes of the item are wanted; null lets it pass unseen. */
  wants(item: ItemHeader): number | null
  /** A complete item that was wanted. Its bytes are released afterwards. */
  item(item: ItemHeader, payload: Buffer): void
  /** Part of an item that was not wanted: it may be looked at, and its bytes are released afterwards. */
  passes(item: ItemHeader, part: Buffer): void
  /** An item that was not wanted, or that was larger than was wanted. */
  passed(item: ItemHeader, isTooLarge: boolean): void
  hold(bytes: number): void
}

type State =
  | { readonly at: 'header' | 'item-header' | 'line-end' }
  | { readonly at: 'payload'; readonly item: ItemHeader; readonly most: number | null; left: number }
  | { readonly at: 'payload-line'; readonly item: ItemHeader; readonly most: number | null }

const newline = 0x0a

/**
 * Lines of JSON with payloads between them, in pieces of any size: what nobody wants is never held.
 * A payload says its length, or ends with its line.
 */
export class EnvelopeReader implements Sink {
  readonly #visitor: EnvelopeVisitor
  #state: State = { at: 'header' }
  #parts: Buffer[] = []
  #held = 0
  #isOver = false
  #items = 0

  constructor(visitor: EnvelopeVisitor) {
    this.#visitor = visitor
  }

  push(chunk: Buffer): boolean {
    let rest = chunk
    while (rest.length > 0) rest = this.#step(rest)
    return this.#parts.length > 0
  }

  end(): void {
    const state = this.#state
    if (state.at === 'payload' && state.left > 0)
      throw malformed('the envelope ends in the middle of an item')
    if (state.at === 'payload' || state.at === 'payload-line') this.#finish(state)
    else if (state.at === 'header') this.#readHeader()
    else if (state.at === 'item-header' && this.#held > 0) this.#readItemHeader()
    // A header that nothing follows is an item without content.
    if (state.at === 'item-header' && this.#state.at.startsWith('payload')) this.end()
  }

  #step(rest: Buffer): Buffer {
    const state = this.#state
    if (state.at === 'payload') return this.#payload(state, rest)
    if (state.at === 'line-end') return this.#lineEnd(rest)
    const end = rest.indexOf(newline)
    this.#keep(
      end < 0 ? rest : rest.subarray(0, end),
      state.at === 'payload-line' ? state.most : limits.headerLine,
    )
    if (end < 0) return rest.subarray(rest.length)
    if (state.at === 'payload-line') this.#finish(state)
    else if (state.at === 'header') this.#readHeader()
    else this.#readItemHeader()
    return rest.subarray(end + 1)
  }

  #payload(state: State & { at: 'payload' }, rest: Buffer): Buffer {
    const part = rest.subarray(0, state.left)
    const behind = rest.subarray(part.length)
    state.left -= part.length
    this.#keep(part, state.most)
    if (state.left === 0) this.#finish(state)
    return behind
  }

  /** After a payload of known length the line may end, with or without a carriage return. */
  #lineEnd(rest: Buffer): Buffer {
    let at = 0
    while (at < rest.length && rest[at] === 0x0d) at++
    if (at === rest.length) return rest.subarray(at)
    this.#state = { at: 'item-header' }
    return rest.subarray(rest[at] === newline ? at + 1 : at)
  }

  #keep(part: Buffer, most: number | null): void {
    if (part.length === 0 || this.#isOver) return
    if (most === null) {
      if ('item' in this.#state) this.#visitor.passes(this.#state.item, part)
      return
    }
    if (this.#held + part.length > most) {
      this.#overflow()
      return
    }
    // Once parsed, it takes at least as much memory again.
    this.#visitor.hold(part.length)
    this.#parts.push(part)
    this.#held += part.length
  }

  #overflow(): void {
    if (!this.#state.at.startsWith('payload')) throw malformed('a header line of the envelope is too long')
    this.#isOver = true
    this.drop()
    this.#held = 0
  }

  #take(): Buffer {
    const whole = joined(this.#parts, this.#held)
    this.#parts = []
    this.#held = 0
    return whole
  }

  /** Nothing more is needed of what is held. */
  drop(): void {
    this.#parts.forEach(giveBack)
    this.#parts = []
  }

  #readHeader(): void {
    const line = this.#take()
    this.#state = { at: 'item-header' }
    // An empty envelope is legal, and so is one whose header has no fields.
    this.#visitor.header(line.length === 0 ? {} : fieldsIn(line))
  }

  #readItemHeader(): void {
    const line = this.#take()
    // Blank lines between items, and after the last.
    if (line.length === 0 || line.toString('latin1').trim() === '') return
    this.#items += 1
    if (this.#items > limits.itemsOfAnEnvelope) throw tooLarge('the number of items', 'default')
    const fields = fieldsIn(line)
    const { type, length } = fields
    const item: ItemHeader = { type: typeof type === 'string' ? type : '', fields }
    const most = this.#visitor.wants(item)
    const left = lengthIn(length)
    this.#state = left === null ? { at: 'payload-line', item, most } : { at: 'payload', item, most, left }
    if (left === 0) this.#finish(this.#state as State & { at: 'payload' })
  }

  #finish({ item, most }: { item: ItemHeader; most: number | null }): void {
    const isOver = this.#isOver
    this.#isOver = false
    const wasLine = this.#state.at === 'payload-line'
    this.#state = { at: wasLine ? 'item-header' : 'line-end' }
    const payload = this.#take()
    if (most === null || isOver) this.#visitor.passed(item, isOver)
    else {
      this.#visitor.item(item, payload)
      giveBack(payload)
    }
  }
}

function fieldsIn(line: Buffer): Fields {
  const fields = parseJson(line)
  if (!isObject(fields)) throw malformed('a header of the envelope is no JSON object')
  return fields
}

function lengthIn(length: unknown): number | null {
  if (length === undefined || length === null) return null
  if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0)
    throw malformed('an item of the envelope has an impossible length')
  return length
}
