import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine, proveAccess } from '../packages/cabestan/src/connection/open-engine.ts'
import { offerKey, publicKeys } from '../packages/cabestan/src/connection/public-keys.ts'
import { atTerminal, projectWith } from './harness/command-line.ts'
import type { Laptop } from './harness/connection/laptop.ts'
import {
  connected,
  forgetEngine,
  installed,
  letIn,
  makeUser,
  person,
  sharedCache,
  targetOf,
  uidOf,
} from './harness/connection/people.ts'
import { type Server, startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'

describe.each(onSuites('trixie'))('an engine on %s', (suite) => {
  let server: Server
  beforeAll(async () => {
    server = await startServer({ suite })
  })

  it('is sent with its runtime to a bare server, and found there the next time', async () => {
    const me = await person()
    await letIn(server, me)
    const first = await timed(() => connected(targetOf(server, me), me))
    expect(await uidOf(first.value)).toBe('0')
    expect(first.value).toMatchObject({ user: 'root', authentication: 'publickey' })
    expect(installed(me)).toEqual(['runtime sent', 'engine sent'])
    expect(me.asked).toEqual([expect.objectContaining({ kind: 'host-key', algorithm: 'ED25519' })])

    const again = await person()
    await letIn(server, again)
    const second = await timed(() => connected(targetOf(server, again), again))
    expect(installed(again)).toEqual([])
    const bare = await timed(() => server.sh('true'))
    console.info(
      `${suite}: installed and connected ${first.ms} ms, connected ${second.ms} ms, ssh true ${bare.ms} ms`,
    )
    expect(await server.sh('ls -A /opt/cabestan')).toBe('engine\ninstall.lock\nruntime')
  })

  it('is one process, the ssh session’s own, and ends with it', async () => {
    const me = await person()
    await letIn(server, me)
    const client = await openEngine(targetOf(server, me), me.ports)
    const { files } = await client.call('diagnose', {})
    expect(files['environment']).not.toContain('NODE_OPTIONS')
    expect(await server.sh(`ps -o comm= --ppid ${files['pid']} | wc -l`)).toBe('0')
    await client.close()
    await until(async () => (await server.ssh(`test -d /proc/${files['pid']}`)).code !== 0)
  })

  describe('for a user with sudo', () => {
    it('starts as root where sudo wants no password, and proves that it does', async () => {
      await makeUser(server, 'deploy', { sudo: 'NOPASSWD: ALL' })
      const me = await person()
      await letIn(server, me, 'deploy')
      const client = await connected(targetOf(server, me, 'deploy'), me)
      expect(await uidOf(client)).toBe('0')
      expect(client.user).toBe('deploy')
      await proveAccess(targetOf(server, me), 'token', me.ports)
    })

    it('asks for the password once where sudo wants one', async () => {
      await makeUser(server, 'asked', { sudo: 'ALL' })
      const me = await person({
        answer: (question) =>
          question.kind === 'host-key' ? true : question.kind === 'sudo-password' ? 'right' : null,
      })
      await letIn(server, me, 'asked')
      expect(await uidOf(await connected(targetOf(server, me, 'asked'), me))).toBe('0')
      await forgetEngine(server)
      expect(await uidOf(await connected(targetOf(server, me, 'asked'), me))).toBe('0')
      expect(me.asked.map(({ kind }) => kind)).toEqual(['host-key', 'sudo-password', 'sudo-password'])
      const traces = await server.sh('cat /proc/[0-9]*/cmdline | tr "\\0" " "; journalctl --no-pager -t sudo')
      expect(traces).toContain('engine.mjs serve')
      expect(traces).not.toContain('right')
    })

    it('comes as the login user where there is one, and as root where not, and remembers which', async () => {
      const me = await person()
      await letIn(server, me)
      await letIn(server, me, 'deploy')
      const root = targetOf(server, me)
      const tried: (string | null)[][] = []
      const visit = async () => {
        me.events.length = 0
        await (await openEngine(root, me.ports)).close()
        tried.push(me.events.flatMap((event) => (event.type === 'connecting' ? [event.user] : [])))
      }
      await visit()
      await server.sh('mv /home/deploy/.ssh /home/deploy/.ssh.away')
      await visit()
      await visit()
      await server.sh('mv /home/deploy/.ssh.away /home/deploy/.ssh; cp /root/.ssh/authorized_keys /root/mine')
      await server.sh(
        'echo "PermitRootLogin no" > /etc/ssh/sshd_config.d/00-test.conf; systemctl restart ssh',
      )
      await visit().finally(() => openForRoot(server, me))
      expect(tried).toEqual([['deploy'], ['deploy', null], [null], [null, 'deploy']])
    })
  })

  it('is reached by a key that only an agent holds, and that key is the owner’s', async () => {
    const socket = join(sharedCache(), 'agent')
    const me = await person({ environment: { SSH_AUTH_SOCK: socket } })
    await letIn(server, me)
    const said = execFileSync('ssh-agent', ['-a', socket], { encoding: 'utf8' })
    const agent = Number(/SSH_AGENT_PID=(\d+)/.exec(said)?.[1])
    try {
      const key = join(me.directory, '.ssh/id_ed25519')
      execFileSync('ssh-add', ['-q', key], {
        env: { ...process.env, SSH_AUTH_SOCK: socket },
        stdio: 'ignore',
      })
      await rm(key)
      await rm(`${key}.pub`)
      // None that lies on this computer, and none that is named.
      const sshOptions = [
        ...me.sshOptions.filter((word) => ![key, '-i'].includes(word)),
        '-o',
        'IdentityFile=none',
      ]
      const target = {
        ...targetOf(server, me),
        sshOptions: sshOptions.map((word) => word.replace('Only=yes', 'Only=no')),
      }
      const client = await connected(target, me)
      expect(client.authentication).toBe('publickey')
      expect((await publicKeys(target, me.ports.environment))[0]).toBe(me.publicKey)
    } finally {
      process.kill(agent)
    }
  })

  it('is reached by the password that a provider sent, and a key is made for later', async () => {
    await server.sh("echo 'root:from a letter' | chpasswd")
    await server.sh(
      'echo "PermitRootLogin yes\nPasswordAuthentication yes" > /etc/ssh/sshd_config.d/00-test.conf; systemctl restart ssh',
    )
    const answers: string[] = ['a typo', 'from a letter']
    const me = await person({
      answer: (question) =>
        question.kind === 'password' ? (answers.shift() ?? null) : question.kind !== 'passphrase',
    })
    await rm(join(me.directory, '.ssh/id_ed25519'))
    await rm(join(me.directory, '.ssh/id_ed25519.pub'))
    const client = await connected(targetOf(server, me), me)
    expect(client.authentication).toMatch(/password|keyboard-interactive/)
    expect(me.asked.map(({ kind, ...rest }) => ('again' in rest ? [kind, rest.again] : [kind]))).toEqual([
      ['host-key'],
      ['password', false],
      ['password', true],
    ])
    const target = targetOf(server, me)
    expect(await publicKeys(target, me.ports.environment)).toEqual([])
    const key = await offerKey(me.ports)
    expect(key).toMatch(/^ssh-ed25519 /)
    expect(await publicKeys(target, me.ports.environment)).toEqual([key])
    await server.sh('rm /etc/ssh/sshd_config.d/00-test.conf && systemctl restart ssh')
  })

  it('is reached whatever the shell of the user says first', async () => {
    await makeUser(server, 'noisy', { sudo: 'NOPASSWD: ALL' })
    const me = await person()
    await letIn(server, me, 'noisy')
    await server.sh(
      'cat > /home/noisy/.bashrc',
      'seq 1 20000; echo \'{"id":1}\'; printf "no end >"; echo oops >&2\n',
    )
    expect(await uidOf(await connected(targetOf(server, me, 'noisy'), me))).toBe('0')
  })
})

describe('any destination', () => {
  it('is reached by an alias, a port and a jump host of the ssh configuration', async () => {
    const [jump, inner] = [await startServer(), await startServer({ suite: 'trixie' })]
    const me = await person()
    await letIn(jump, me)
    await letIn(inner, me)
    await inner.sh('echo "Port 2222" > /etc/ssh/sshd_config.d/00-port.conf; systemctl restart ssh')
    const configuration = join(me.directory, 'ssh_config')
    const key = `IdentityFile ${me.directory}/.ssh/id_ed25519\nUserKnownHostsFile ${me.directory}/known_hosts\n`
    await writeFile(
      configuration,
      `Host shop\nHostName ${inner.address}\nPort 2222\nUser root\nProxyJump gate\nHost gate\nHostName ${jump.address}\nUser root\nHost *\n${key}`,
    )
    const target = { destination: 'shop', sshOptions: ['-F', configuration], login: 'deploy' }
    const client = await connected(target, me)
    expect(await uidOf(client)).toBe('0')
    expect((await jump.ssh('ls /opt/cabestan')).code).not.toBe(0)
    expect(me.asked.map(({ kind }) => kind)).toEqual(['host-key', 'host-key'])

    for (const destination of [`root@${inner.address}:2222`, `ssh://root@${inner.address}:2222`]) {
      expect(await uidOf(await connected({ ...target, destination, sshOptions: me.sshOptions }, me))).toBe(
        '0',
      )
    }
    await inner.destroy()
    await jump.destroy()
  })

  it('is reached whatever the login shell', async () => {
    const server = await startServer()
    await server.sh(
      'apt-get update -qq && apt-get install -qq -y --no-install-recommends zsh fish tcsh busybox',
    )
    await server.sh('mkdir /usr/local/busybox; ln -s /bin/busybox /usr/local/busybox/sh')
    const me = await person()
    for (const shell of ['/bin/dash', '/bin/zsh', '/usr/bin/fish', '/bin/tcsh', '/usr/local/busybox/sh']) {
      const name = `likes-${shell.split('/').at(-1)}`
      await makeUser(server, name, { shell, sudo: 'NOPASSWD: ALL' })
      await letIn(server, me, name)
      const client = await connected(targetOf(server, me, name), me)
      expect([shell, await uidOf(client)]).toEqual([shell, '0'])
    }
    await server.destroy()
  })
})

describe('a server whose password a provider mailed, to be changed at the first login', () => {
  it('is deployed with nothing else, by somebody who has no key, and is reached by the new one from then on', async () => {
    const server = await startServer({ stocked: true })
    await server.sh(`echo root:letter | chpasswd; chage --lastday 0 root; rm /root/.ssh/authorized_keys
      printf 'PermitRootLogin yes\nPasswordAuthentication no\nKbdInteractiveAuthentication yes\n' > /etc/ssh/sshd_config.d/00-provider.conf
      systemctl restart ssh`)
    const home = await mkdtemp(join(tmpdir(), 'cabestan-home-'))
    await mkdir(join(home, '.ssh'), { mode: 0o700 })
    const directory = await projectWith(
      `app: essai\nserver: root@${server.address}\npostgres: false\nfail2ban: false\nupdates: {automatic: false}\n`,
    )
    const shown = await atTerminal(
      'deploy --yes',
      directory,
      [
        ['Is this the fingerprint', 'y'],
        ['assword', 'letter\r'],
        ['Current password', 'letter\r'],
        ['New password', 'vinyle-et-39-tours\r'],
        ['Retype new password', 'vinyle-et-39-tours\r'],
      ],
      home,
    )
    expect(shown).toContain('You still get in')
    expect(shown).toMatch(/Done: \d+ steps changed/)
    expect(shown).not.toContain('vinyle')
    expect(await readdir(join(home, '.ssh'))).toContain('id_ed25519.pub')
    expect(await atTerminal('plan', directory, [], home)).toContain('Nothing to change')
    await rm(home, { recursive: true })
    await server.destroy()
  })
})

/** Root's own key of the sandbox does not get in any more: its login user does. */
async function openForRoot(server: Server, me: Laptop): Promise<void> {
  const command =
    'sudo rm /etc/ssh/sshd_config.d/00-test.conf && sudo mv /root/mine /root/.ssh/authorized_keys && sudo systemctl reload ssh'
  const options = [...me.sshOptions, '-o', 'BatchMode=yes', '-o', 'ConnectionAttempts=5']
  execFileSync('ssh', [...options, `deploy@${server.address}`, command])
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now()
  const value = await work()
  return { value, ms: Math.round(performance.now() - start) }
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 600; turn += 1) {
    if (await condition()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('it never came to be')
}
