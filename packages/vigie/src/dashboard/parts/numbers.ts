export function count(value: number, language: string): string {
  return new Intl.NumberFormat(language).format(value)
}

/** `12K`, for columns; the exact number is in the title. */
export function short(value: number, language: string): string {
  if (value < 10_000) return count(value, language)
  return new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

export function bytes(value: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  const step = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(value) / Math.log(1024)))
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(value / 1024 ** step)
}

export function percent(part: number, whole: number, language: string): string {
  const share = whole > 0 ? part / whole : 0
  return new Intl.NumberFormat(language, {
    style: 'percent',
    maximumFractionDigits: share < 0.1 ? 1 : 0,
  }).format(share)
}
