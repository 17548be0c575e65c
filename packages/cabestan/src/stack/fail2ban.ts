import type { Step } from '@cabestan/protocol/steps'
import { heldBack } from './held-back.ts'
import type { Situation } from './situation.ts'

/** Before the packages: fail2ban's own would start it at once, with the distribution's jails. */
export function fail2banHeldBack({ configuration }: Situation): Step[] {
  if (configuration.fail2ban === null) return []
  return [
    heldBack({
      unit: 'fail2ban.service',
      reason: 'fail2ban.unit',
      until: '/etc/fail2ban/jail.d/cabestan.local',
      why: [
        'fail2ban starts when its jails are described, not when its package is installed:',
        'at a start it counts former failures, and would shut out an owner who mistyped.',
      ],
    }),
  ]
}

/**
 * sshd tells a refused root three times: twice that it is refused, and once that it went, where the filter takes
 * `ROOT` and `root` for two people. Two mistyped logins of an owner would be six failures.
 */
const sameRefusalOfRoot =
  '(?:ROOT LOGIN REFUSED FROM|(?:Connection (?:closed|reset) by|Disconnected from) authenticating user root) \\S+ port \\d+ \\[preauth\\]$'

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
            banaction: 'nftables',
            maxretry: String(wanted.maxRetry),
            ignoreregex: sameRefusalOfRoot,
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
