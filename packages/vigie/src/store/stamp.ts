/** A moment as files may be called by it, in the order of their names: `2026-11-28T05-40-12`. */
export function stampOf(now: number): string {
  return new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
}
