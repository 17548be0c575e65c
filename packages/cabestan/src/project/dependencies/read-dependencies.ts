import type { Dependencies } from '../reading.ts'
import type { DependencyInput } from './input.ts'
import { readPackages } from './read-packages.ts'

/** What the venv is made from, and what production needs beside it. */
export function readDependencies(input: DependencyInput): Dependencies {
  return readPackages(input).dependencies
}
