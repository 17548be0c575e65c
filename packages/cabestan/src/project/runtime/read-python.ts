import type { DependencyInput } from '../dependencies/input.ts'
import { readPackages } from '../dependencies/read-packages.ts'
import type { PythonReading } from '../reading.ts'

/** The Python that the venv is made with, and the Django that runs on it. */
export function readPython(input: DependencyInput): PythonReading {
  return readPackages(input).python
}
