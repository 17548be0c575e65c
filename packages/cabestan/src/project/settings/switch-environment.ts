import type { SettingsReading } from './reading.ts'

/** The switches as an environment. */
export function switchesOf({ switches }: SettingsReading): Record<string, string> {
  return Object.fromEntries(switches.map(({ key, value }) => [key, value]))
}
