import type { Emit } from './emitter.ts'
import type { Host } from './host/host.ts'

/** What a run works with: the machine, and whom it tells what happens. */
export interface Workshop {
  readonly host: Host
  readonly emit: Emit
}
