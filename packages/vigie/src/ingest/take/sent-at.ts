/**
 * When a client sent what it sent, by its own clock. Without a zone it is UTC, as SDKs mean it. Numbers are seconds;
 * raven for Node says milliseconds.
 */
export function sentAtOf(value: unknown): number | null {
  if (typeof value === 'number')
    return Number.isFinite(value) ? Math.round(value < 1e11 ? value * 1000 : value) : null
  if (typeof value !== 'string') return null
  const hasZone = /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(value)
  const time = Date.parse(hasZone ? value : `${value}Z`)
  return Number.isFinite(time) ? time : null
}
