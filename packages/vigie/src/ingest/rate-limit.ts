/** Events of a project in one minute of the clock, which is how the owner sees and sets the limit. */
export interface RateLimit {
  /** Seconds until events are accepted again, or null where this one is. */
  take(project: number, eventsAMinute: number | null, now: number): number | null
  /** Seconds to wait, where the next one would not be accepted. */
  left(project: number, eventsAMinute: number | null, now: number): number | null
}

const minute = 60_000

export function rateLimit(): RateLimit {
  const taken = new Map<number, { minute: number; events: number }>()
  const of = (project: number, now: number) => {
    const current = Math.floor(now / minute)
    const known = taken.get(project)
    if (known?.minute === current) return known
    const fresh = { minute: current, events: 0 }
    taken.set(project, fresh)
    return fresh
  }
  const secondsLeft = (now: number) => Math.ceil((minute - (now % minute)) / 1000)
  return {
    take(project, most, now) {
      const count = of(project, now)
      if (most !== null && count.events >= most) return secondsLeft(now)
      count.events += 1
      return null
    },
    left(project, most, now) {
      return most !== null && of(project, now).events >= most ? secondsLeft(now) : null
    },
  }
}
