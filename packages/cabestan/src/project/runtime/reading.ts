import type { Answer } from '../answer.ts'

export interface PythonReading {
  /** As the project declares it: `3.11`, `>=3.9,<3.13`. */
  readonly declared: Answer<string>
  /** The series to make the venv with: `3.11`. */
  readonly series: Answer<string>
  /**
   * Series to use instead if one of them is the server's own; left out where the server is known, or there are none.
   */
  readonly orServers?: readonly string[]
  /** Django's version or series: `4.2.7`, `1.11`. */
  readonly django: Answer<string>
}
