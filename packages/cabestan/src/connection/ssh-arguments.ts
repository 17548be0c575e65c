import { sshDestination, type Target } from './target.ts'

export interface Login {
  /** Another user than the one that the destination or the ssh configuration names. */
  readonly user: string | null
  /** Nobody was ever let in here as this user, as far as we know. */
  readonly isGuess?: boolean
  /** Only what needs nobody's answer: a key, and sudo without a password. */
  readonly unattended: boolean
}

/**
 * These hold whatever the person's ssh configuration says: one process of our own, nothing forwarded, no other
 * command, and a log that tells how a connection ended.
 */
const always = [
  'ControlMaster=no',
  'ControlPath=none',
  'RemoteCommand=none',
  'PermitLocalCommand=no',
  'ClearAllForwardings=yes',
  'ForwardAgent=no',
  'ForwardX11=no',
  'BatchMode=no',
  'LogLevel=DEBUG1',
]

/** These may be set otherwise by the target's own options. */
const usually = [
  'StrictHostKeyChecking=ask',
  'ConnectTimeout=15',
  'ServerAliveInterval=10',
  'ServerAliveCountMax=3',
]

export function sshArguments(target: Target, login: Login, command: string): string[] {
  const { options, host } = sshDestination(target.destination)
  return [
    '-T',
    ...settings(always),
    ...(login.unattended ? settings(['PasswordAuthentication=no', 'KbdInteractiveAuthentication=no']) : []),
    ...target.sshOptions,
    ...settings(usually),
    ...(login.user === null ? [] : ['-l', login.user]),
    ...options,
    '--',
    host,
    command,
  ]
}

function settings(list: readonly string[]): string[] {
  return list.flatMap((setting) => ['-o', setting])
}
