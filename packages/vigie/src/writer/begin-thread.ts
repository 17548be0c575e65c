import { Worker } from 'node:worker_threads'

/** In megabytes. Bodies that wait and SQLite's pages are not part of this. */
const limits = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 8 }

/**
 * It loads what it needs on another core than the caller's, and opens nothing until it is told which database. So
 * who begins it before loading anything else waits a sixth less for both.
 */
export function beginThread(): Worker {
  return new Worker(entry(), { resourceLimits: limits })
}

/** Beside this file, as source or as a bundle. */
function entry(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './writer.mjs', import.meta.url)
}
