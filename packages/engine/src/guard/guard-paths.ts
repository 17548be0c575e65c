import { stateDirectory } from '../ledger/paths.ts'

/** Everything that the guard needs is stored here, in forms that a plain shell can read. */
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
/**
 * `boot uptime pid start`: the deadline, the boot in which it counts, and the process whose work must have ended
 * before.
 */
export const deadlinePath = `${guardDirectory}/deadline`
/** `N path` for a file that is kept in saved/N, `- path` for one that did not exist. */
export const manifestPath = `${guardDirectory}/manifest`
export const savedDirectory = `${guardDirectory}/saved`
export const scriptPath = `${guardDirectory}/restore`

export const timerName = 'cabestan-guard.timer'
export const serviceName = 'cabestan-guard.service'
const units = '/etc/systemd/system'
export const timerPath = `${units}/${timerName}`
export const servicePath = `${units}/${serviceName}`
/** The link that `systemctl enable` would make, so that the timer starts at every boot. */
export const timerLink = `${units}/timers.target.wants/${timerName}`
