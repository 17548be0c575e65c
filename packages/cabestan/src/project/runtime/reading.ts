import type { Answer } from '../answer.ts'

export interface PythonReading {
  /** As the project declares it: `3.11`, `>=3.9,<3.13`. */
  readonly declared: Answer<string>
  /** The series to make the venv with: `3.11`. */
  readonly series: Answer<string>
  /** Which are taken instead where the server's own is one of them; left out where that is known, or none is. */
  readonly orServers?: readonly string[]
  /** Django's version or series: `4.2.7`, `1.11`. */
  readonly django: Answer<string>
}
