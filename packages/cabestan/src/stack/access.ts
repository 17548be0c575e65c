import type { Step, StepOf } from '@cabestan/protocol/steps'
import type { Configuration } from '../config/configuration.ts'
import type { Situation } from './situation.ts'

/**
 * In the order in which nobody can be locked out: who may come in by the new door comes first, and the old
 * doors are closed last.
 */
export function access({ configuration, publicKeys }: Situation): Step[] {
  const { login } = configuration
  return [
    {
      kind: 'user',
      reason: 'access.login',
      name: login,
      system: false,
      home: `/home/${login}`,
      shell: '/bin/bash',
      // May read the logs without becoming root.
      groups: ['adm'],
    },
    ...authorizedKeys(configuration, publicKeys),
    { kind: 'sudo-rule', reason: 'access.sudo', name: sudoRuleName(login), user: login },
    { kind: 'sshd', reason: 'access.sshd', settings: sshdSettings(configuration.ssh) },
  ]
}

function authorizedKeys({ login, keys: listed }: Configuration, keys: readonly string[]): Step[] {
  if (keys.length === 0) return []
  // Only a list in the file says who must not come in any more.
  const keepFormer = listed === null
  return [{ kind: 'authorized-keys', reason: 'access.keys', user: login, keys: [...keys], keepFormer }]
}

/** sudo ignores files whose names have a dot or end in a tilde; our names are plain words. */
function sudoRuleName(login: string): string {
  return `cabestan-${login.replaceAll('_', '-')}`
}

type Ssh = Situation['configuration']['ssh']

/**
 * MaxAuthTries stays as it is: it counts the keys that an agent offers, and without passwords there is nothing
 * to guess. TCP forwarding stays as well: it is how one reaches what listens on the server only.
 */
function sshdSettings(ssh: Ssh): StepOf<'sshd'>['settings'] {
  return {
    PermitRootLogin: 'no',
    PasswordAuthentication: ssh.passwordLogin ? 'yes' : 'no',
    KbdInteractiveAuthentication: 'no',
    X11Forwarding: 'no',
    LoginGraceTime: '60',
    ...(ssh.algorithms === 'modern' ? modernAlgorithms : {}),
  }
}

/**
 * The distribution's own lists without what ssh-audit fails and SHA-1. Taken away by name, so that better
 * algorithms of later releases count without a word of ours. What stays is known to OpenSSH since 6.5 (2014) and
 * PuTTY since 0.68 (2017). The ECDSA host key stays, although ssh-audit fails it too: people's known_hosts may
 * hold that one only, and they would be told that somebody does something nasty.
 */
const modernAlgorithms = {
  KexAlgorithms: '-ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,diffie-hellman-group14-sha256',
  MACs: '-hmac-sha1,hmac-sha1-etm@openssh.com,umac-64@openssh.com,umac-64-etm@openssh.com',
}
