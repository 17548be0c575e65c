import type { Step } from '@cabestan/protocol/steps'
import type { FirewallRule } from '@cabestan/protocol/steps/access'
import type { Situation } from './situation.ts'

/** ssh on the ports where sshd listens now, whatever the configuration says, so that nobody is locked out. */
export function firewall({ configuration, facts }: Situation): Step[] {
  if (configuration.firewall === null) return []
  const own: FirewallRule[] = [
    ...facts.sshPorts.map((port) => rule(port, 'ssh')),
    rule(80, 'http'),
    rule(443, 'https'),
  ]
  const more = configuration.firewall.allow
  return [{ kind: 'firewall', reason: 'firewall.rules', allow: withoutDoubles([...own, ...more]) }]
}

function rule(port: number, comment: string): FirewallRule {
  return { port, protocol: 'tcp', comment }
}

/** The first rule for each port counts: its comment says what the port is for. */
function withoutDoubles(rules: readonly FirewallRule[]): FirewallRule[] {
  const isSame = (a: FirewallRule, b: FirewallRule) => a.port === b.port && a.protocol === b.protocol
  return rules.filter((each, index) => rules.findIndex((other) => isSame(other, each)) === index)
}
