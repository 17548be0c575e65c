import { Step } from '@cabestan/protocol/steps'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cabestan, projectWith } from './harness/command-line.ts'
import { attempt, getsIn, installProgram, program, untilGetsIn } from './harness/guard/attempt.ts'
import { type Server, startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'

/**
 * Nobody is ever locked out: descriptions that would do it, a connection that dies at that moment, a crash and
 * a reboot in the middle. In every case the owner gets in again, without anybody's help.
 */
// Both at once, for they mostly wait; each in its own order.
describe.concurrent.each(onSuites('trixie'))('%s', (suite) => {
  describe('the owner', { concurrent: false }, () => {
    let server: Server
    /** What the owner has and a change must not cost: root by key, and the login user with sudo. */
    let good: Step[]

    beforeAll(async () => {
      server = await startServer({ suite, stocked: true })
      const key = (await server.sh('cat /root/.ssh/authorized_keys')).split('\n')[0] ?? ''
      good = [loginUser, keys(key), sudoRule, sshd({ PasswordAuthentication: 'no' })]
      await installProgram(server)
      const { token, outcome } = await attempt(server, 'change 60', good)
      expect(await server.sh(`${program} disarm ${token}`)).toBe('disarmed')
      expect(await outcome).toBe('disarmed')
    })

    beforeEach(async () => {
      expect(await untilGetsIn(server, 'root')).toBe(true)
      expect(await untilGetsIn(server, 'deploy', 'sudo -n true')).toBe(true)
    })

    /** Until here nobody got in; now the owner does, and nothing of the guard is left. */
    async function expectRestored(): Promise<void> {
      expect(await untilGetsIn(server, 'root')).toBe(true)
      expect(await untilGetsIn(server, 'deploy', 'sudo -n true')).toBe(true)
      await server.sh(
        'for i in $(seq 600); do [ -e /etc/systemd/system/cabestan-guard.timer ] || exit 0; sleep 0.1; done; exit 1',
      )
      expect(await server.sh('systemctl list-units --all --no-legend "cabestan-guard*"')).toBe('')
      expect(await server.sh('ls /var/lib/cabestan/guard')).toBe('lock\nrestore\nrestored')
    }

    async function expectShut(): Promise<void> {
      const tries = [getsIn(server, 'root'), getsIn(server, 'deploy')]
      expect(await Promise.all(tries)).toEqual([false, false])
    }

    test('sshd that lets in somebody else only', async () => {
      const { outcome, expire } = await attempt(server, 'change 600', [sshd({ AllowUsers: 'personne' })])
      await expectShut()
      expire()
      expect(await outcome).toBe('restored')
      await expectRestored()
      expect(await server.sh('sshd -T | grep -c ^allowusers || true')).toBe('0')
      expect(await server.sh('cat /etc/ssh/sshd_config.d/00-cabestan.conf')).toContain(
        'PasswordAuthentication no',
      )
    })

    test('the same where systemd listens in sshd’s place', async () => {
      await server.sh('systemctl disable --now ssh.service && systemctl enable --now ssh.socket')
      const { outcome, expire } = await attempt(server, 'change 600', [sshd({ AllowUsers: 'personne' })])
      await expectShut()
      expire()
      expect(await outcome).toBe('restored')
      await expectRestored()
      await server.sh(
        'systemctl stop ssh.service ssh.socket; systemctl disable ssh.socket; systemctl enable --now ssh.service',
      )
    })

    test('a firewall without the port of ssh, where there was none', async () => {
      const { outcome, expire } = await attempt(server, 'change 600', [firewall(80)])
      await expectShut()
      expire()
      expect(await outcome).toBe('restored')
      await expectRestored()
      expect(await server.sh('ufw status')).toBe('Status: inactive')
      expect(await server.sh('iptables -S INPUT | head -1')).toBe('-P INPUT ACCEPT')
    })

    test('a firewall that forgets the port of ssh', async () => {
      const { token } = await attempt(server, 'change 60', [firewall(22, 80)])
      expect(await server.sh(`${program} disarm ${token}`)).toBe('disarmed')
      const { outcome, expire } = await attempt(server, 'change 600', [firewall(80, 443)])
      await expectShut()
      expire()
      expect(await outcome).toBe('restored')
      await expectRestored()
      const rules = await server.sh("ufw status | grep -c '22/tcp .*cabestan ssh'")
      expect(Number(rules)).toBe(2)
      expect(await server.sh('ufw status')).not.toContain('443')
    })

    test('a key that nobody has, and root shut out', async () => {
      const { outcome, expire } = await attempt(server, 'change 600', [
        keys(strangersKey),
        sshd({ PermitRootLogin: 'no' }),
      ])
      await expectShut()
      expire()
      expect(await outcome).toBe('restored')
      await expectRestored()
    })

    test('a sudo rule that is for somebody else', async () => {
      const { outcome, expire } = await attempt(server, 'change 600', [
        { ...sudoRule, user: 'nobody' } as Step,
      ])
      expect(await untilGetsIn(server, 'deploy')).toBe(true)
      expect(await getsIn(server, 'deploy', 'sudo -n true')).toBe(false)
      expire()
      expect(await outcome).toBe('restored')
      await expectRestored()
      expect(await server.sh('visudo -c')).toContain('parsed OK')
    })

    test('the connection dies at that moment', async () => {
      const { cut } = await attempt(server, 'change 20', lockout)
      cut()
      await expectShut()
      await expectRestored()
    })

    test('the engine dies in the middle of its work', async () => {
      await attempt(server, 'die', lockout)
      await expectRestored()
    })

    test('a reboot while nobody has proved anything', async () => {
      await attempt(server, 'change 600', lockout)
      await expectShut()
      await server.reboot().catch(() => {})
      await expectRestored()
    })

    test('a crash in the middle of the work', async () => {
      await attempt(server, 'work', lockout)
      await server.crash().catch(() => {})
      await expectRestored()
    })

    test('whoever gets in keeps it: the timer goes, and its token is of no more use', async () => {
      const { token, outcome } = await attempt(server, 'change 600', [
        sshd({ PasswordAuthentication: 'no', X11Forwarding: 'no' }),
      ])
      expect(await server.sh(`${program} disarm not-the-token`)).toBe('access.unproven')
      expect(await server.sh(`${program} disarm ${token}`)).toBe('disarmed')
      expect(await outcome).toBe('disarmed')
      // Asked again, because the answer was lost on its way.
      expect(await server.sh(`${program} disarm ${token}`)).toBe('disarmed')
      expect(await server.sh('systemctl list-units --all --no-legend "cabestan-guard*"')).toBe('')
      expect(await server.sh('sshd -T | grep ^x11forwarding')).toBe('x11forwarding no')
      expect(await server.sh('ls /var/lib/cabestan/guard; ls /etc/systemd/system/')).not.toMatch(
        /saved|cabestan-guard/,
      )
    })

    test('of a proof and a restoration at the same moment exactly one wins', async () => {
      const outcomes = new Set<string>()
      for (let round = 0; round < 6; round += 1) {
        const value = round % 2 === 0 ? 'yes' : 'no'
        const before = await server.sh('sshd -T | grep ^x11forwarding')
        const { token, outcome } = await attempt(server, 'change 60', [sshd({ X11Forwarding: value })])
        const both = `${program} disarm ${token} & sleep ${0.05 * round}; sh /var/lib/cabestan/guard/restore now; wait`
        const answered = (await server.sh(both)).split('\n')
        const ended = await outcome
        outcomes.add(ended ?? '')
        const now = await server.sh('sshd -T | grep ^x11forwarding')
        expect(answered).toEqual([ended === 'disarmed' ? 'disarmed' : 'access.unproven'])
        expect(now).toBe(ended === 'disarmed' ? `x11forwarding ${value}` : before)
      }
      expect([...outcomes].every((each) => each === 'disarmed' || each === 'restored')).toBe(true)
    })

    test('a whole deploy by somebody who is not given a key: it says so, and nothing is lost', async () => {
      const directory = await projectWith(
        `app: essai\nserver: ${server.destination}\nkeys: ['${strangersKey}']\npostgres: false\n`,
      )
      const deploy = await cabestan(['deploy', '--yes'], { directory })
      expect(deploy.output).toContain('access.unproven')
      expect(deploy.code).toBe(1)
      await expectRestored()
    })

    test('a list of the owner’s without the login user is told, and nothing is changed', async () => {
      const own = '/etc/ssh/sshd_config.d/90-own.conf'
      await server.sh(`echo 'AllowUsers root claire' > ${own}`)
      const directory = await projectWith(`app: essai\nserver: ${server.destination}\npostgres: false\n`)
      const before = await server.sh('ls --recursive /var/lib/cabestan/guard /srv')
      for (const words of [['plan'], ['deploy', '--yes']]) {
        const { code, output } = await cabestan(words, { directory })
        expect(output).toContain('AllowUsers root claire')
        expect(output).toContain('access.shut-out')
        expect(code).toBe(1)
      }
      expect(await server.sh(`rm ${own}; ls --recursive /var/lib/cabestan/guard /srv`)).toBe(before)
    })
  })
})

describe.each(onSuites('bookworm'))('an owner who mistyped before the first deploy, on %s', (suite) => {
  let server: Server
  let directory: string
  const refused = 8
  const told = (what: string) =>
    server.sh(`grep " ${what} " /var/log/fail2ban.log | grep -vc 198.51.100 || true`)

  beforeAll(async () => {
    server = await startServer({ suite, stocked: true })
    for (let count = 0; count < refused; count += 1) await mistype(`nobody-${count}`)
    directory = await projectWith(`app: essai\nserver: ${server.destination}\npostgres: false\n`)
  })

  /** A busy machine may not come as far as to refuse somebody: then once more. */
  async function mistype(name: string): Promise<void> {
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await getsIn(server, name)).toBe(false)
      const said = await server.sh('journalctl --output=cat --unit=ssh')
      if (said.includes(`Invalid user ${name} `)) return
    }
    throw new Error(`${name} was never refused`)
  }

  /**
   * A ban comes a while after its reason was read, so that there is none yet says little. The journal is read in its
   * order: once a stranger of now was found in it, whoever comes before has been counted, or never will be.
   */
  async function expectNotCounted(stranger: string): Promise<void> {
    await server.sh(`ip address add ${stranger}/32 dev lo && fail2ban-client set sshd ignoreself false`)
    await server.sh(comingFrom(stranger))
    await expect.poll(() => server.sh('cat /var/log/fail2ban.log')).toContain(`Found ${stranger}`)
    expect(Number(await told('Found'))).toBeLessThan(refused)
    expect(await told('Ban')).toBe('0')
  }

  function comingFrom(address: string): string {
    const options = '-o BatchMode=yes -o StrictHostKeyChecking=no'
    return `ssh ${options} -b ${address} nobody-here@${server.address} true 2>&1 || true`
  }

  test('is not shut out by fail2ban, at any moment of it', async () => {
    const deploy = await cabestan(['deploy', '--yes'], { directory })
    expect(deploy.code, deploy.output).toBe(0)
    const names =
      'journalctl --output=cat --unit=ssh | grep -o "Invalid user nobody-[0-9]*" | sort -u | wc -l'
    expect(await server.sh(names)).toBe(`${refused}`)
    expect(await server.sh('fail2ban-client get sshd findtime')).toBe('600')
    expect(await server.sh('fail2ban-client get sshd maxretry')).toBe('5')
    await expectNotCounted('198.51.100.8')
  })

  test('whoever goes on from another address is', async () => {
    await server.sh('ip address add 198.51.100.7/32 dev lo && fail2ban-client set sshd ignoreself false')
    const attempt = comingFrom('198.51.100.7')
    for (let count = 0; count < 5; count += 1) await server.sh(attempt)
    await expect.poll(() => server.sh('fail2ban-client get sshd banip')).toContain('198.51.100.7')
    // It is in the list before the firewall has heard of it.
    await expect.poll(() => server.sh(attempt)).toContain('refused')
  })

  test('nor where that deploy dies before fail2ban has its jails, and the server reboots', async () => {
    await server.sh('systemctl stop fail2ban && rm /etc/fail2ban/jail.d/cabestan.local')
    for (let count = 0; count < refused; count += 1) await getsIn(server, 'nobody-again')
    await server.reboot()
    expect(await server.sh('systemctl is-active fail2ban || true')).toBe('inactive')
    const deploy = await cabestan(['deploy', '--yes'], { directory })
    expect(deploy.code, deploy.output).toBe(0)
    await expectNotCounted('198.51.100.9')
  })

  test('has nothing left to change, and is not shut out by a reboot either', async () => {
    const again = await cabestan(['deploy', '--yes'], { directory })
    expect(again.output).toContain('Nothing to change')
    await server.reboot()
    await expect.poll(() => server.sh('fail2ban-client status || true')).toContain('sshd')
    await expectNotCounted('198.51.100.10')
    expect(await getsIn(server, 'deploy')).toBe(true)
  })
})

const strangersKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA${'x'.repeat(42)} stranger`
const loginUser = step({
  kind: 'user',
  reason: 'access.login',
  name: 'deploy',
  system: false,
  home: '/home/deploy',
  shell: '/bin/bash',
})
const sudoRule = step({ kind: 'sudo-rule', reason: 'access.sudo', name: 'cabestan-deploy', user: 'deploy' })

function keys(key: string): Step {
  return step({ kind: 'authorized-keys', reason: 'access.keys', user: 'deploy', keys: [key] })
}

function sshd(settings: Record<string, string>): Step {
  return step({ kind: 'sshd', reason: 'access.sshd', settings })
}

function firewall(...ports: number[]): Step {
  const names: Record<number, string> = { 22: 'ssh' }
  const allow = ports.map((port) => ({ port, protocol: 'tcp', comment: names[port] ?? 'web' }))
  return step({ kind: 'firewall', reason: 'firewall.rules', allow })
}

const lockout = [sshd({ AllowUsers: 'personne' }), firewall(80)]

function step(input: unknown): Step {
  return Step.parse(input)
}
