import type { Sink } from '../body/read-body.ts'
import { leftBehind } from './left-behind.ts'
import { Beginning } from './minidump.ts'

const kib = 1024
/** Limits for all fields of a form together, and for the head of one part. */
export const mostText = 64 * kib
const mostHead = 8 * kib

type State = 'before' | 'head' | 'field' | 'file'

/**
 * The fields of a `multipart/form-data` in pieces of any size. What its files hold passes by, but for how the dump
 * begins, and what the client left beside it.
 */
export class FormReader implements Sink {
  readonly fields = new Map<string, string>()
  hasFile = false
  readonly #delimiter: Buffer
  // The first delimiter has no line before it.
  #rest: Buffer = Buffer.from('\r\n')
  #state: State = 'before'
  #name = ''
  #size = 0
  /** The part that is being read. */
  #file: Beginning | null = null
  #dump: Beginning | null = null
  readonly #left = new Map<string, Beginning>()
  readonly #hold: (bytes: number) => void

  constructor(boundary: string, hold: (bytes: number) => void = () => {}) {
    this.#hold = hold
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  }

  push(chunk: Buffer): boolean {
    // A copy, because the piece itself is given back.
    this.#rest = Buffer.concat([this.#rest, chunk])
    while (this.#step());
    return false
  }

  end(): void {}

  /** The beginning of the dump. */
  get beginning(): Buffer {
    return contentOf(this.#dump)
  }

  /** What the client left beside the dump. */
  left(name: string): Buffer {
    return contentOf(this.#left.get(name) ?? null)
  }

  /** Whether there may be more to find in what is here. */
  #step(): boolean {
    return this.#state === 'head' ? this.#readHead() : this.#readContent()
  }

  #readHead(): boolean {
    const end = this.#rest.indexOf('\r\n\r\n')
    if (end < 0) {
      if (this.#rest.length <= mostHead) return false
      this.#file = null
      this.#begin('file', this.#rest.length)
      return false
    }
    const head = this.#rest.subarray(0, end).toString('utf8')
    const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? ''
    this.#name = /[;\s]name="([^"]*)"/i.exec(disposition)?.[1] ?? ''
    const isFile = /[;\s]filename\*?=/i.test(disposition)
    this.#file = isFile ? this.#fileOf(this.#name) : null
    this.hasFile ||= isFile
    // The line end may belong to the delimiter of a part that is empty.
    return this.#begin(isFile ? 'file' : 'field', end + 2)
  }

  /** Under the name that the protocol gives it; others send one file under any name. */
  #fileOf(name: string): Beginning | null {
    if (Object.hasOwn(leftBehind, name)) {
      const file = new Beginning(leftBehind[name])
      this.#left.set(name, file)
      return file
    }
    if (this.#dump !== null && name !== 'upload_file_minidump') return null
    this.#dump = new Beginning()
    return this.#dump
  }

  #readContent(): boolean {
    const end = this.#rest.indexOf(this.#delimiter)
    if (end >= 0) {
      this.#keep(this.#rest.subarray(0, end))
      return this.#begin('head', end + this.#delimiter.length)
    }
    if (this.#state === 'field' && this.#size + this.#rest.length <= mostText) return false
    if (this.#state === 'field') this.#state = 'file'
    // What may be the beginning of a delimiter waits for the rest of it.
    const past = Math.max(this.#rest.length - this.#delimiter.length + 1, 0)
    this.#keep(this.#rest.subarray(0, past))
    return this.#begin(this.#state, past) && false
  }

  #keep(content: Buffer): void {
    const kept = this.#file?.add(content) ?? 0
    if (this.#file !== this.#dump) this.#hold(kept)
    if (this.#state !== 'field' || this.#size + content.length > mostText) return
    this.#size += content.length
    this.fields.set(this.#name, content.subarray(2).toString('utf8'))
  }

  #begin(state: State, at: number): boolean {
    this.#state = state
    this.#rest = Buffer.from(this.#rest.subarray(at))
    return true
  }
}

/** Without the line end that the head of its part left. */
function contentOf(file: Beginning | null): Buffer {
  return file?.bytes.subarray(2) ?? Buffer.alloc(0)
}

export function boundaryIn(contentType: string | undefined): string | null {
  const [, quoted, bare] =
    /^multipart\/form-data\b.*;\s*boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType ?? '') ?? []
  return quoted ?? bare ?? null
}
