import { beforeAll, describe, expect, test } from 'vitest'
import { applySteps } from '../../harness/engine.ts'
import type { Ground, Runs } from './ground.ts'
import { upgrades } from './steps.ts'

export function unattendedUpgrades(ground: Ground, { converge, failureOf, surviveKill }: Runs): void {
  describe('unattended upgrades', () => {
    beforeAll(() => {
      ground.owner = { app: 'essai-unattended', environment: 'production' }
    })

    const path = '/etc/apt/apt.conf.d/52cabestan-unattended-upgrades'
    const said = (name: string) => ground.server.sh(`apt-config dump ${name}`)

    test('from nothing', async () => {
      expect(await converge(upgrades)).toBe(1)
      expect(await said('Unattended-Upgrade::Automatic-Reboot-Time')).toContain('"04:30"')
      expect(await ground.server.sh('unattended-upgrade --dry-run && echo fine')).toContain('fine')
    })

    test('right already', async () => {
      expect(await applySteps(ground.engine, [upgrades], { owner: ground.owner })).toBe(0)
    })

    test('something else there: switched off, and the timers masked', async () => {
      await ground.server.sh(`echo 'APT::Periodic::Unattended-Upgrade "0";' > ${path}`)
      await ground.server.sh(
        'systemctl disable --now apt-daily.timer && systemctl mask --now apt-daily-upgrade.timer',
      )
      await converge(upgrades)
      expect(await said('APT::Periodic::Unattended-Upgrade')).toContain('"1"')
      expect(await ground.server.sh('systemctl is-active apt-daily.timer apt-daily-upgrade.timer')).toBe(
        'active\nactive',
      )
    })

    test('what defeats it is named', async () => {
      const other = '/etc/apt/apt.conf.d/99local'
      await ground.server.sh(`printf '// hers\\nAPT::Periodic { Unattended-Upgrade "0"; };\\n' > ${other}`)
      expect(await failureOf(upgrades)).toMatchObject({
        code: 'service.invalid',
        values: { service: 'apt', place: `${other}:2: APT::Periodic { Unattended-Upgrade "0"; };` },
      })
      await ground.server.sh(`rm ${other}`)
    })

    test('killed', async () => {
      await ground.server.sh(`rm ${path}`)
      await surviveKill(upgrades)
    })
  })
}
