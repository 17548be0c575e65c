import { isObject, type Json } from '../../contract/json.ts'

/** What clients send besides events is small and often wrong: what does not fit is as if it were not there. */
export type Loose = { readonly [key: string]: Json | undefined }

export function objectIn(value: Json | undefined): Loose {
  return isObject(value) ? value : {}
}

export function listIn(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}

export function textIn(value: Json | undefined, longest = 200): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.trim() !== '' ? text.trim().slice(0, longest) : null
}

export function numberIn(value: Json | undefined): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** Of things: never less than none, nor more than can be meant. */
export function quantityIn(value: Json | undefined): number {
  return Math.min(Math.max(Math.floor(numberIn(value) ?? 0), 0), 1_000_000)
}

/** Seconds since 1970 or a date; the other one where it is neither, or far from it. */
export function timeIn(value: Json | undefined, received: number): number {
  const seconds = numberIn(value)
  const time = seconds === null ? Date.parse(textIn(value) ?? '') : seconds * 1000
  return Math.abs(time - received) < 30 * 86_400_000 ? Math.floor(Math.min(time, received)) : received
}
