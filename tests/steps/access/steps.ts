import { Step } from '@cabestan/protocol/steps'
import { testLogin } from '../../harness/engine.ts'

/** What the tests of access describe: one step of each kind by which people get in. */
export const packages = step({
  kind: 'package',
  reason: 'packages.base',
  names: ['sudo', 'ufw', 'fail2ban', 'python3-systemd', 'unattended-upgrades'],
})
export const group = step({ kind: 'group', reason: 'app.group', name: 'web', system: true })
export const loginUser = user({ name: testLogin, home: `/home/${testLogin}` })
export const appUser = user({
  name: 'boutique',
  home: '/srv/boutique',
  system: true,
  shell: '/usr/sbin/nologin',
  groups: [],
})
export const sudoRule = step({
  kind: 'sudo-rule',
  reason: 'access.sudo',
  name: 'cabestan-deploy',
  user: testLogin,
})
/** Root may still come in by key: these tests do. */
export const sshd = step({
  kind: 'sshd',
  reason: 'access.sshd',
  settings: { PermitRootLogin: 'prohibit-password', PasswordAuthentication: 'no', LoginGraceTime: '1m' },
})
export const firewall = step({
  kind: 'firewall',
  reason: 'firewall.rules',
  allow: [
    { port: 22, protocol: 'tcp', comment: 'ssh' },
    { port: 80, protocol: 'tcp', comment: 'http' },
    { port: 443, protocol: 'tcp', comment: 'https' },
  ],
})
export const fail2ban = step({
  kind: 'fail2ban',
  reason: 'fail2ban.ssh',
  jails: [{ name: 'sshd', settings: { bantime: '3600', maxretry: '50' } }],
})
export const upgrades = step({ kind: 'unattended-upgrades', reason: 'updates.automatic', rebootAt: '04:30' })

export function admin(key: string): Step[] {
  return [group, loginUser, keys(key), sudoRule]
}

export function access(key: string): Step[] {
  return [...admin(key), sshd]
}

export function step(input: unknown): Step {
  return Step.parse(input)
}

export function user(options: Record<string, unknown>): Step {
  return step({
    kind: 'user',
    reason: 'access.login',
    system: false,
    shell: '/bin/bash',
    home: '/srv/nowhere',
    groups: ['web'],
    ...options,
  })
}

export function keys(...all: string[]): Step {
  return step({ kind: 'authorized-keys', reason: 'access.keys', user: testLogin, keys: all })
}

export function otherKey(letter: string): string {
  return `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${letter.repeat(43)} ${letter}@example.org`
}
