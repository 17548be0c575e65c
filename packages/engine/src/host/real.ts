import { setTimeout as sleep } from 'node:timers/promises'
import { ask } from './ask.ts'
import { execute } from './execute.ts'
import type { Host } from './host.ts'
import { RealFiles } from './real-files.ts'

/** The machine that the engine runs on. */
export function realHost(): Host {
  return { files: new RealFiles(), exec: execute, ask, clock: { now: steadyNow, sleep: (ms) => sleep(ms) } }
}

/**
 * The time that it was when this process began, and what has passed since: a server that sets its clock meanwhile, as
 * a new one does, neither waits an hour more for a page nor gives it up at once.
 */
function steadyNow(): number {
  return Math.floor(performance.timeOrigin + performance.now())
}
