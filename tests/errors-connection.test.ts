import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { EngineClient } from '../packages/cabestan/src/connection/engine-client.ts'
import { openEngine, proveAccess } from '../packages/cabestan/src/connection/open-engine.ts'
import type { Target } from '../packages/cabestan/src/connection/target.ts'
import { linkName } from '../packages/cabestan/src/sandbox/address.ts'
import { output } from '../packages/cabestan/src/sandbox/exec.ts'
import { readRecord } from '../packages/cabestan/src/sandbox/record.ts'
import type { Failure } from '../packages/protocol/src/failures.ts'
import { failureOf, type Laptop, type StandIn } from './harness/connection/laptop.ts'
import { letIn, makeUser, person, sharedCache } from './harness/connection/people.ts'
import { type Server, startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'

/** Each failure on the way to a server, provoked for real. */
function to(destination: string, me: Laptop, ...more: string[]): Target {
  return { destination, sshOptions: [...more, ...me.sshOptions], login: 'deploy' }
}

const failing = (target: Target, me: Laptop): Promise<Failure> => failureOf(openEngine(target, me.ports))

describe('without any server', () => {
  it('ssh.missing', async () => {
    const me = await person({ environment: { PATH: sharedCache() } })
    expect(await failing(to('root@127.0.0.1', me), me)).toMatchObject({ code: 'ssh.missing' })
  })

  it('ssh.failed, with the words of ssh', async () => {
    const me = await person()
    const failure = await failing(to('root@127.0.0.1', me, '-o', 'NoSuchOption=yes'), me)
    expect(failure).toMatchObject({ code: 'ssh.failed', values: { host: 'root@127.0.0.1' } })
    expect(failure.detail?.tail).toContain('Bad configuration option: nosuchoption')
  })

  it('host.unresolved', async () => {
    const me = await person()
    expect(await failing(to('root@shop.invalid', me), me)).toMatchObject({
      code: 'host.unresolved',
      values: { host: 'shop.invalid' },
    })
  })

  it('host.refused', async () => {
    const me = await person()
    expect(await failing(to('ssh://root@127.0.0.1:1', me), me)).toMatchObject({
      code: 'host.refused',
      values: { host: '127.0.0.1', port: '1' },
    })
  })

  it('host.unreachable, where something else answers on the port', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await new Promise((resolve) => silent.once('listening', resolve))
    const address = silent.address()
    const port = typeof address === 'object' ? address?.port : 0
    const me = await person()
    const failure = await failing(to(`root@127.0.0.1:${port}`, me, '-o', 'ConnectTimeout=2'), me)
    expect(failure).toMatchObject({ code: 'host.unreachable' })
    silent.close()
  })
})

/** OpenSSH 9.8 and later; the distributions before have no such penalties. */
describe.each(onSuites('trixie').filter((suite) => ['trixie', 'resolute'].includes(suite)))(
  'on %s',
  (suite) => {
    it('host.penalty, for an address whose logins have failed', async () => {
      const server = await startServer({ suite })
      const penalties = 'PerSourcePenalties noauth:60 authfail:60 min:20'
      await server.sh(
        `echo '${penalties}' >/etc/ssh/sshd_config.d/10-penalties.conf && systemctl restart ssh`,
      )
      const me = await person()
      const root = to(`root@${server.address}`, me)
      // Two users are tried: the second may be turned away for the first.
      expect(['key.refused', 'host.penalty']).toContain((await failing(root, me)).code)
      expect(await failing(root, me)).toMatchObject({
        code: 'host.penalty',
        values: { host: root.destination },
      })
      await server.destroy()
    })
  },
)

