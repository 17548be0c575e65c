/** What Cabestan keeps on a server for itself; the site goes on without it. */
export const stateDirectory = '/var/lib/cabestan'
export const runsDirectory = `${stateDirectory}/runs`
export const deedsDirectory = `${stateDirectory}/deeds`
export const warningsDirectory = `${stateDirectory}/warnings`
export const claimsDirectory = `${stateDirectory}/claims`
export const remainsDirectory = `${stateDirectory}/remains`
export const lockPath = `${stateDirectory}/lock`
/**
 * The lock for the applications’ environment files. It is not the lock of runs, because a run may hold that for an
 * hour.
 */
export const environmentLockPath = `${stateDirectory}/environment-lock`
export const lockHolderPath = `${stateDirectory}/lock-holder.json`
