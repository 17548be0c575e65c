import { beforeAll, describe, expect, test } from 'vitest'
import { applySteps, testLogin } from '../../harness/engine.ts'
import { type Ground, loginAs, type Runs } from './ground.ts'
import { admin, group, keys, loginUser, sudoRule } from './steps.ts'

export function sudoRules(ground: Ground, { converge, surviveKill }: Runs): void {
  describe('sudo rule', () => {
    beforeAll(() => {
      ground.owner = { app: 'essai-sudo', environment: 'production' }
    })

    const path = '/etc/sudoers.d/cabestan-deploy'

    test('from nothing', async () => {
      expect(await converge(...admin(ground.ownKey))).toBeGreaterThan(0)
      expect(await ground.server.sh(`stat -c '%U:%G %a' ${path}`)).toBe('root:root 440')
      expect(await loginAs(ground.server, testLogin, 'sudo -n id -un')).toBe('root')
      expect(await ground.server.sh('ls /etc/sudoers.d')).toBe('README\ncabestan-deploy')
    })

    test('right already', async () => {
      expect(await applySteps(ground.engine, admin(ground.ownKey), { owner: ground.owner })).toBe(0)
    })

    test('something else there, in a directory that sudo no longer reads', async () => {
      await ground.server.sh(`chmod 0644 ${path} && echo 'nonsense here' > ${path}`)
      await ground.server.sh("sed -i '/includedir/d' /etc/sudoers")
      await converge(...admin(ground.ownKey))
      expect(await ground.server.sh('visudo -c')).toContain('/etc/sudoers: parsed OK')
      expect(await loginAs(ground.server, testLogin, 'sudo -n id -un')).toBe('root')
    })

    test('killed, and taken away when nobody describes it', async () => {
      await ground.server.sh(`rm ${path}`)
      await surviveKill(sudoRule, admin(ground.ownKey))
      await converge(group, loginUser, keys(ground.ownKey))
      expect(await ground.server.sh('ls /etc/sudoers.d')).toBe('README')
    })
  })
}
