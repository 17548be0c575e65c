import { defaultEnvironment } from '@cabestan/protocol/server-name'
import type { Configuration } from '../config/configuration.ts'

/** `cabestan deploy -e staging`: what to type next, for this environment. */
export function commandFor(name: string, { environment }: Configuration): string {
  return `cabestan ${name}${environment === defaultEnvironment ? '' : ` -e ${environment}`}`
}
