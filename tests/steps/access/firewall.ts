import { beforeAll, describe, expect, test } from 'vitest'
import { applySteps } from '../../harness/engine.ts'
import { canConnect, type Ground, type Runs } from './ground.ts'
import { access, firewall } from './steps.ts'

export function firewallRules(ground: Ground, { converge, changesOf, surviveKill }: Runs): void {
  describe('firewall', () => {
    beforeAll(() => {
      ground.owner = { app: 'essai-firewall', environment: 'production' }
    })

    test('from nothing, and what will be shut is told beforehand', async () => {
      await ground.server.sh('systemd-run --quiet --unit=listen-8000 python3 -m http.server 8000')
      await ground.server.sh('systemd-run --quiet --unit=listen-80 python3 -m http.server 80')
      await ground.server.sh(
        'for port in 80 8000; do until ss -Hltn | grep -q ":$port "; do sleep 0.1; done; done',
      )
      expect(await changesOf(firewall)).toEqual([
        { type: 'list', what: 'rules', subject: 'ufw', add: ['22/tcp', '80/tcp', '443/tcp'], remove: [] },
        { type: 'action', action: 'activate', subject: 'ufw' },
        { type: 'action', action: 'shut', subject: '8000/tcp (python3)' },
      ])
      expect(await converge(...access(ground.ownKey), firewall)).toBe(1)
      expect(await canConnect(ground.server, 80)).toBe(true)
      expect(await canConnect(ground.server, 8000)).toBe(false)
    })

    test('right already, also after a reboot', async () => {
      expect(
        await applySteps(ground.engine, [...access(ground.ownKey), firewall], { owner: ground.owner }),
      ).toBe(0)
      await ground.server.reboot()
      expect(await changesOf(...access(ground.ownKey), firewall)).toEqual([])
    })

    test('something else there: a person’s rules stay, what forbids goes behind, ours leave when dropped', async () => {
      await ground.server.sh('ufw delete allow 80/tcp && ufw delete allow 443/tcp')
      await ground.server.sh('ufw insert 1 deny 443 && ufw deny 80/tcp && ufw insert 1 deny from 10.9.9.9')
      await ground.server.sh("ufw allow from 10.1.2.3 to any port 5432 proto tcp comment 'the office'")
      await ground.server.sh("ufw allow 8080/tcp comment 'cabestan old' && ufw default allow incoming")
      await converge(...access(ground.ownKey), firewall)
      const rules = await ground.server.sh("ufw status | sed -n '/^--/,$p' | grep -v v6")
      expect(rules).toMatch(/^Anywhere +DENY +10\.9\.9\.9/m)
      expect(rules).toMatch(/443\/tcp +ALLOW.*\n443 +DENY/)
      expect(rules).toMatch(/80\/tcp +ALLOW/)
      expect(rules).toMatch(/5432\/tcp +ALLOW +10\.1\.2\.3 +# the office/)
      expect(rules).not.toMatch(/8080/)
    })

    test('tables that somebody flushed, and a firewall that was turned off', async () => {
      await ground.server.sh('iptables -P INPUT ACCEPT && iptables -F')
      expect(await changesOf(firewall)).toEqual([{ type: 'action', action: 'activate', subject: 'ufw' }])
      await converge(...access(ground.ownKey), firewall)
      await ground.server.sh('ufw disable')
      await converge(...access(ground.ownKey), firewall)
      await ground.server.sh('systemctl disable ufw')
      await converge(...access(ground.ownKey), firewall)
    })

    test('killed', async () => {
      await ground.server.sh('ufw --force reset')
      await surviveKill(firewall, [...access(ground.ownKey), firewall])
    })
  })
}
