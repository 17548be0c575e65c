import type { FirewallRule } from '@cabestan/protocol/steps/access'
import { describe, expect, it } from 'vitest'
import { deciding, isOpen, isOurs, parseUfwRules } from './ufw-rules.ts'
import { isLoaded } from './ufw-state.ts'

/** Written by ufw 0.36.2 on Debian 12. */
const recorded = `*filter
:ufw-user-input - [0:0]
### RULES ###

### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in comment=636162657374616e20737368
-A ufw-user-input -p tcp --dport 22 -j ACCEPT

### tuple ### allow tcp 5432 0.0.0.0/0 any 10.1.2.3 in comment=426f62e2809973206f6666696365
-A ufw-user-input -p tcp --dport 5432 -s 10.1.2.3 -j ACCEPT

### tuple ### limit tcp 2222 0.0.0.0/0 any 0.0.0.0/0 in
-A ufw-user-input -p tcp --dport 2222 -m conntrack --ctstate NEW -m recent --set
-A ufw-user-input -p tcp --dport 2222 -m conntrack --ctstate NEW -m recent --update --seconds 30 --hitcount 6 -j ufw-user-limit
-A ufw-user-input -p tcp --dport 2222 -j ufw-user-limit-accept

### tuple ### route:allow any any 0.0.0.0/0 any 0.0.0.0/0 in_eth0!out_eth0
-A ufw-user-forward -i eth0 -o eth0 -j ACCEPT

### tuple ### allow udp 60000:61000 0.0.0.0/0 any 0.0.0.0/0 in comment=6d6f7368
-A ufw-user-input -p udp -m multiport --dports 60000:61000 -j ACCEPT

### tuple ### allow tcp 80,443 0.0.0.0/0 any 0.0.0.0/0 Nginx%20Full - in
-A ufw-user-input -p tcp -m multiport --dports 80,443 -j ACCEPT -m comment --comment 'dapp_Nginx%20Full'

### tuple ### allow_log tcp 8443 0.0.0.0/0 any 0.0.0.0/0 in
-A ufw-user-logging-input -p tcp --dport 8443 -j RETURN
-A ufw-user-input -p tcp --dport 8443 -j ACCEPT

### tuple ### allow tcp 9000 0.0.0.0/0 any 0.0.0.0/0 in_eth0
-A ufw-user-input -i eth0 -p tcp --dport 9000 -j ACCEPT

### END RULES ###
COMMIT
`
const rules = parseUfwRules(recorded)

function rule(port: number, protocol: 'tcp' | 'udp' = 'tcp', comment = 'web'): FirewallRule {
  return { port, protocol, comment }
}

describe('rules of ufw', () => {
  it('are told apart: ours, and those of a person', () => {
    expect(rules.map(({ comment }) => comment)).toContain('Bob’s office')
    expect(rules.filter(isOurs).map(({ ports }) => ports)).toEqual(['22'])
  })

  it.each([
    [rule(22, 'tcp', 'ssh'), true],
    // Only the words of its comment have changed.
    [rule(22, 'tcp', 'secure shell'), false],
    [rule(22, 'udp', 'ssh'), false],
    // These rules are for one address or one interface only.
    [rule(5432), false],
    [rule(9000), false],
    [rule(2222), true],
    [rule(60_500, 'udp'), true],
    [rule(60_500, 'tcp'), false],
    [rule(443), true],
    [rule(8443), true],
  ])('%j is open: %s', (wanted, open) => {
    expect(isOpen(wanted, rules)).toBe(open)
  })

  it('decide in their order', () => {
    const text = [
      'deny any 443 0.0.0.0/0 any 0.0.0.0/0 in',
      'allow tcp 443 ::/0 any ::/0 in comment=636162657374616e20776562',
    ]
    const both = parseUfwRules(text.map((line) => `### tuple ### ${line}\n`).join(''))
    expect(isOpen(rule(443), both)).toBe(false)
    expect(deciding(rule(443), both)).toBe(0)
    expect(isOpen(rule(443), both.toReversed())).toBe(true)
  })
})

describe('what the kernel has', () => {
  const kernel = `*filter
:INPUT DROP [12:600]
-A INPUT -j ufw-before-logging-input
-A INPUT -j ufw-before-input
-A ufw-user-input -p tcp -m tcp --dport 22 -j ACCEPT
-A ufw-user-input -p tcp -m tcp --dport 80 -j ACCEPT
COMMIT
`
  const file = `-A ufw-user-input -p tcp --dport 22 -j ACCEPT
-A ufw-user-input -p tcp --dport 80 -j ACCEPT
`
  it('is what the file says', () => {
    expect(isLoaded({ file, kernel, chain: 'ufw' })).toBe(true)
  })

  it.each([
    ['flushed', kernel.replaceAll(/^-A INPUT .*\n/gm, '')],
    ['open to all', kernel.replace('INPUT DROP', 'INPUT ACCEPT')],
    ['short of a rule', kernel.replace(/^.*dport 80.*\n/m, '')],
    ['in another order', kernel.replace(/(.*dport 22.*\n)(.*dport 80.*\n)/, '$2$1')],
    ['nothing', ''],
  ])('%s is not', (_what, changed) => {
    expect(isLoaded({ file, kernel: changed, chain: 'ufw' })).toBe(false)
  })
})
