import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'

/** In megabytes. Bodies that wait and SQLite's pages are not part of this. */
const limits = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 8 }

/**
 * It loads what it needs on another core than the caller's, and opens nothing until it is told which database. So
 * who begins it before loading anything else waits a sixth less for both.
 */
export function beginThread(): Worker {
  // Several events are read and counted together here, so more is alive at a time than in the thread that answers. What
  // outlives the young heap waits for the old one to be collected, which holds up everything that is to be written.
  setFlagsFromString('--max-semi-space-size=2')
  return new Worker(entry(), { resourceLimits: limits })
}

/** Beside this file, as source or as a bundle. */
function entry(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './writer.mjs', import.meta.url)
}
