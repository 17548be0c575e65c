import type { Series } from '../../render/settings/view.ts'
import { entry, isSaid, itemsOf, textOf } from '../python/access.ts'
import type { Value } from '../python/values.ts'
import type { Reading } from '../reading.ts'
import { pythonOf } from './value-text.ts'

/** The settings as the overlay finds them, and the questions that it asks about them. */
export interface ProjectSettings {
  readonly reading: Reading
  readonly django: Series | null
  /** The value that production should have. */
  readonly value: (setting: string, ...path: string[]) => Value | undefined
  readonly text: (setting: string, ...path: string[]) => string | null
  /** The value when the overlay is reached: what DEBUG decided is corrected first, where possible. */
  readonly found: (setting: string, ...path: string[]) => Value | undefined
  readonly has: (setting: string) => boolean
  /** Entries of a list, in production or with DEBUG. */
  readonly items: (setting: string) => readonly string[]
}

export function projectSettings(reading: Reading): ProjectSettings {
  const { values, underDebug } = reading.settings
  const value = (setting: string, ...path: string[]) => entry(values.get(setting), ...path)
  const found = (setting: string, ...path: string[]) => {
    const there = underDebug.get(setting)
    const wanted = values.get(setting)
    const isPutRight =
      there === undefined || (wanted !== undefined && pythonOf(wanted, reading.environment) !== null)
    return isPutRight ? entry(wanted, ...path) : isUnset(there) ? undefined : entry(there, ...path)
  }
  return {
    reading,
    django: seriesOfDjango(reading),
    value,
    text: (setting, ...path) => textOf(value(setting, ...path)),
    found,
    // Set to None counts as not set in everything that is asked here.
    has: (setting) => isSaid(found(setting)),
    items: (setting) => [
      ...new Set([...itemsOf(values.get(setting)).items, ...itemsOf(underDebug.get(setting)).items]),
    ],
  }
}

/** What the reading of settings reports for a name that only production sets. */
export const isUnset = (value: Value): boolean => value.type === 'unknown' && value.why === 'not set'

/** Null where the series is not known for certain, so that code must work with any. */
export function atLeast(django: Series | null, major: number, minor: number): boolean | null {
  if (django === null) return null
  return django[0] > major || (django[0] === major && django[1] >= minor)
}

/** Also where it is only guessed, because that is what gets installed: the oldest series, which lacks the most. */
export function isDjango18({ python: { django } }: Reading): boolean {
  return /^1\.8(?:\.|$)/.test(django.value ?? '')
}

function seriesOfDjango({ python: { django } }: Reading): Series | null {
  const match = /^(\d{1,3})\.(\d{1,3})/.exec(django.value ?? '')
  if (!match || django.certainty === 'guessed') return null
  return [Number(match[1]), Number(match[2])]
}
