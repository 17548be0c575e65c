import type { Answer } from './answer.ts'
import type { DataReading } from './data/reading.ts'
import type { Dependencies } from './dependencies/reading.ts'
import type { AnsweredKeys } from './environment/answered-keys.ts'
import type { EnvironmentKey } from './environment/reading.ts'
import type { FrontEnd } from './front-end/reading.ts'
import type { Processes } from './processes/reading.ts'
import type { PythonReading } from './runtime/reading.ts'
import type { SettingsReading } from './settings/reading.ts'
import type { Where } from './where/reading.ts'

/** What a Django project is, read at one commit without running a line of it. */
export interface Reading {
  readonly where: Where
  readonly settings: SettingsReading
  readonly environment: readonly EnvironmentKey[]
  readonly dependencies: Dependencies
  readonly python: PythonReading
  readonly processes: Processes
  readonly data: DataReading
  readonly frontEnd: FrontEnd | null
  /** The package.json of front ends of which Django serves nothing, and which are therefore not deployed. */
  readonly sitesBeside?: readonly string[]
  /** Keys of the environment that get a value, and those that only the owner can give. */
  readonly answered?: AnsweredKeys
  /** A path that answers without a login after a fresh migrate. */
  readonly page: Answer<string>
}
