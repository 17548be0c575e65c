/** A moment as part of a file's name, which sorts by time: `2026-11-28T05-40-12`. */
export function stampOf(now: number): string {
  return new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
}
