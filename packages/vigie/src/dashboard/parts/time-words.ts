const steps = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
] as const

/** `3 minutes ago`, `il y a 3 minutes`. */
export function relative(at: number, now: number, language: string): string {
  let amount = Math.round((at - now) / 1000)
  // Clocks of strangers may be ahead by a little, which is no future.
  if (amount > 0 && amount < 90) amount = 0
  for (const [unit, size] of steps) {
    if (Math.abs(amount) < size) return format(language).format(amount, unit)
    amount = Math.trunc(amount / size)
  }
  return ''
}

/** `1 hour` from an SDK, in the reader's language. A schedule in cron's five fields is left as it is. */
export function interval(schedule: string, language: string): string {
  const [, amount, unit] = /^(\d{1,6}) (minute|hour|day|week|month|year)$/.exec(schedule) ?? []
  if (unit === undefined) return schedule
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(Number(amount))
}

/** Date and time with the zone, for people who want to know exactly. */
export function exact(at: number, language: string): string {
  if (!isTime(at)) return ''
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' }).format(at)
}

/** For machines. Times from strangers may be invalid. */
export function iso(at: number): string {
  return isTime(at) ? new Date(at).toISOString() : ''
}

/** The time of day with milliseconds, which breadcrumbs need. */
export function clock(at: number): string {
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  const milliseconds = String(date.getMilliseconds()).padStart(3, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${milliseconds}`
}

function isTime(at: number): boolean {
  return Number.isFinite(at) && Math.abs(at) <= 8.64e15
}

const formats = new Map<string, Intl.RelativeTimeFormat>()

function format(language: string): Intl.RelativeTimeFormat {
  const known = formats.get(language) ?? new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  formats.set(language, known)
  return known
}
