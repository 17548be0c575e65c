import type { Json } from '../../contract/json.ts'

/** Java appends the name of the zone. */
const iso =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,9}))?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?(?:\[[\w/+-]+\])?$/i
/** The old format of .NET. */
const dotnet = /^\/Date\((\d{1,15})(?:[+-]\d{4})?\)\/$/
const basic = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})/

/** Milliseconds since 1970 from any way of writing a time; null where it is none. */
export function timeOf(value: Json | undefined): number | null {
  if (typeof value === 'number') return fromNumber(value)
  if (typeof value !== 'string' || value.length > 64) return null
  const text = value.trim()
  const number = dotnet.exec(text)?.[1] ?? text
  return /^\d+(\.\d*)?$/.test(number)
    ? fromNumber(Number(number))
    : fromText(text.replace(basic, '$1-$2-$3T$4:$5:$6'))
}

/** The protocol says seconds, but larger numbers can only be milli-, micro- or nanoseconds. */
function fromNumber(value: number): number | null {
  if (!Number.isFinite(value) || value < 0) return null
  if (value < 1e11) return Math.trunc(value * 1000)
  if (value < 1e14) return Math.trunc(value)
  return Math.trunc(value < 1e17 ? value / 1e3 : value / 1e6)
}

/** Without a zone it is UTC, which is what raven and old SDKs mean. */
function fromText(text: string): number | null {
  const match = iso.exec(text)
  if (!match) return finite(Date.parse(/[a-z]{3}/i.test(text) ? text : `${text}Z`))
  const [, day, time, fraction = '', zone = 'Z'] = match
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3)
  const offset = /^[+-]/.test(zone) ? zone : 'Z'
  const seconds = time?.length === 5 ? `${time}:00` : time
  return finite(Date.parse(`${day}T${seconds}.${milliseconds}${colon(offset)}`))
}

function colon(offset: string): string {
  return offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
