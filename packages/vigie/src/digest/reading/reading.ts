import type { Remark, RemarkKind } from '../../contract/event.ts'
import type { Json } from '../../contract/json.ts'
import { boundedJson } from './bounded-json.ts'
import { bounds } from './bounds.ts'
import { clean } from './clean.ts'
import { isEmpty } from './shapes.ts'

/** A program or library, and where in memory it was. */
export interface Image {
  readonly file: string
  readonly from: number
  readonly to: number
}

/**
 * One pass over what a stranger sent. Whatever has the wrong type becomes a remark, never an error: an event that
 * cannot be shown well is still an event.
 */
export class Reading {
  /** False where an event is only counted, so that what is merely shown can be left out. */
  readonly isWhole: boolean
  readonly remarks: Remark[] = []
  framesLeft: number = bounds.allFrames
  /** Known after a first look; whether a frame is one's own depends on it. */
  platform = 'other'
  /** What was where in memory, for frames that are only addresses. */
  images: readonly Image[] = []

  constructor(isWhole: boolean) {
    this.isWhole = isWhole
  }

  note(remark: RemarkKind, field: string): void {
    if (this.remarks.length >= bounds.remarks) return
    if (this.remarks.some((known) => known.remark === remark && known.field === field)) return
    this.remarks.push({ remark, field })
  }

  /** Numbers and booleans count as text; lists and objects become their JSON, with a remark. */
  text(value: Json | undefined, field: string, limit: number = bounds.short): string | null {
    if (value === undefined || value === null) return null
    if (typeof value === 'string') return this.#cut(value, field, limit)
    if (typeof value !== 'object') return String(value)
    if (isEmpty(value)) return null
    this.note('unreadable', field)
    return this.#cut(JSON.stringify(boundedJson(value)), field, limit)
  }

  /** Like `text`, but an empty one counts as missing. */
  word(value: Json | undefined, field: string, limit: number = bounds.short): string | null {
    const text = this.text(value, field, limit)?.trim()
    return text ? text : null
  }

  /** A whole number of at least 0: lines, columns, ids. SDKs also send them as text. */
  count(value: Json | undefined, field: string): number | null {
    if (value === undefined || value === null || value === '') return null
    const number = typeof value === 'string' ? Number(value) : value
    if (typeof number === 'number' && Number.isSafeInteger(Math.trunc(number))) {
      return number >= 0 ? Math.trunc(number) : null
    }
    this.note('unreadable', field)
    return null
  }

  flag(value: Json | undefined, field: string): boolean | null {
    if (value === undefined || value === null) return null
    if (typeof value === 'boolean') return value
    if (value === 0 || value === 'false' || value === 'False' || value === '0') return false
    if (value === 1 || value === 'true' || value === 'True' || value === '1') return true
    this.note('unreadable', field)
    return null
  }

  /** A value that is shown as it is. */
  value(value: Json, field: string): Json {
    const bounded = boundedJson(value)
    if (bounded !== value) this.note('shortened', field)
    return bounded
  }

  #cut(text: string, field: string, limit: number): string {
    if (text.length <= limit) return clean(text)
    this.note('shortened', field)
    return `${clean(text.slice(0, limit - 1))}…`
  }
}
