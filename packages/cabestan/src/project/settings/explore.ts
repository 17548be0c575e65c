import { isOwnersKey } from '../environment/role-of-name.ts'
import { booleanOf, keysBehind } from '../python/access.ts'
import type { EnvironmentRead } from '../python/values.ts'
import { type Look, lookAsWritten, lookForced, type Subject } from './look.ts'
import { outcomeScore } from './outcome.ts'
import { isPlatform, type SwitchOption, switchOptions } from './switch-options.ts'

/** One way to set the environment before the settings are imported, and the result. */
export interface Trial {
  readonly subject: Subject
  readonly environment: Readonly<Record<string, string>>
  readonly switches: readonly {
    readonly key: string
    readonly value: string
    readonly read: EnvironmentRead
  }[]
  readonly forced: Look
  readonly written: Look
  readonly score: number
}

/** Evaluations take time, and nobody has more switches than these. */
const maxTrials = 24
const maxRounds = 3

export function firstTrial(subject: Subject): Trial | null {
  return trial(subject, [])
}

/** Sets one switch after the other, as long as each makes the settings more like production. */
export function explore(first: Trial): Trial {
  let best = first
  let trials = 0
  const tried = new Set<string>()
  for (let round = 0; round < maxRounds; round += 1) {
    const options = switchOptions(best.written).filter(({ key }) => !tried.has(key))
    if (options.length === 0) break
    for (const option of options) {
      tried.add(option.key)
      for (const value of option.values) {
        if (trials++ >= maxTrials) return best
        const next = withSwitch(best, option, value)
        if (!next || !isWorth(best, next, option)) continue
        best = next
        break
      }
    }
  }
  return best
}

function withSwitch(before: Trial, { key, read }: SwitchOption, value: string): Trial | null {
  return trial(before.subject, [...before.switches, { key, value, read }])
}

/** A platform's own switch also brings the platform's other customs, so it must improve something. */
function isWorth(before: Trial, after: Trial, { kind, read }: SwitchOption): boolean {
  const gain = after.score - before.score
  if (kind === 'platform') return gain >= 3
  if (kind === 'name' && read.comparedWith.length === 0 && !isUnderstood(before, after)) return false
  return gain > 0 || (kind === 'debug' && gain === 0 && !isOn(after) && decidesDebug(after))
}

/** A name that nothing compares with is only a guess, unless a module matches it or DEBUG goes off. */
function isUnderstood(before: Trial, after: Trial): boolean {
  const known = new Set(before.written.evaluation.imports.map(({ file }) => file))
  const isFound = after.written.evaluation.imports.some(({ file }) => file !== null && !known.has(file))
  return isFound || (isOn(before) && !isOn(after))
}

function isOn({ written }: Trial): boolean {
  return booleanOf(written.names.get('DEBUG')) !== false
}

/** Set even if it is off by default, because a file beside the code may say otherwise. */
function decidesDebug({ written, switches }: Trial): boolean {
  return keysBehind(written.names.get('DEBUG')).includes(switches.at(-1)?.key ?? '')
}

function trial(subject: Subject, switches: Trial['switches']): Trial | null {
  const environment = Object.fromEntries(switches.map(({ key, value }) => [key, value]))
  const written = lookAsWritten(subject, environment)
  // If DEBUG goes off by itself, nothing has to be forced.
  const isOff = written && booleanOf(written.names.get('DEBUG')) === false
  const forced = isOff ? written : written && lookForced(subject, environment)
  if (!written || !forced) return null
  const score = outcomeScore(forced, written) - burden(forced)
  return { subject, environment, switches, forced, written, score }
}

/** Each key that only the owner can give is one more thing that may be missing. */
function burden({ evaluation }: Look): number {
  const keys = new Set(
    evaluation.reads.filter(({ needed, reached }) => needed && reached !== 'no').map(({ key }) => key),
  )
  return Math.min(8, [...keys].filter((key) => isOwnersKey(key) || isPlatform(key)).length * 0.5)
}
