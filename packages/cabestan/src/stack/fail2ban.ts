import type { Step } from '@cabestan/protocol/steps'
import type { Situation } from './situation.ts'

export function fail2ban({ configuration, facts }: Situation): Step[] {
  const wanted = configuration.fail2ban
  if (wanted === null) return []
  return [
    {
      kind: 'fail2ban',
      reason: 'fail2ban.ssh',
      jails: [
        {
          name: 'sshd',
          settings: {
            enabled: 'true',
            port: facts.sshPorts.join(','),
            // Debian 12 has no /var/log/auth.log, which the jail reads by default: it would not even start.
            backend: 'systemd',
            // OpenSSH 9.8 and later log from a process of another name.
            journalmatch: '_SYSTEMD_UNIT=ssh.service + _COMM=sshd + _COMM=sshd-session',
            banaction: 'nftables',
            maxretry: String(wanted.maxRetry),
            findtime: wanted.findTime,
            bantime: wanted.banTime,
            ignoreip: ['127.0.0.1/8', '::1', ...wanted.ignore].join(' '),
          },
        },
      ],
    },
    {
      kind: 'service',
      reason: 'fail2ban.service',
      unit: 'fail2ban.service',
      enabled: true,
      running: true,
      ports: [],
    },
  ]
}
