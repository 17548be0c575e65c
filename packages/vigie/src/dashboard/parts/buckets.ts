export interface Hour {
  readonly at: number
  readonly events: number
}

const hour = 3_600_000
const mostBars = 84
const fewestBars = 24

/** Turns hours with events into bars of equal width up to now, including empty ones. */
export function buckets(hours: readonly Hour[], now: number): readonly Hour[] {
  const last = Math.floor(now / hour)
  const first = Math.min(last - fewestBars + 1, ...hours.map(({ at }) => Math.floor(at / hour)))
  const size = Math.ceil((last - first + 1) / mostBars)
  const bars = Math.ceil((last - first + 1) / size)
  const sums = Array.from({ length: bars }, () => 0)
  for (const { at, events } of hours) {
    // Clocks of strangers may be ahead.
    const bar = Math.min(bars - 1, Math.floor((Math.floor(at / hour) - first) / size))
    sums[bar] = (sums[bar] ?? 0) + events
  }
  return sums.map((events, bar) => ({ at: (first + bar * size) * hour, events }))
}