describe.each(onSuites('bookworm'))('on %s', (suite) => {
  let server: Server
  let root: string
  beforeAll(async () => {
    server = await startServer({ suite })
    root = `root@${server.address}`
  })

  it('host.unreachable', async () => {
    const me = await person()
    const failure = await withoutNetwork(server, () => failing(to(root, me, '-o', 'ConnectTimeout=3'), me))
    expect(failure).toMatchObject({ code: 'host.unreachable', values: { host: server.address, port: '22' } })
  })

  it('host-key.unknown, where it is declined and where nobody can be asked', async () => {
    for (const answer of [false, null]) {
      const me = await person({ answer: () => answer })
      const failure = await failing(to(root, me), me)
      expect(failure).toMatchObject({ code: 'host-key.unknown', values: { host: server.address } })
      const shown = await server.sh('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub')
      expect(shown).toContain(failure.values['fingerprint'])
      expect(me.asked).toHaveLength(1)
    }
  })

  it('host-key.changed, and nothing is asked any more', async () => {
    const me = await person()
    const other = me.publicKey.split(' ').slice(0, 2).join(' ')
    await writeFile(join(me.directory, 'known_hosts'), `${server.address} ${other}\n`)
    expect(await failing(to(root, me), me)).toMatchObject({
      code: 'host-key.changed',
      values: { host: server.address, file: join(me.directory, 'known_hosts'), line: '1' },
    })
    expect(me.asked).toEqual([])
  })

  it('key.refused', async () => {
    const me = await person()
    expect(await failing(to(root, me), me)).toMatchObject({
      code: 'key.refused',
      values: { host: server.address, user: 'root' },
    })
  })

  it('password.refused', async () => {
    const me = await person({ answer: (question) => (question.kind === 'host-key' ? true : 'wrong') })
    const failure = await failing(to(root, me), me)
    expect(failure).toMatchObject({ code: 'password.refused', values: { user: 'root' } })
    expect(JSON.stringify(failure)).not.toContain('wrong')
    expect(me.asked.filter(({ kind }) => kind === 'password')).toHaveLength(3)
  })

  it('password.expired', async () => {
    await server.sh("useradd -m expired && echo 'expired:mailed' | chpasswd && chage -d 0 expired")
    const me = await person({ answer: (question) => (question.kind === 'host-key' ? true : 'mailed') })
    const failure = await failing(to(`expired@${server.address}`, me), me)
    expect(failure).toMatchObject({ code: 'password.expired' })
  })

  it('key.locked, and no failure where the passphrase is given', async () => {
    const me = await person()
    await letIn(server, me)
    execFileSync('ssh-keygen', [
      '-p',
      '-q',
      '-P',
      '',
      '-N',
      'between us',
      '-f',
      join(me.directory, '.ssh/id_ed25519'),
    ])
    const failure = await failing(to(root, me), me)
    expect(failure).toMatchObject({
      code: 'key.locked',
      values: { key: join(me.directory, '.ssh/id_ed25519') },
    })

    const knowing = await person({
      answer: (question) => (question.kind === 'passphrase' ? 'between us' : question.kind === 'host-key'),
    })
    await letIn(server, knowing)
    const key = join(knowing.directory, '.ssh/id_ed25519')
    execFileSync('ssh-keygen', ['-p', '-q', '-P', '', '-N', 'between us', '-f', key])
    await (await openEngine(to(root, knowing), knowing.ports)).close()
    expect(knowing.asked.slice(1)).toEqual([{ kind: 'passphrase', key, again: false }])
  })

  it('key.putty', async () => {
    const me = await person()
    const path = join(me.directory, '.ssh/id.ppk')
    await writeFile(path, 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n', { mode: 0o600 })
    expect(await failing(to(root, me, '-i', path), me)).toMatchObject({ code: 'key.putty', values: { path } })
  })

  it('ssh.failed, where the account says why nobody gets in', async () => {
    const me = await person()
    await makeUser(server, 'closed', { shell: '/usr/sbin/nologin' })
    await letIn(server, me, 'closed')
    const failure = await failing(to(`closed@${server.address}`, me), me)
    expect(failure.code).toBe('ssh.failed')
    expect(failure.detail?.tail).toContain('This account is currently not available.')
  })

  describe('sudo', () => {
    const as = async (name: string, sudo: string, answer: string | null): Promise<[Laptop, Target]> => {
      const me = await person({
        answer: (question) =>
          question.kind === 'host-key' ? true : question.kind === 'sudo-password' ? answer : null,
      })
      await makeUser(server, name, { sudo })
      await letIn(server, me, name)
      return [me, { ...to(`${name}@${server.address}`, me), login: name }]
    }

    it('sudo.password-wrong, after one attempt', async () => {
      const [me, target] = await as('hasty', 'ALL', 'wrong')
      const failure = await failing(target, me)
      expect(failure).toMatchObject({ code: 'sudo.password-wrong', values: { user: 'hasty' } })
      expect(me.asked.filter(({ kind }) => kind === 'sudo-password')).toHaveLength(1)
    })

    it('sudo.missing, where the user may not use it', async () => {
      const [me, target] = await as('guest', '', 'right')
      expect(await failing(target, me)).toMatchObject({ code: 'sudo.missing', values: { user: 'guest' } })
    })

    it('sudo.terminal, where sudo wants one', async () => {
      const [me, target] = await as('strict', 'NOPASSWD: ALL', null)
      await server.sh("echo 'Defaults:strict requiretty' > /etc/sudoers.d/terminal")
      expect(await failing(target, me)).toMatchObject({ code: 'sudo.terminal', values: { user: 'strict' } })
    })

    it('usage.question, where nobody can give the password', async () => {
      const [me, target] = await as('absent', 'ALL', null)
      expect(await failing(target, me)).toMatchObject({
        code: 'usage.question',
        values: { question: 'sudo-password' },
      })
    })

    it('proves no access by a password for sudo', async () => {
      const [me, target] = await as('proof', 'ALL', 'right')
      expect(await failureOf(proveAccess(target, 'token', me.ports))).toMatchObject({ code: 'sudo.missing' })
      expect(me.asked.map(({ kind }) => kind)).not.toContain('sudo-password')
    })

    it('sudo.missing, where there is no sudo', async () => {
      const [me, target] = await as('alone', 'NOPASSWD: ALL', null)
      await server.sh('mv /usr/bin/sudo /usr/bin/sudo.away')
      try {
        expect(await failing(target, me)).toMatchObject({ code: 'sudo.missing', values: { user: 'alone' } })
      } finally {
        await server.sh('mv /usr/bin/sudo.away /usr/bin/sudo')
      }
    })
  })

  describe('a server that cannot take the engine', () => {
    const bare = async () => {
      await server.sh('rm -rf /opt/cabestan')
      const me = await person()
      await letIn(server, me)
      return me
    }

    it('disk.read-only', async () => {
      const me = await bare()
      await server.sh('mount --bind /opt /opt && mount -o remount,ro,bind /opt')
      try {
        expect(await failing(to(root, me), me)).toMatchObject({
          code: 'disk.read-only',
          values: { path: '/opt/cabestan' },
        })
      } finally {
        await server.sh('umount /opt')
      }
    })

    it.each(['100m', '330m'])('disk.full, with room for %s', async (size) => {
      const me = await bare()
      await server.sh(`mount -t tmpfs -o size=${size} none /opt`)
      // Full only while the runtime is unpacked.
      if (size === '330m')
        await server.sh(
          '(until [ -e /opt/cabestan/incoming.*/pipe.gz ]; do :; done; fallocate -l 250m /opt/else) >/dev/null 2>&1 &',
        )
      try {
        expect(await failing(to(root, me), me)).toMatchObject({
          code: 'disk.full',
          values: { path: '/opt/cabestan' },
        })
        expect(await server.sh('ls -A /opt/cabestan')).toBe('engine\ninstall.lock\nruntime')
      } finally {
        await server.sh('umount /opt')
      }
    })

    it.each([
      [
        'server.unsupported',
        'sed -i s/^ID=debian/ID=fedora/ /etc/os-release',
        'sed -i s/^ID=fedora/ID=debian/ /etc/os-release',
      ],
      ['server.no-systemd', 'mount -t tmpfs none /run/systemd', 'umount /run/systemd'],
      [
        'server.architecture',
        `printf '#!/bin/sh\\necho riscv64\\n' > /usr/local/bin/uname; chmod +x /usr/local/bin/uname`,
        'rm /usr/local/bin/uname',
      ],
    ])('%s, before anything is written there', async (code, spoil, mend) => {
      const me = await bare()
      await server.sh(spoil)
      try {
        expect(await failing(to(root, me), me)).toMatchObject({ code })
        expect((await server.ssh('ls /opt/cabestan')).code).not.toBe(0)
      } finally {
        await server.sh(mend)
      }
    })
  })

  describe('a peer that misbehaves', () => {
    const facing = async (engine: StandIn): Promise<Laptop> => {
      const me = await person({ engine })
      await letIn(server, me)
      return me
    }
    const connected = async (...options: string[]): Promise<EngineClient> => {
      const me = await facing({})
      return openEngine(to(root, me, ...options), me.ports)
    }

    it('protocol.version', async () => {
      const me = await facing({ versions: [7, 8] })
      expect(await failing(to(root, me), me)).toMatchObject({
        code: 'protocol.version',
        values: { ours: '1', theirs: '7, 8' },
      })
    })

    it.each(['hello\n', '{"cabestan":"engine"}\n', '[]\n', '\u0000\u0001\n'])(
      'protocol.garbage in place of %j',
      async (first) => {
        const me = await facing({ first })
        expect(await failing(to(root, me), me)).toMatchObject({ code: 'protocol.garbage' })
      },
    )

    it('protocol.garbage in the middle, and the connection is given up', async () => {
      for (const method of ['follow', 'facts'] as const) {
        const client = await connected()
        const other = failureOf(
          client.call('plan', {
            owner: { app: 'shop', environment: 'production' },
            login: 'deploy',
            steps: [],
          }),
        )
        expect(await failureOf(client.call(method, {}))).toMatchObject({ code: 'protocol.garbage' })
        expect(await other).toMatchObject({ code: 'protocol.garbage' })
        expect(await failureOf(client.call('diagnose', {}))).toMatchObject({ code: 'protocol.garbage' })
        await client.close()
      }
    })

    it('engine.killed', async () => {
      for (const call of [
        (client: EngineClient) => client.call('removal', { what: 'cabestan' }),
        (client: EngineClient) => client.call('status', {}),
      ]) {
        const client = await connected()
        expect(await failureOf(call(client))).toMatchObject({ code: 'engine.killed', values: { host: root } })
        await client.close()
      }
    })

    it('connection.lost, where the network goes away', async () => {
      const client = await connected('-o', 'ServerAliveInterval=1')
      const waiting = failureOf(
        client.call('plan', {
          owner: { app: 'shop', environment: 'production' },
          login: 'deploy',
          steps: [],
        }),
      )
      const failure = await withoutNetwork(server, () => waiting)
      expect(failure).toMatchObject({ code: 'connection.lost', values: { host: root } })
      await client.close()
    })
  })
})

/** For as long as the work takes: the wire is cut from here, where nothing depends on it. */
async function withoutNetwork<T>(server: Server, work: () => Promise<T>): Promise<T> {
  const record = await readRecord(server.name)
  if (!record) throw new Error(`${server.name} has gone`)
  const wire = (state: string) => output(['ip', '-n', linkName(record.index), 'link', 'set', 'eth0', state])
  await wire('down')
  try {
    return await work()
  } finally {
    await wire('up')
    await expect.poll(async () => (await server.ssh('true')).code).toBe(0)
  }
}
