import type { Sink } from '../body/read-body.ts'
import { Beginning } from './minidump.ts'

const kib = 1024
/** Of the fields of a form, all together; and of what stands above one part. */
export const mostText = 64 * kib
const mostHead = 8 * kib

type State = 'before' | 'head' | 'field' | 'file'

/** The fields of a `multipart/form-data` in pieces of any size. What its files hold passes by, but for how the first begins. */
export class FormReader implements Sink {
  readonly fields = new Map<string, string>()
  hasFile = false
  readonly #delimiter: Buffer
  // The first delimiter has no line before it.
  #rest: Buffer = Buffer.from('\r\n')
  #state: State = 'before'
  #name = ''
  #size = 0
  #isFirstFile = false
  readonly #beginning = new Beginning()

  constructor(boundary: string) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  }

  push(chunk: Buffer): boolean {
    // A copy: the piece itself is given back.
    this.#rest = Buffer.concat([this.#rest, chunk])
    while (this.#step());
    return false
  }

  end(): void {}

  /** How the first file begins. */
  get beginning(): Buffer {
    // The line’s end that the head of its part left.
    return this.#beginning.bytes.subarray(2)
  }

  /** Whether there may be more to see in what is here. */
  #step(): boolean {
    return this.#state === 'head' ? this.#readHead() : this.#readContent()
  }

  #readHead(): boolean {
    const end = this.#rest.indexOf('\r\n\r\n')
    if (end < 0) {
      if (this.#rest.length > mostHead) this.#begin('file', this.#rest.length)
      return false
    }
    const head = this.#rest.subarray(0, end).toString('utf8')
    const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? ''
    this.#name = /[;\s]name="([^"]*)"/i.exec(disposition)?.[1] ?? ''
    const isFile = /[;\s]filename\*?=/i.test(disposition)
    this.#isFirstFile = isFile && !this.hasFile
    this.hasFile ||= isFile
    // The line's end may belong to the delimiter of a part that is empty.
    return this.#begin(isFile ? 'file' : 'field', end + 2)
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
    if (this.#isFirstFile) this.#beginning.add(content)
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

export function boundaryIn(contentType: string | undefined): string | null {
  const [, quoted, bare] =
    /^multipart\/form-data\b.*;\s*boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType ?? '') ?? []
  return quoted ?? bare ?? null
}
