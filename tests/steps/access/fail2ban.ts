import type { Step } from '@cabestan/protocol/steps'
import { beforeAll, describe, expect, test } from 'vitest'
import { applySteps } from '../../harness/engine.ts'
import type { Ground, Runs } from './ground.ts'
import { fail2ban } from './steps.ts'

export function fail2banJails(ground: Ground, { converge, failureOf, surviveKill }: Runs): void {
  describe('fail2ban', () => {
    beforeAll(async () => {
      ground.owner = { app: 'essai-fail2ban', environment: 'production' }
      // The package of Ubuntu 22.04 does not start it; in a whole description the step for its service does.
      await ground.server.sh('systemctl enable --now fail2ban')
    })

    const path = '/etc/fail2ban/jail.d/cabestan.local'

    test('from nothing', async () => {
      expect(await converge(fail2ban)).toBe(1)
      expect(await ground.server.sh('fail2ban-client status')).toMatch(/Jail list:\s+sshd/)
      expect(await ground.server.sh('fail2ban-client get sshd bantime')).toBe('3600')
    })

    test('right already', async () => {
      expect(await applySteps(ground.engine, [fail2ban], { owner: ground.owner })).toBe(0)
    })

    test('something else there', async () => {
      await ground.server.sh(`printf '[sshd]\\nenabled = false\\n' > ${path} && chmod 0600 ${path}`)
      await ground.server.sh('systemctl stop fail2ban')
      await converge(fail2ban)
      expect(await ground.server.sh('fail2ban-client get sshd bantime')).toBe('3600')
    })

    test('a jail that fail2ban does not know is refused, the former file put back', async () => {
      const before = await ground.server.sh(`cat ${path}`)
      const bad = { ...fail2ban, jails: [{ name: 'nowhere', settings: { filter: 'nowhere' } }] } as Step
      expect(await failureOf(bad)).toMatchObject({ code: 'service.invalid', values: { service: 'fail2ban' } })
      expect(await ground.server.sh(`cat ${path}`)).toBe(before)
      expect(await ground.server.sh('fail2ban-client get sshd bantime')).toBe('3600')
    })

    test('killed', async () => {
      await ground.server.sh(`rm ${path}`)
      await surviveKill(fail2ban)
      expect(await ground.server.sh('fail2ban-client get sshd bantime')).toBe('3600')
    })
  })
}
