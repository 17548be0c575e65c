import { execFile } from 'node:child_process'
import { connect } from 'node:net'
import { promisify } from 'node:util'
import type { Event } from '@cabestan/protocol/events'
import { CabestanError } from '@cabestan/protocol/failures'
import { Step, stepId } from '@cabestan/protocol/steps'
import { beforeAll, describe, expect, test } from 'vitest'
import { applySteps, killDuring, planSteps, testLogin } from '../harness/engine.ts'
import { type Server, startServer } from '../harness/sandbox.ts'
import { onSuites } from '../harness/suites.ts'

/**
 * The kinds by which people get in, on real servers: from nothing, from something else, from right already,
 * and from a run that was killed.
 */
describe.each(onSuites('bookworm'))('%s', (suite) => {
  let server: Server
  /** Whose questions go to one engine, while each login is one of its own. */
  let engine: Server
  let ownKey: string
  /** Each family is an application of its own: one that leaves out a step has it taken away. */
  let owner: { app: string; environment: string }

  beforeAll(async () => {
    server = await startServer({ suite, stocked: true })
    engine = Object.create(server, { keepsConnection: { value: true } })
    ownKey = (await server.sh('cat /root/.ssh/authorized_keys')).split('\n')[0] ?? ''
    await applySteps(engine, [packages])
  })

  /** Makes it so, and demands that the server then shows nothing more to do. */
  async function converge(...steps: Step[]): Promise<number> {
    const changed = await applySteps(engine, steps, { owner })
    expect(await changesOf(...steps)).toEqual([])
    return changed
  }

  async function changesOf(...steps: Step[]): Promise<unknown[]> {
    const { changes } = await planSteps(engine, steps, { owner })
    return changes.flatMap(({ change }) => change.items)
  }

  async function failureOf(...steps: Step[]): Promise<CabestanError['failure']> {
    try {
      await applySteps(engine, steps, { owner })
    } catch (error) {
      if (error instanceof CabestanError) return error.failure
      throw error
    }
    throw new Error('it did not fail')
  }

  /** The run is killed as the step begins, so that it dies somewhere in the middle of it. */
  async function surviveKill(step: Step, all: readonly Step[] = [step]): Promise<void> {
    const begins = (event: Event) => event.type === 'step-started' && event.id === stepId(step)
    expect(await killDuring(engine, all, begins)).toBe(true)
    await converge(...all)
  }

  describe('user and group', () => {
    beforeAll(() => {
      owner = { app: 'essai-user', environment: 'production' }
    })

    test('from nothing', async () => {
      expect(await changesOf(loginUser)).toContainEqual({
        type: 'action',
        action: 'create',
        subject: testLogin,
      })
      expect(await converge(group, loginUser, appUser)).toBe(3)
      expect(await server.sh(`id -Gn ${testLogin}`)).toBe(`${testLogin} web`)
      expect(await server.sh(`getent shadow ${testLogin} | cut -d: -f2`)).toBe('*')
      expect(await server.sh(`stat -c '%U %G %a' /home/${testLogin}`)).toBe(`${testLogin} ${testLogin} 750`)
      expect(await server.sh(`stat -c %U /home/${testLogin}/.bashrc`)).toBe(testLogin)
      expect(Number(await server.sh('id -u boutique'))).toBeLessThan(1000)
      expect(await server.sh('getent passwd boutique')).toMatch(/:\/srv\/boutique:\/usr\/sbin\/nologin$/)
      expect(await server.sh('getent shadow boutique | cut -d: -f2')).toBe('*')
    })

    test('right already', async () => {
      expect(await applySteps(engine, [group, loginUser, appUser], { owner })).toBe(0)
    })

    test('something else there: what stands in the way is put right, the number stays', async () => {
      await server.sh('useradd --uid 2345 --shell /usr/sbin/nologin --no-create-home --password ! ancien')
      await server.sh('chage --lastday 0 --expiredate 2020-01-01 ancien')
      const step = user({ name: 'ancien', home: '/home/ancien' })
      await converge(group, step)
      expect(await server.sh('getent passwd ancien')).toBe('ancien:x:2345:2345::/home/ancien:/bin/bash')
      await server.sh('chown root:root /home/ancien && chmod 0777 /home/ancien')
      await converge(group, step)
      expect(await server.sh('stat -c "%U %a" /home/ancien')).toBe('ancien 755')
      // Key logins must really pass PAM's account stage.
      expect(await server.sh('su - ancien -c "id -un"')).toBe('ancien')
    })

    test('a person’s account does not become a service, nor a service’s a login', async () => {
      await server.sh('useradd --create-home --shell /bin/bash personne && echo personne:x1Y2z3 | chpasswd')
      const asService = user({ name: 'personne', system: true, shell: '/usr/sbin/nologin', groups: [] })
      expect(await failureOf(asService)).toMatchObject({
        code: 'name.reserved',
        values: { name: 'personne' },
      })
      const asLogin = user({ name: 'www-data', home: '/home/www-data', groups: [] })
      expect((await failureOf(asLogin)).code).toBe('name.reserved')
    })

    test('a home that is something else is not deleted', async () => {
      await server.sh('useradd --no-create-home --shell /bin/bash fichier && echo mine > /home/fichier')
      const failure = await failureOf(user({ name: 'fichier', home: '/home/fichier', groups: [] }))
      expect(failure).toMatchObject({ code: 'step.blocked', values: { path: '/home/fichier' } })
      expect(await server.sh('cat /home/fichier')).toBe('mine')
    })

    test('killed: whatever half of useradd was done, the next run finishes', async () => {
      await surviveKill(user({ name: 'coupe', home: '/home/coupe', groups: [] }))
      await server.sh(
        "useradd --no-create-home --shell /bin/bash demi && sed -i '/^demi:/d' /etc/shadow /etc/group",
      )
      await server.sh('touch /etc/passwd.lock.old')
      await converge(user({ name: 'demi', home: '/home/demi', groups: [] }))
      expect(await server.sh('getent shadow demi | cut -d: -f2; id -gn demi')).toBe('*\ndemi')
    })

    test('a group goes when nobody is in it; users stay', async () => {
      const empty = step({ kind: 'group', reason: 'app.group', name: 'vide', system: true })
      await converge(group, empty, loginUser, appUser)
      await converge(loginUser)
      expect((await server.ssh('getent group vide')).code).toBe(2)
      expect((await server.ssh('getent group web')).code).toBe(0)
      expect((await server.ssh('id boutique')).code).toBe(0)
    })
  })

  describe('authorized keys', () => {
    beforeAll(() => {
      owner = { app: 'essai-authorized', environment: 'production' }
    })

    const file = `/home/${testLogin}/.ssh/authorized_keys`

    test('from nothing, and one really gets in', async () => {
      expect(await converge(loginUser, keys(ownKey))).toBe(1)
      expect(await server.sh(`stat -c '%U:%G %a' ${file} $(dirname ${file})`)).toBe(
        `${testLogin}:${testLogin} 600\n${testLogin}:${testLogin} 700`,
      )
      expect(await loginAs(server, testLogin, 'id -un')).toBe(testLogin)
    })

    test('right already', async () => {
      expect(await applySteps(engine, [keys(ownKey)], { owner })).toBe(0)
    })

    test('something else there: a person’s lines stay, dropped keys leave', async () => {
      // Without a line end, as people leave it.
      await server.sh(`printf '# mine\\n%s' '${otherKey('a')}' > ${file}`)
      await server.sh(`chown root:root ${file} && chmod 0644 ${file} && chmod 0777 /home/${testLogin}/.ssh`)
      await converge(loginUser, keys(ownKey, otherKey('b')))
      await converge(loginUser, keys(ownKey, otherKey('c')))
      const text = await server.sh(`cat ${file}`)
      expect(text).toContain(`# mine\n${otherKey('a')}`)
      expect(text).toContain(otherKey('c'))
      expect(text).not.toContain(otherKey('b'))
      expect(await loginAs(server, testLogin, 'id -un')).toBe(testLogin)
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
      await applySteps(engine, [victim], { owner })
      await server.sh(`rm -rf /home/cible/.ssh && ${prepare}`)
      const before = await server.sh('sha256sum /etc/shadow && ls -la /etc | sha256sum')
      const step = { ...keys(ownKey), user: 'cible' } as Step
      expect(await failureOf(step)).toMatchObject({ code: 'step.blocked', values: { path } })
      expect(await server.sh('sha256sum /etc/shadow && ls -la /etc | sha256sum')).toBe(before)
    })

    test('killed', async () => {
      await server.sh(`rm -rf /home/${testLogin}/.ssh`)
      await surviveKill(keys(ownKey))
      expect(await loginAs(server, testLogin, 'id -un')).toBe(testLogin)
    })
  })

  describe('sudo rule', () => {
    beforeAll(() => {
      owner = { app: 'essai-sudo', environment: 'production' }
    })

    const path = '/etc/sudoers.d/cabestan-deploy'

    test('from nothing', async () => {
      expect(await converge(...admin(ownKey))).toBeGreaterThan(0)
      expect(await server.sh(`stat -c '%U:%G %a' ${path}`)).toBe('root:root 440')
      expect(await loginAs(server, testLogin, 'sudo -n id -un')).toBe('root')
      expect(await server.sh('ls /etc/sudoers.d')).toBe('README\ncabestan-deploy')
    })

    test('right already', async () => {
      expect(await applySteps(engine, admin(ownKey), { owner })).toBe(0)
    })

    test('something else there, in a directory that sudo no longer reads', async () => {
      await server.sh(`chmod 0644 ${path} && echo 'nonsense here' > ${path}`)
      await server.sh("sed -i '/includedir/d' /etc/sudoers")
      await converge(...admin(ownKey))
      expect(await server.sh('visudo -c')).toContain('/etc/sudoers: parsed OK')
      expect(await loginAs(server, testLogin, 'sudo -n id -un')).toBe('root')
    })

    test('killed, and taken away when nobody describes it', async () => {
      await server.sh(`rm ${path}`)
      await surviveKill(sudoRule, admin(ownKey))
      await converge(group, loginUser, keys(ownKey))
      expect(await server.sh('ls /etc/sudoers.d')).toBe('README')
    })
  })

  describe('sshd', () => {
    beforeAll(() => {
      owner = { app: 'essai-sshd', environment: 'production' }
    })

    const dropIn = '/etc/ssh/sshd_config.d/00-cabestan.conf'

    test('from nothing', async () => {
      expect(await changesOf(sshd)).toMatchObject([{ type: 'text', path: dropIn, before: null }])
      expect(await converge(...access(ownKey))).toBeGreaterThan(0)
      expect(
        await server.sh('sshd -T | grep -E "^(permitrootlogin|passwordauthentication|logingracetime)"'),
        // The second word since OpenSSH 10.
      ).toMatch(/^logingracetime 60\npermitrootlogin (without|prohibit)-password\npasswordauthentication no$/)
    })

    test('right already', async () => {
      expect(await applySteps(engine, access(ownKey), { owner })).toBe(0)
    })

    test('something else there: cloud-init’s file, an old main file without Include, another owner', async () => {
      await server.sh('echo "PasswordAuthentication yes" > /etc/ssh/sshd_config.d/50-cloud-init.conf')
      await server.sh("sed -i 's/^Include.*/PermitRootLogin yes/' /etc/ssh/sshd_config")
      await server.sh(`echo 'PasswordAuthentication yes' > ${dropIn} && chown nobody ${dropIn}`)
      await converge(...access(ownKey))
      expect(await server.sh('sshd -T | grep ^passwordauthentication')).toBe('passwordauthentication no')
    })

    test('a word above the Include is outdone, by reading ours before it', async () => {
      await server.sh("sed -i '1i PasswordAuthentication yes' /etc/ssh/sshd_config")
      await converge(...access(ownKey))
      expect(await server.sh('sshd -T | grep ^passwordauthentication')).toBe('passwordauthentication no')
    })

    test('what defeats it is named, and the former file put back', async () => {
      await server.sh("sed -i '/^Include .*cabestan/d; /^PasswordAuthentication yes/d' /etc/ssh/sshd_config")
      const former = await server.sh(`cat ${dropIn}`)
      const other = '/etc/ssh/sshd_config.d/00-a-person.conf'
      await server.sh(`printf '# hers\\nPasswordAuthentication yes\\n' > ${other}`)
      expect(await changesOf(sshd)).toMatchObject([
        { key: 'PasswordAuthentication', before: 'yes', after: 'no' },
      ])
      expect(await failureOf(...access(ownKey))).toMatchObject({
        code: 'service.invalid',
        values: { service: 'ssh', place: `${other}:2: PasswordAuthentication yes` },
      })
      await server.sh(
        `rm ${other} && printf 'Match User root\\n  PermitRootLogin yes\\n' >> /etc/ssh/sshd_config`,
      )
      const lines = await server.sh('wc -l < /etc/ssh/sshd_config')
      expect((await failureOf(...access(ownKey))).values['place']).toBe(
        `/etc/ssh/sshd_config:${lines}: PermitRootLogin yes`,
      )
      expect(await server.sh(`cat ${dropIn}`)).toBe(former)
      await server.sh("sed -i '/^Match User root/,$d' /etc/ssh/sshd_config")
      await converge(...access(ownKey))
    })

    test('a value that sshd does not know is refused by sshd', async () => {
      const bad = { ...sshd, settings: { PermitRootLogin: 'perhaps' } } as Step
      const failure = await failureOf(bad)
      expect(failure).toMatchObject({ code: 'service.invalid', values: { service: 'ssh' } })
      expect(failure.detail?.tail).toMatch(/perhaps|PermitRootLogin/)
      await converge(...access(ownKey))
    })

    test('killed', async () => {
      await server.sh(`rm ${dropIn}`)
      await surviveKill(sshd, access(ownKey))
      expect(await server.sh('sshd -T | grep ^passwordauthentication')).toBe('passwordauthentication no')
    })

    test('where systemd listens in its place', async () => {
      await server.sh('systemctl disable --now ssh.service && systemctl enable --now ssh.socket')
      await server.sh(`rm ${dropIn}`)
      await converge(...access(ownKey))
      expect(await loginAs(server, testLogin, 'sudo -n sshd -T | grep ^passwordauthentication')).toBe(
        'passwordauthentication no',
      )
      await server.sh(
        'systemctl stop ssh.service ssh.socket; systemctl disable ssh.socket; systemctl enable --now ssh.service',
      )
    })
  })

  describe('firewall', () => {
    beforeAll(() => {
      owner = { app: 'essai-firewall', environment: 'production' }
    })

    test('from nothing, and what will be shut is told beforehand', async () => {
      await server.sh('systemd-run --quiet --unit=listen-8000 python3 -m http.server 8000')
      await server.sh('systemd-run --quiet --unit=listen-80 python3 -m http.server 80')
      await server.sh('for port in 80 8000; do until ss -Hltn | grep -q ":$port "; do sleep 0.1; done; done')
      expect(await changesOf(firewall)).toEqual([
        { type: 'list', what: 'rules', subject: 'ufw', add: ['22/tcp', '80/tcp', '443/tcp'], remove: [] },
        { type: 'action', action: 'activate', subject: 'ufw' },
        { type: 'action', action: 'shut', subject: '8000/tcp (python3)' },
      ])
      expect(await converge(...access(ownKey), firewall)).toBe(1)
      expect(await canConnect(server, 80)).toBe(true)
      expect(await canConnect(server, 8000)).toBe(false)
    })

    test('right already, also after a reboot', async () => {
      expect(await applySteps(engine, [...access(ownKey), firewall], { owner })).toBe(0)
      await server.reboot()
      expect(await changesOf(...access(ownKey), firewall)).toEqual([])
    })

    test('something else there: a person’s rules stay, what forbids goes behind, ours leave when dropped', async () => {
      await server.sh('ufw delete allow 80/tcp && ufw delete allow 443/tcp')
      await server.sh('ufw insert 1 deny 443 && ufw deny 80/tcp && ufw insert 1 deny from 10.9.9.9')
      await server.sh("ufw allow from 10.1.2.3 to any port 5432 proto tcp comment 'the office'")
      await server.sh("ufw allow 8080/tcp comment 'cabestan old' && ufw default allow incoming")
      await converge(...access(ownKey), firewall)
      const rules = await server.sh("ufw status | sed -n '/^--/,$p' | grep -v v6")
      expect(rules).toMatch(/^Anywhere +DENY +10\.9\.9\.9/m)
      expect(rules).toMatch(/443\/tcp +ALLOW.*\n443 +DENY/)
      expect(rules).toMatch(/80\/tcp +ALLOW/)
      expect(rules).toMatch(/5432\/tcp +ALLOW +10\.1\.2\.3 +# the office/)
      expect(rules).not.toMatch(/8080/)
    })

    test('tables that somebody flushed, and a firewall that was turned off', async () => {
      await server.sh('iptables -P INPUT ACCEPT && iptables -F')
      expect(await changesOf(firewall)).toEqual([{ type: 'action', action: 'activate', subject: 'ufw' }])
      await converge(...access(ownKey), firewall)
      await server.sh('ufw disable')
      await converge(...access(ownKey), firewall)
      await server.sh('systemctl disable ufw')
      await converge(...access(ownKey), firewall)
    })

    test('killed', async () => {
      await server.sh('ufw --force reset')
      await surviveKill(firewall, [...access(ownKey), firewall])
    })
  })

  describe('fail2ban', () => {
    beforeAll(async () => {
      owner = { app: 'essai-fail2ban', environment: 'production' }
      // The package of Ubuntu 22.04 does not start it; in a whole description the step for its service does.
      await server.sh('systemctl enable --now fail2ban')
    })

    const path = '/etc/fail2ban/jail.d/cabestan.local'

    test('from nothing', async () => {
      expect(await converge(fail2ban)).toBe(1)
      expect(await server.sh('fail2ban-client status')).toMatch(/Jail list:\s+sshd/)
      expect(await server.sh('fail2ban-client get sshd bantime')).toBe('3600')
    })

    test('right already', async () => {
      expect(await applySteps(engine, [fail2ban], { owner })).toBe(0)
    })

    test('something else there', async () => {
      await server.sh(`printf '[sshd]\\nenabled = false\\n' > ${path} && chmod 0600 ${path}`)
      await server.sh('systemctl stop fail2ban')
      await converge(fail2ban)
      expect(await server.sh('fail2ban-client get sshd bantime')).toBe('3600')
    })

    test('a jail that fail2ban does not know is refused, the former file put back', async () => {
      const before = await server.sh(`cat ${path}`)
      const bad = { ...fail2ban, jails: [{ name: 'nowhere', settings: { filter: 'nowhere' } }] } as Step
      expect(await failureOf(bad)).toMatchObject({ code: 'service.invalid', values: { service: 'fail2ban' } })
      expect(await server.sh(`cat ${path}`)).toBe(before)
      expect(await server.sh('fail2ban-client get sshd bantime')).toBe('3600')
    })

    test('killed', async () => {
      await server.sh(`rm ${path}`)
      await surviveKill(fail2ban)
      expect(await server.sh('fail2ban-client get sshd bantime')).toBe('3600')
    })
  })

  describe('unattended upgrades', () => {
    beforeAll(() => {
      owner = { app: 'essai-unattended', environment: 'production' }
    })

    const path = '/etc/apt/apt.conf.d/52cabestan-unattended-upgrades'
    const said = (name: string) => server.sh(`apt-config dump ${name}`)

    test('from nothing', async () => {
      expect(await converge(upgrades)).toBe(1)
      expect(await said('Unattended-Upgrade::Automatic-Reboot-Time')).toContain('"04:30"')
      expect(await server.sh('unattended-upgrade --dry-run && echo fine')).toContain('fine')
    })

    test('right already', async () => {
      expect(await applySteps(engine, [upgrades], { owner })).toBe(0)
    })

    test('something else there: switched off, and the timers masked', async () => {
      await server.sh(`echo 'APT::Periodic::Unattended-Upgrade "0";' > ${path}`)
      await server.sh(
        'systemctl disable --now apt-daily.timer && systemctl mask --now apt-daily-upgrade.timer',
      )
      await converge(upgrades)
      expect(await said('APT::Periodic::Unattended-Upgrade')).toContain('"1"')
      expect(await server.sh('systemctl is-active apt-daily.timer apt-daily-upgrade.timer')).toBe(
        'active\nactive',
      )
    })

    test('what defeats it is named', async () => {
      const other = '/etc/apt/apt.conf.d/99local'
      await server.sh(`printf '// hers\\nAPT::Periodic { Unattended-Upgrade "0"; };\\n' > ${other}`)
      expect(await failureOf(upgrades)).toMatchObject({
        code: 'service.invalid',
        values: { service: 'apt', place: `${other}:2: APT::Periodic { Unattended-Upgrade "0"; };` },
      })
      await server.sh(`rm ${other}`)
    })

    test('killed', async () => {
      await server.sh(`rm ${path}`)
      await surviveKill(upgrades)
    })
  })
})

const packages = step({
  kind: 'package',
  reason: 'packages.base',
  names: ['sudo', 'ufw', 'fail2ban', 'python3-systemd', 'unattended-upgrades'],
})
const group = step({ kind: 'group', reason: 'app.group', name: 'web', system: true })
const loginUser = user({ name: testLogin, home: `/home/${testLogin}` })
const appUser = user({
  name: 'boutique',
  home: '/srv/boutique',
  system: true,
  shell: '/usr/sbin/nologin',
  groups: [],
})
const sudoRule = step({
  kind: 'sudo-rule',
  reason: 'access.sudo',
  name: 'cabestan-deploy',
  user: testLogin,
})
/** Root may still come in by key: these tests do. */
const sshd = step({
  kind: 'sshd',
  reason: 'access.sshd',
  settings: { PermitRootLogin: 'prohibit-password', PasswordAuthentication: 'no', LoginGraceTime: '1m' },
})
const firewall = step({
  kind: 'firewall',
  reason: 'firewall.rules',
  allow: [
    { port: 22, protocol: 'tcp', comment: 'ssh' },
    { port: 80, protocol: 'tcp', comment: 'http' },
    { port: 443, protocol: 'tcp', comment: 'https' },
  ],
})
const fail2ban = step({
  kind: 'fail2ban',
  reason: 'fail2ban.ssh',
  jails: [{ name: 'sshd', settings: { bantime: '3600', maxretry: '50' } }],
})
const upgrades = step({ kind: 'unattended-upgrades', reason: 'updates.automatic', rebootAt: '04:30' })

function admin(key: string): Step[] {
  return [group, loginUser, keys(key), sudoRule]
}

function access(key: string): Step[] {
  return [...admin(key), sshd]
}

function step(input: unknown): Step {
  return Step.parse(input)
}

function user(options: Record<string, unknown>): Step {
  return step({
    kind: 'user',
    reason: 'access.login',
    system: false,
    shell: '/bin/bash',
    home: '/srv/nowhere',
    groups: ['web'],
    ...options,
  })
}

function keys(...all: string[]): Step {
  return step({ kind: 'authorized-keys', reason: 'access.keys', user: testLogin, keys: all })
}

function otherKey(letter: string): string {
  return `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${letter.repeat(43)} ${letter}@example.org`
}

const run = promisify(execFile)

async function loginAs(server: Server, name: string, command: string): Promise<string> {
  const argv = server.sshArguments.map((word) => word.replace(/^root@/, `${name}@`))
  const { stdout } = await run('ssh', ['-o', 'BatchMode=yes', '-o', 'ControlMaster=no', ...argv, command])
  return stdout.trim()
}

async function canConnect({ address }: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 1500 })
    const end = (is: boolean) => {
      socket.destroy()
      resolve(is)
    }
    socket
      .once('connect', () => end(true))
      .once('timeout', () => end(false))
      .once('error', () => end(false))
  })
}
