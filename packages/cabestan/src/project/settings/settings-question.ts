import type { EnvironmentKey } from '../environment/reading.ts'
import type { Tree } from '../tree/tree.ts'
import type { Where } from '../where/reading.ts'
import type { SettingsReading } from './reading.ts'

/** What is judged: production's settings, and what is known beside them. */
export interface SettingsQuestion {
  readonly tree: Tree
  readonly where: Where
  readonly settings: SettingsReading
  readonly environment: readonly EnvironmentKey[]
  /** Keys of the environment that the owner gave, in cabestan.yaml or on the server. */
  readonly given: readonly string[]
  /** cabestan.yaml names a mail server. */
  readonly mail: boolean
  /** Keys that only the owner can give, and that nobody gave. */
  readonly wanted: readonly string[]
  /** Keys that cabestan.yaml itself requires. */
  readonly beside?: readonly string[]
  /** cabestan.yaml names the settings. */
  readonly named: boolean
  /** Django's series, where it is known: `4.2`. */
  readonly django: string | null
}
