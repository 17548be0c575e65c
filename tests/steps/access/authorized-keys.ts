import type { Step } from '@cabestan/protocol/steps'
import { beforeAll, describe, expect, test } from 'vitest'
import { applySteps, testLogin } from '../../harness/engine.ts'
import { type Ground, loginAs, type Runs } from './ground.ts'
import { keys, loginUser, otherKey, user } from './steps.ts'

export function authorizedKeys(ground: Ground, { converge, failureOf, surviveKill }: Runs): void {
  describe('authorized keys', () => {
    beforeAll(() => {
      ground.owner = { app: 'essai-authorized', environment: 'production' }
    })

    const file = `/home/${testLogin}/.ssh/authorized_keys`

    test('from nothing, and one really gets in', async () => {
      expect(await converge(loginUser, keys(ground.ownKey))).toBe(1)
      expect(await ground.server.sh(`stat -c '%U:%G %a' ${file} $(dirname ${file})`)).toBe(
        `${testLogin}:${testLogin} 600\n${testLogin}:${testLogin} 700`,
      )
      expect(await loginAs(ground.server, testLogin, 'id -un')).toBe(testLogin)
    })

    test('right already', async () => {
      expect(await applySteps(ground.engine, [keys(ground.ownKey)], { owner: ground.owner })).toBe(0)
    })

    test('something else there: a person’s lines stay, dropped keys leave', async () => {
      // Without a line end, as people leave it.
      await ground.server.sh(`printf '# mine\\n%s' '${otherKey('a')}' > ${file}`)
      await ground.server.sh(
        `chown root:root ${file} && chmod 0644 ${file} && chmod 0777 /home/${testLogin}/.ssh`,
      )
      await converge(loginUser, keys(ground.ownKey, otherKey('b')))
      await converge(loginUser, keys(ground.ownKey, otherKey('c')))
      const text = await ground.server.sh(`cat ${file}`)
      expect(text).toContain(`# mine\n${otherKey('a')}`)
      expect(text).toContain(otherKey('c'))
      expect(text).not.toContain(otherKey('b'))
      expect(await loginAs(ground.server, testLogin, 'id -un')).toBe(testLogin)
    })

    test.each([
      ['directory', `ln -s /etc /home/cible/.ssh`, '/home/cible/.ssh'],
      [
        'file',
        `mkdir /home/cible/.ssh && ln -s /etc/shadow /home/cible/.ssh/authorized_keys`,
        '/home/cible/.ssh/authorized_keys',
      ],
    ])('a link in place of the %s is not followed', async (_what, prepare, path) => {
      const victim = user({ name: 'cible', home: '/home/cible', groups: [] })
      await applySteps(ground.engine, [victim], { owner: ground.owner })
      await ground.server.sh(`rm -rf /home/cible/.ssh && ${prepare}`)
      const before = await ground.server.sh('sha256sum /etc/shadow && ls -la /etc | sha256sum')
      const step = { ...keys(ground.ownKey), user: 'cible' } as Step
      expect(await failureOf(step)).toMatchObject({ code: 'step.blocked', values: { path } })
      expect(await ground.server.sh('sha256sum /etc/shadow && ls -la /etc | sha256sum')).toBe(before)
    })

    test('killed', async () => {
      await ground.server.sh(`rm -rf /home/${testLogin}/.ssh`)
      await surviveKill(keys(ground.ownKey))
      expect(await loginAs(ground.server, testLogin, 'id -un')).toBe(testLogin)
    })
  })
}
