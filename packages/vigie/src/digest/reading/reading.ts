import type { Remark, RemarkKind } from '../../contract/event.ts'
import type { Json } from '../../contract/json.ts'
import { boundedJson } from './bounded-json.ts'
import { bounds } from './bounds.ts'
import { clean } from './clean.ts'
import { isEmpty } from './shapes.ts'

/** A program or library, and where it lay in memory. */
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
  /** False where an event is only counted: what is merely shown is then left out. */
  readonly isWhole: boolean
  readonly remarks: Remark[] = []
  framesLeft: number = bounds.allFrames
  /** Known after the first look: whether a frame is one's own depends on it. */
  platform = 'other'
  /** What lay where in memory, for frames that are addresses alone. */
  images: readonly Image[] = []

  constructor(isWhole: boolean) {
    this.isWhole = isWhole
  }

  note(remark: RemarkKind, field: string): void {
    if (this.remarks.length >= bounds.remarks) return
    if (this.remarks.some((known) => known.remark === remark && known.field === field)) return
    this.remarks.push({ remark, field })
  }

  /** Numbers and truth values are taken as text; lists and objects as their JSON, with a remark. */
  text(value: Json | undefined, field: string, limit: number = bounds.short): string | null {
    if (value === undefined || value === null) return null
    if (typeof value === 'string') return this.#cut(value, field, limit)
    if (typeof value !== 'object') return String(value)
    if (isEmpty(value)) return null
    this.note('unreadable', field)
    return this.#cut(JSON.stringify(boundedJson(value)), field, limit)
  }

  /** Like text, but what is empty is as if it had not been sent. */
  word(value: Json | undefined, field: string, limit: number = bounds.short): string | null {
    const text = this.text(value, field, limit)?.trim()
    return text ? text : null
  }

  /** A whole number from 0 on: lines, columns, ids. SDKs send them as text too. */
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

  /** What is shown as it is. */
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
