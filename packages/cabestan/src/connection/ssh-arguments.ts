import { sshDestination, type Target } from './target.ts'

export interface Login {
  /** A user other than the one that the destination or the ssh configuration names. */
  readonly user: string | null
  /** As far as we know, nobody has been let in here as this user before. */
  readonly isGuess?: boolean
  /** Only ways in that need no answer: a key, and sudo without a password. */
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

/** Options that the target's own may override. */
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
