import { stateDirectory } from '../ledger/paths.ts'

/** All that the guard knows lies here, in forms that a plain shell can read. */
export const guardDirectory = `${stateDirectory}/guard`

/**
 * Armed, disarmed, being restored, restored: one file whose name says which, so that of two who want to change
 * it at the same moment exactly one can rename it. It holds the digest of the token.
 */
export const markers = {
  armed: `${guardDirectory}/armed`,
  disarmed: `${guardDirectory}/disarmed`,
  restoring: `${guardDirectory}/restoring`,
  restored: `${guardDirectory}/restored`,
} as const

export const statePath = `${guardDirectory}/state.json`
/** `boot uptime pid start`: until when, in which boot, and whose work must have ended before that. */
export const deadlinePath = `${guardDirectory}/deadline`
/** `N path` for what is kept in saved/N, `- path` for what was not there. */
export const manifestPath = `${guardDirectory}/manifest`
export const savedDirectory = `${guardDirectory}/saved`
export const scriptPath = `${guardDirectory}/restore`

export const timerName = 'cabestan-guard.timer'
export const serviceName = 'cabestan-guard.service'
const units = '/etc/systemd/system'
export const timerPath = `${units}/${timerName}`
export const servicePath = `${units}/${serviceName}`
/** What `systemctl enable` would make: started at every boot. */
export const timerLink = `${units}/timers.target.wants/${timerName}`
