import type { EnvironmentKey } from '../environment/reading.ts'
import type { Finding } from '../findings/finding.ts'
import type { Tree } from '../tree/tree.ts'
import type { Where } from '../where/reading.ts'
import { judgeChoice } from './judge-choice.ts'
import { judgeImport } from './judge-import.ts'
import { judgeProtections } from './judge-protections.ts'
import { judgeSurroundings } from './judge-surroundings.ts'
import { judgeUrls } from './judge-urls.ts'
import type { SettingsReading } from './reading.ts'
import { judgeUnread } from './unread.ts'

export interface SettingsQuestion {
  readonly tree: Tree
  readonly where: Where
  readonly settings: SettingsReading
  readonly environment: readonly EnvironmentKey[]
  /** Keys of the environment that the owner gave, in cabestan.yaml or on the server. */
  readonly given: readonly string[]
  /** A mail server is named in cabestan.yaml. */
  readonly mail: boolean
  /** Those that only the owner can give, and that nobody gave. */
  readonly wanted: readonly string[]
  /** Keys that cabestan.yaml asks for by itself. */
  readonly beside?: readonly string[]
  /** cabestan.yaml names the settings. */
  readonly named: boolean
  /** Django's series, where it is known: `4.2`. */
  readonly django: string | null
}

/** What the settings of production hold that would fail, endanger the site, or is worth knowing. */
export function judgeSettings(question: SettingsQuestion): Finding[] {
  const unread = judgeUnread(question.tree, question.settings.unread)
  if (unread.length > 0) return unread
  const choice = judgeChoice(question)
  if (question.settings.module.value === null) return choice
  return [
    ...choice,
    ...judgeImport(question),
    ...judgeUrls(question),
    ...judgeProtections(question),
    ...judgeSurroundings(question),
  ]
}
