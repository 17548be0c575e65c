import { type DjangoSeries, djangoTable } from './django.table.ts'

/** Compared like versions: 3.9 is older than 3.10. */
export function compareSeries(one: string, other: string): number {
  const left = one.split('.').map(Number)
  const right = other.split('.').map(Number)
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

export function isWithin(series: string, oldest: string, newest: string): boolean {
  return compareSeries(series, oldest) >= 0 && compareSeries(series, newest) <= 0
}

/** `4.2.7` and `4.2` belong to the series 4.2; `5` alone to 5.0. */
export function seriesOf(version: string): string | null {
  const match = /^v?(\d{1,3})(?:\.(\d{1,3}))?/.exec(version)
  return match === null ? null : `${match[1]}.${match[2] ?? '0'}`
}

export function djangoSeries(series: string | null): DjangoSeries | undefined {
  return djangoTable.find((each) => each.series === series)
}

export const newestDjango = djangoTable.at(-1)?.series ?? ''
