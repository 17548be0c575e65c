const units = { s: 1, m: 60, h: 3600, d: 86_400 } as const

/**
 * A moment as people write it: so long ago, or a date of this computer's own calendar, with or without a time.
 * Null where it is neither.
 */
export function momentOf(text: string, now: number): number | null {
  const [, number, unit] = /^(\d{1,6})\s*([smhd])$/.exec(text.trim()) ?? []
  if (number !== undefined) return now - Number(number) * units[unit as keyof typeof units] * 1000
  const [, date, time = '00:00', zone = ''] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?\s*(Z|[+-]\d\d:?\d\d)?$/.exec(text.trim()) ?? []
  if (date === undefined) return null
  const moment = Date.parse(`${date}T${time}${zone}`)
  return Number.isNaN(moment) ? null : moment
}
