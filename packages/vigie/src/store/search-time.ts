/** Reads `age:<24h`, `firstSeen:>2026-01-01`, `lastSeen:-7d`. */
export interface TimeTerm {
  readonly column: 'first_seen' | 'last_seen'
  /** Whether it has to be later or earlier than the time. */
  readonly is: 'later' | 'earlier'
  /** A moment, or a duration before now. */
  readonly at: { readonly moment: number } | { readonly ago: number }
}

const units: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
}

export function readTime(key: 'age' | 'firstSeen' | 'lastSeen', value: string): TimeTerm | null {
  const [, sign, rest = ''] = /^(>=|<=|[<>+-]?)(.+)$/.exec(value) ?? []
  const column = key === 'lastSeen' ? 'last_seen' : 'first_seen'
  const ago = readDuration(rest)
  // `age:<24h` or, as in Sentry, `age:-24h`: younger than a day.
  if (ago !== null) return { column, is: isYoung(sign) ? 'later' : 'earlier', at: { ago } }
  const moment = readMoment(rest)
  if (moment === null || key === 'age') return null
  return { column, is: isYoung(sign) ? 'earlier' : 'later', at: { moment } }
}

function isYoung(sign: string | undefined): boolean {
  return sign === '<' || sign === '<=' || sign === '-'
}

function readDuration(text: string): number | null {
  const [, count, unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? []
  const size = units[unit]
  return size === undefined ? null : Number(count) * size
}

function readMoment(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z?)?$/.test(text)) return null
  const moment = Date.parse(text.includes('T') && !text.endsWith('Z') ? `${text}Z` : text)
  return Number.isNaN(moment) ? null : moment
}
