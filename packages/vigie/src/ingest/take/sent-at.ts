/**
 * When a client sent what it sent, by its own clock. Without a zone it is UTC, as SDKs mean it. Numbers are seconds;
 * raven for Node says milliseconds, and Erlang's microseconds.
 */
export function sentAtOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.round(inMilliseconds(value)) : null
  if (typeof value !== 'string') return null
  const hasZone = /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(value)
  const time = Date.parse(hasZone ? value : `${value}Z`)
  return Number.isFinite(time) ? time : null
}

function inMilliseconds(value: number): number {
  if (value < 1e11) return value * 1000
  return value < 1e14 ? value : value / 1000
}
