import type { Step } from '@cabestan/protocol/steps'
import { beforeAll, describe, expect, test } from 'vitest'
import { applySteps, testLogin } from '../../harness/engine.ts'
import { type Ground, loginAs, type Runs } from './ground.ts'
import { access, sshd } from './steps.ts'

export function sshdSettings(ground: Ground, { converge, changesOf, failureOf, surviveKill }: Runs): void {
  describe('sshd', () => {
    beforeAll(() => {
      ground.owner = { app: 'essai-sshd', environment: 'production' }
    })

    const dropIn = '/etc/ssh/sshd_config.d/00-cabestan.conf'

    test('from nothing', async () => {
      expect(await changesOf(sshd)).toMatchObject([{ type: 'text', path: dropIn, before: null }])
      expect(await converge(...access(ground.ownKey))).toBeGreaterThan(0)
      expect(
        await ground.server.sh(
          'sshd -T | grep -E "^(permitrootlogin|passwordauthentication|logingracetime)"',
        ),
        // The second word since OpenSSH 10.
      ).toMatch(/^logingracetime 60\npermitrootlogin (without|prohibit)-password\npasswordauthentication no$/)
    })

    test('right already', async () => {
      expect(await applySteps(ground.engine, access(ground.ownKey), { owner: ground.owner })).toBe(0)
    })

    test('something else there: cloud-init’s file, an old main file without Include, another owner', async () => {
      await ground.server.sh('echo "PasswordAuthentication yes" > /etc/ssh/sshd_config.d/50-cloud-init.conf')
      await ground.server.sh("sed -i 's/^Include.*/PermitRootLogin yes/' /etc/ssh/sshd_config")
      await ground.server.sh(`echo 'PasswordAuthentication yes' > ${dropIn} && chown nobody ${dropIn}`)
      await converge(...access(ground.ownKey))
      expect(await ground.server.sh('sshd -T | grep ^passwordauthentication')).toBe(
        'passwordauthentication no',
      )
    })

    test('a word above the Include is outdone, by reading ours before it', async () => {
      await ground.server.sh("sed -i '1i PasswordAuthentication yes' /etc/ssh/sshd_config")
      await converge(...access(ground.ownKey))
      expect(await ground.server.sh('sshd -T | grep ^passwordauthentication')).toBe(
        'passwordauthentication no',
      )
    })

    test('what defeats it is named, and the former file put back', async () => {
      await ground.server.sh(
        "sed -i '/^Include .*cabestan/d; /^PasswordAuthentication yes/d' /etc/ssh/sshd_config",
      )
      const former = await ground.server.sh(`cat ${dropIn}`)
      const other = '/etc/ssh/sshd_config.d/00-a-person.conf'
      await ground.server.sh(`printf '# hers\\nPasswordAuthentication yes\\n' > ${other}`)
      expect(await changesOf(sshd)).toMatchObject([
        { key: 'PasswordAuthentication', before: 'yes', after: 'no' },
      ])
      expect(await failureOf(...access(ground.ownKey))).toMatchObject({
        code: 'service.invalid',
        values: { service: 'ssh', place: `${other}:2: PasswordAuthentication yes` },
      })
      await ground.server.sh(
        `rm ${other} && printf 'Match User root\\n  PermitRootLogin yes\\n' >> /etc/ssh/sshd_config`,
      )
      const lines = await ground.server.sh('wc -l < /etc/ssh/sshd_config')
      expect((await failureOf(...access(ground.ownKey))).values['place']).toBe(
        `/etc/ssh/sshd_config:${lines}: PermitRootLogin yes`,
      )
      expect(await ground.server.sh(`cat ${dropIn}`)).toBe(former)
      await ground.server.sh("sed -i '/^Match User root/,$d' /etc/ssh/sshd_config")
      await converge(...access(ground.ownKey))
    })

    test('a value that sshd does not know is refused by sshd', async () => {
      const bad = { ...sshd, settings: { PermitRootLogin: 'perhaps' } } as Step
      const failure = await failureOf(bad)
      expect(failure).toMatchObject({ code: 'service.invalid', values: { service: 'ssh' } })
      expect(failure.detail?.tail).toMatch(/perhaps|PermitRootLogin/)
      await converge(...access(ground.ownKey))
    })

    test('killed', async () => {
      await ground.server.sh(`rm ${dropIn}`)
      await surviveKill(sshd, access(ground.ownKey))
      expect(await ground.server.sh('sshd -T | grep ^passwordauthentication')).toBe(
        'passwordauthentication no',
      )
    })

    test('where systemd listens in its place', async () => {
      await ground.server.sh('systemctl disable --now ssh.service && systemctl enable --now ssh.socket')
      await ground.server.sh(`rm ${dropIn}`)
      await converge(...access(ground.ownKey))
      expect(await loginAs(ground.server, testLogin, 'sudo -n sshd -T | grep ^passwordauthentication')).toBe(
        'passwordauthentication no',
      )
      await ground.server.sh(
        'systemctl stop ssh.service ssh.socket; systemctl disable ssh.socket; systemctl enable --now ssh.service',
      )
    })
  })
}
