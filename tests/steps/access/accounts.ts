import { beforeAll, describe, expect, test } from 'vitest'
import { applySteps, testLogin } from '../../harness/engine.ts'
import type { Ground, Runs } from './ground.ts'
import { appUser, group, loginUser, step, user } from './steps.ts'

export function userAndGroup(ground: Ground, { converge, changesOf, failureOf, surviveKill }: Runs): void {
  describe('user and group', () => {
    beforeAll(() => {
      ground.owner = { app: 'essai-user', environment: 'production' }
    })

    test('from nothing', async () => {
      expect(await changesOf(loginUser)).toContainEqual({
        type: 'action',
        action: 'create',
        subject: testLogin,
      })
      expect(await converge(group, loginUser, appUser)).toBe(3)
      expect(await ground.server.sh(`id -Gn ${testLogin}`)).toBe(`${testLogin} web`)
      expect(await ground.server.sh(`getent shadow ${testLogin} | cut -d: -f2`)).toBe('*')
      expect(await ground.server.sh(`stat -c '%U %G %a' /home/${testLogin}`)).toBe(
        `${testLogin} ${testLogin} 750`,
      )
      expect(await ground.server.sh(`stat -c %U /home/${testLogin}/.bashrc`)).toBe(testLogin)
      expect(Number(await ground.server.sh('id -u boutique'))).toBeLessThan(1000)
      expect(await ground.server.sh('getent passwd boutique')).toMatch(
        /:\/srv\/boutique:\/usr\/sbin\/nologin$/,
      )
      expect(await ground.server.sh('getent shadow boutique | cut -d: -f2')).toBe('*')
    })

    test('right already', async () => {
      expect(await applySteps(ground.engine, [group, loginUser, appUser], { owner: ground.owner })).toBe(0)
    })

    test('something else there: what stands in the way is put right, the number stays', async () => {
      await ground.server.sh(
        'useradd --uid 2345 --shell /usr/sbin/nologin --no-create-home --password ! ancien',
      )
      await ground.server.sh('chage --lastday 0 --expiredate 2020-01-01 ancien')
      const step = user({ name: 'ancien', home: '/home/ancien' })
      await converge(group, step)
      expect(await ground.server.sh('getent passwd ancien')).toBe(
        'ancien:x:2345:2345::/home/ancien:/bin/bash',
      )
      await ground.server.sh('chown root:root /home/ancien && chmod 0777 /home/ancien')
      await converge(group, step)
      expect(await ground.server.sh('stat -c "%U %a" /home/ancien')).toBe('ancien 755')
      // Key logins must really pass PAM's account stage.
      expect(await ground.server.sh('su - ancien -c "id -un"')).toBe('ancien')
    })

    test('a person’s account does not become a service, nor a service’s a login', async () => {
      await ground.server.sh(
        'useradd --create-home --shell /bin/bash personne && echo personne:x1Y2z3 | chpasswd',
      )
      const asService = user({ name: 'personne', system: true, shell: '/usr/sbin/nologin', groups: [] })
      expect(await failureOf(asService)).toMatchObject({
        code: 'name.reserved',
        values: { name: 'personne' },
      })
      const asLogin = user({ name: 'www-data', home: '/home/www-data', groups: [] })
      expect((await failureOf(asLogin)).code).toBe('name.reserved')
    })

    test('a home that is something else is not deleted', async () => {
      await ground.server.sh(
        'useradd --no-create-home --shell /bin/bash fichier && echo mine > /home/fichier',
      )
      const failure = await failureOf(user({ name: 'fichier', home: '/home/fichier', groups: [] }))
      expect(failure).toMatchObject({ code: 'step.blocked', values: { path: '/home/fichier' } })
      expect(await ground.server.sh('cat /home/fichier')).toBe('mine')
    })

    test('killed: whatever half of useradd was done, the next run finishes', async () => {
      await surviveKill(user({ name: 'coupe', home: '/home/coupe', groups: [] }))
      await ground.server.sh(
        "useradd --no-create-home --shell /bin/bash demi && sed -i '/^demi:/d' /etc/shadow /etc/group",
      )
      await ground.server.sh('touch /etc/passwd.lock.old')
      await converge(user({ name: 'demi', home: '/home/demi', groups: [] }))
      expect(await ground.server.sh('getent shadow demi | cut -d: -f2; id -gn demi')).toBe('*\ndemi')
    })

    test('a group goes when nobody is in it; users stay', async () => {
      const empty = step({ kind: 'group', reason: 'app.group', name: 'vide', system: true })
      await converge(group, empty, loginUser, appUser)
      await converge(loginUser)
      expect((await ground.server.ssh('getent group vide')).code).toBe(2)
      expect((await ground.server.ssh('getent group web')).code).toBe(0)
      expect((await ground.server.ssh('id boutique')).code).toBe(0)
    })
  })
}
