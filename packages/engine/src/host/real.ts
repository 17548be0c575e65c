import { setTimeout as sleep } from 'node:timers/promises'
import { ask } from './ask.ts'
import { execute } from './execute.ts'
import type { Host } from './host.ts'
import { RealFiles } from './real-files.ts'

/** The machine that the engine runs on. */
export function realHost(): Host {
  return { files: new RealFiles(), exec: execute, ask, clock: { now: Date.now, sleep: (ms) => sleep(ms) } }
}
