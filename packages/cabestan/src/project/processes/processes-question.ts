import type { Configuration, ProjectChoices } from '../../config/configuration.ts'
import type { EnvironmentKey } from '../environment/reading.ts'
import type { ProcessesInput } from './input.ts'
import type { Processes } from './reading.ts'

/** What is known and chosen when the processes of a project are judged. */
export interface ProcessesQuestion {
  readonly input: ProcessesInput
  readonly processes: Processes
  readonly environment: readonly EnvironmentKey[]
  readonly given: readonly string[]
  /** Packages of the distribution, from cabestan.yaml. */
  readonly packages: readonly string[]
  /** Nobody said that there must be none. */
  readonly redis: boolean
  /** From cabestan.yaml. */
  readonly choices: Pick<ProjectChoices, 'processes' | 'schedule' | 'interface'>
  /** From cabestan.yaml; null where there is none yet. */
  readonly hooks: Configuration['hooks'] | null
  /** ASGI_APPLICATION, or the module beside wsgi.py. */
  readonly asgi: string | null
  /** Django's series, where it is known: `4.2`. */
  readonly django: string | null
}
