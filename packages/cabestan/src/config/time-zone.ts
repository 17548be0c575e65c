import { TimeZone } from '@cabestan/protocol/names'
import type { Read } from './problems.ts'

/** A name from the time zone database, spelled as the server's files spell it. */
export function readTimeZone(text: string): Read<string> {
  // Most configurations have this one, and asking Intl takes a twentieth of a command's time.
  if (text === 'UTC') return { value: text }
  if (!TimeZone.safeParse(text).success || /^[+-]/.test(text)) return { problem: 'time-zone' }
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
    return { value: known.toLowerCase() === text.toLowerCase() ? known : text }
  } catch {
    return { problem: 'time-zone' }
  }
}
