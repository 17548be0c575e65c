import { type ByHand, edit, type HandMove, sudo } from './hand-moves.ts'

type Access = Pick<
  ByHand,
  | 'group'
  | 'user'
  | 'authorized-keys'
  | 'sudo-rule'
  | 'sshd'
  | 'firewall'
  | 'fail2ban'
  | 'unattended-upgrades'
>

export const accessByHand: Access = {
  group: (step) => [sudo('addgroup', ...(step.system ? ['--system'] : []), step.name)],
  user: (step) => [
    step.system
      ? sudo('adduser', '--system', '--group', '--home', step.home, '--shell', step.shell, step.name)
      : sudo('adduser', '--disabled-password', '--gecos', '', '--shell', step.shell, step.name),
    ...step.groups.map((group) => sudo('gpasswd', '--add', step.name, group)),
  ],
  'authorized-keys': ({ user, keys }) => [
    sudo('-u', user, 'mkdir', '-m', '700', '-p', `~${user}/.ssh`),
    edit(`~${user}/.ssh/authorized_keys`, keys),
    sudo('chmod', '600', `~${user}/.ssh/authorized_keys`),
  ],
  'sudo-rule': ({ name, user }) => [
    edit(`/etc/sudoers.d/${name}`, [`${user} ALL=(ALL:ALL) NOPASSWD: ALL`]),
    sudo('chmod', '440', `/etc/sudoers.d/${name}`),
    sudo('visudo', '--check'),
  ],
  sshd: ({ settings }) => [
    edit(
      '/etc/ssh/sshd_config',
      Object.entries(settings).map(([key, value]) => `${key} ${value}`),
    ),
    sudo('sshd', '-t'),
    sudo('service', 'ssh', 'reload'),
  ],
  firewall: ({ allow }) => [
    ...allow.map((rule) => sudo('ufw', 'allow', `${rule.port}/${rule.protocol}`)),
    sudo('ufw', 'enable'),
  ],
  fail2ban: ({ jails }) => [
    edit('/etc/fail2ban/jail.local', jails.flatMap(jailLines)),
    sudo('fail2ban-client', '-t'),
    sudo('service', 'fail2ban', 'reload'),
  ],
  'unattended-upgrades': ({ rebootAt }): HandMove[] => [
    edit('/etc/apt/apt.conf.d/20auto-upgrades', [
      'APT::Periodic::Update-Package-Lists "1";',
      'APT::Periodic::Unattended-Upgrade "1";',
    ]),
    ...(rebootAt === undefined
      ? []
      : [edit('/etc/apt/apt.conf.d/52unattended-upgrades-local', reboot(rebootAt))]),
  ],
}

function jailLines({ name, settings }: { name: string; settings: Record<string, string> }): string[] {
  return [`[${name}]`, ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`)]
}

function reboot(at: string): string[] {
  return [
    'Unattended-Upgrade::Automatic-Reboot "true";',
    `Unattended-Upgrade::Automatic-Reboot-Time "${at}";`,
  ]
}
