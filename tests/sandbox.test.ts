import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { destroy, down, ensureUp, list, reboot, up } from '../packages/cabestan/src/sandbox/lifecycle.ts'
import { withLock } from '../packages/cabestan/src/sandbox/lock.ts'
import { locksDirectory, machinePaths, stateDirectory } from '../packages/cabestan/src/sandbox/paths.ts'
import { initOf, keepersOf } from '../packages/cabestan/src/sandbox/processes.ts'
import { readRecord } from '../packages/cabestan/src/sandbox/record.ts'
import { doorOf, sshArguments, sshConfigLine } from '../packages/cabestan/src/sandbox/ssh.ts'
import { distributionOf, type Suite } from '../packages/cabestan/src/sandbox/suites.ts'
import { atTerminal, cabestan } from './harness/command-line.ts'
import { nameOfOurs } from './harness/owner.ts'
import { type Server, startServer, withServer } from './harness/sandbox.ts'
import { program } from './harness/sandbox-program.ts'
import { onSuites } from './harness/suites.ts'

const execute = promisify(execFile)
const names = new Set<string>()
const directories: string[] = []

afterAll(async () => {
  for (const name of names) await destroy(name).catch(() => {})
  for (const directory of directories) await rm(directory, { recursive: true, force: true })
})

describe.each(onSuites('bookworm', 'trixie'))('a %s sandbox', (suite) => {
  test('is a whole server, as bare as a provider leaves it', () => expectWholeServer(suite))
})

// What is this computer's part in it, whatever runs inside.
describe.each(onSuites('bookworm'))('a %s sandbox', (suite) => {
  test('shares nothing with another', async () => {
    const [one, other] = await Promise.all([startServer({ suite }), startServer({ suite })])
    expect(one.address).not.toBe(other.address)
    await one.sh('echo mine > /root/mark')
    expect((await other.ssh('cat /root/mark')).code).not.toBe(0)
    expect(await one.sh('cat /etc/machine-id')).not.toBe(await other.sh('cat /etc/machine-id'))
    await other.destroy()
  })

  test('keeps its state through down, crash, reboots and power-off', async () => {
    const server = await startServer({ suite })
    const boots = new Set([await server.sh('cat /proc/sys/kernel/random/boot_id')])
    await server.sh('echo kept > /root/mark; sync')
    const stillThere = async () => {
      expect(await server.sh('cat /root/mark')).toBe('kept')
      const size = boots.size
      expect(boots.add(await server.sh('cat /proc/sys/kernel/random/boot_id')).size).toBe(size + 1)
    }
    await down(server.name)
    expect(await stateOf(server.name)).toBe('stopped')
    await ensureUp(server.name)
    await stillThere()
    await server.crash()
    await stillThere()
    await reboot(server.name)
    await stillThere()
    const before = initOf(machinePaths(server.name))
    await server.ssh('systemctl reboot')
    await eventually(async () => ![before, undefined].includes(initOf(machinePaths(server.name))))
    await ensureUp(server.name)
    await stillThere()
    await server.ssh('systemctl poweroff')
    await eventually(async () => (await stateOf(server.name)) === 'stopped')
    await ensureUp(server.name)
    await stillThere()
  })
})

test.each(onSuites('noble'))('a %s sandbox is the server of its distribution', async (suite) => {
  const { id, keyring } = distributionOf(suite)
  const server = await expectWholeServer(suite)
  const sources = await server.sh(`cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true`)
  expect(sources.match(/^Suites: .*$/gm)?.join(' ')).toContain(`${suite}-security`)
  expect(new Set(sources.match(/^(Signed-By|deb).*$/gm))).toEqual(new Set([`Signed-By: ${keyring}`]))
  await server.sh('apt-cache show supervisor redis-server fail2ban')
  if (id === 'ubuntu') expect(sources).toMatch(/^Components: main .*universe/m)
})

test('a name that no sandbox has gets a new one from whoever plans it, and it is said once', async () => {
  const name = await nameOfOurs()
  const directory = await mkdtemp(join(tmpdir(), 'cabestan-mistyped-'))
  try {
    await writeFile(join(directory, 'cabestan.yaml'), `app: shop\nserver: sandbox:${name}\n`)
    const said = `There was no sandbox ${name}: an empty one is made.`
    const mistyped = await cabestan(['ssh', '--', 'true'], { directory })
    expect(mistyped.code).toBe(1)
    expect(mistyped.output).toContain(`There is no sandbox “${name}”.`)
    const planned = await cabestan(['plan'], { directory })
    expect(planned.code, planned.output).toBe(0)
    expect(planned.output).toContain(said)
    expect((await cabestan(['plan'], { directory })).output).not.toContain(said)
    expect((await cabestan(['ssh', '--', 'true'], { directory })).code).toBe(0)
  } finally {
    await destroy(name)
    await rm(directory, { recursive: true })
  }
})

test('down lets services end in their own way, down --hard does not', async () => {
  const server = await startServer()
  await server.sh(`cat > /etc/systemd/system/polite.service && systemctl enable --now polite`, politeUnit)
  await down(server.name, { hard: true })
  await up(server.name)
  expect((await server.ssh('cat /root/goodbye')).code).not.toBe(0)
  await down(server.name)
  await up(server.name)
  expect(await server.sh('cat /root/goodbye')).toBe('goodbye')
})

test('units of one server know nothing of those of another', async () => {
  const [one, other] = await Promise.all([startServer(), startServer({ suite: 'trixie' })])
  for (const server of [one, other]) await server.sh('systemd-run --unit=same sleep 1000')
  await one.sh('timeout 30 systemctl stop same')
  expect(await other.sh('systemctl is-active same; systemctl show -P MainPID same')).toMatch(
    /^active\n[1-9]\d*$/,
  )
  expect(await one.sh(`ping -c 1 -W 2 ${other.address}`)).toContain(' 0% packet loss')
})

test('nothing survives destroy', async () => {
  const server = await startServer()
  const { index } = await recordOf(server.name)
  const traces = await tracesOf(server.name, `cbs${index}`)
  expect(Object.values(traces).every((trace) => trace !== '')).toBe(true)
  await server.destroy()
  const gone = Object.fromEntries(Object.keys(traces).map((place) => [place, '']))
  expect(await tracesOf(server.name, `cbs${index}`)).toEqual(gone)
})

test('the last one to go leaves the kernel and its rules as they were', async () => {
  const name = await claim()
  // A network and a /run of its own, where it is the only sandbox.
  const script = `mount -t tmpfs tmpfs /run && mkdir /run/lock && ip link set lo up && echo 0 > /proc/sys/net/ipv4/ip_forward
    "$@" && iptables-save | grep -v '^[#:]' && ip -brief link && ip netns && cat /proc/sys/net/ipv4/ip_forward && ls /run`
  const code = program('lifecycle.ts', `await m.up('${name}'); await m.destroy('${name}')`)
  const { stdout } = await execute('unshare', ['--net', '--mount', 'sh', '-ec', script, 'sh', ...code])
  expect(stdout.replace(/^lo .*\n/gm, '')).toBe(
    '*filter\nCOMMIT\n*nat\nCOMMIT\n0\nlock\nmount\nnetns\nsystemd\n',
  )
})

describe('a run that broke off', () => {
  test.each([0, 30, 90, 160, 230, 300, 400])(
    '%i ms into making a sandbox never blocks the next',
    async (delay) => {
      const name = await claim()
      const child = start(program('lifecycle.ts', `await m.up('${name}', { onProgress })`))
      await said(child, '"create"')
      await sleep(delay)
      child.kill('SIGKILL')
      await up(name)
      expect(await ssh(name, 'hostname')).toBe(name)
      await destroy(name)
    },
  )

  test('leaves a server that nobody watches: it is ended, and boots with what was on it', async () => {
    const server = await startServer()
    const init = initOf(machinePaths(server.name))
    await server.sh('echo kept > /root/mark; sync')
    for (const pid of keepersOf(machinePaths(server.name).root)) process.kill(pid, 'SIGKILL')
    await eventually(async () => (await stateOf(server.name)) === 'stopped')
    // A process that has ended, reaped or not, has no command line.
    const commandLine = () => readFile(`/proc/${init}/cmdline`, 'utf8').catch(() => '')
    expect(await commandLine()).toContain('systemd')
    await up(server.name)
    expect(await commandLine()).toBe('')
    expect(await server.sh('cat /root/mark')).toBe('kept')
  })

  test('a restart of this machine leaves only what is on disk', async () => {
    const server = await startServer()
    await server.sh('echo kept > /root/mark; sync')
    const { index } = await recordOf(server.name)
    const { root } = machinePaths(server.name)
    const init = initOf(machinePaths(server.name))
    process.kill(init ?? 0, 'SIGKILL')
    await eventually(async () => keepersOf(root).length === 0)
    await execute('umount', [root])
    await execute('ip', ['link', 'delete', `cbs${index}`])
    await execute('ip', ['netns', 'delete', `cbs${index}`])
    expect(await stateOf(server.name)).toBe('stopped')
    await up(server.name)
    expect(await server.sh('cat /root/mark')).toBe('kept')
  })

  test('a record that cannot be read is as good as none', async () => {
    const server = await startServer()
    await writeFile(machinePaths(server.name).record, '{"name":')
    await up(server.name)
    expect(await server.sh('hostname')).toBe(server.name)
  })

  test('an address that somebody else took meanwhile is replaced by another', async () => {
    const name = await claim()
    const before = await up(name)
    await down(name)
    const { index } = await recordOf(name)
    await execute('ip', ['link', 'add', `cbs${index}`, 'type', 'veth'])
    await execute('ip', ['link', 'set', `cbs${index}`, 'alias', '/somebody/else'])
    const after = await up(name)
    await execute('ip', ['link', 'delete', `cbs${index}`])
    expect(after.address).not.toBe(before.address)
    expect(await ssh(name, 'hostname')).toBe(name)
    await destroy(name)
  })
})

test('first-ever boots at once build the base once, after one that was killed while building it', async () => {
  const directory = await mkdtemp('/var/tmp/cabestan-sandbox-')
  directories.push(directory)
  const environment = { CABESTAN_SANDBOX_DIR: directory }
  const boot = (name: string) => program('lifecycle.ts', `await m.up('${name}', { onProgress })`)
  const killed = start(boot('killed'), environment)
  await said(killed, 'extracting archives')
  killed.kill('SIGKILL')
  const children = ['one', 'two'].map((name) => start(boot(name), environment))
  const outputs = await Promise.all(children.map(everything))
  expect(outputs.join('').match(/"stage":"ready"/g)).toHaveLength(2)
  expect(outputs.join('').match(/extracting archives/g)).toHaveLength(1)
  expect(await readdir(join(directory, 'bases'))).toHaveLength(1)
  const key = await stat(join(directory, 'ssh/key'))
  expect(key.mode & 0o777).toBe(0o600)
  const end = program('lifecycle.ts', `for (const name of ['one', 'two']) await m.destroy(name)`)
  await everything(start(end, environment))
})

test('a sandbox outlives the program that started it', async () => {
  const name = await claim()
  await everything(start(program('lifecycle.ts', `await m.up('${name}')`)))
  expect(await stateOf(name)).toBe('running')
  expect(await ssh(name, 'hostname')).toBe(name)
  await destroy(name)
})

test('a destroy is asked about, and what nobody agreed to is not deleted', async () => {
  const { name } = await startServer()
  const unasked = await cabestan(['sandbox', 'destroy', name])
  expect([unasked.code, unasked.output]).toEqual([2, expect.stringContaining('--yes')])
  const declined = await atTerminal(`sandbox destroy ${name}`, tmpdir(), [['with all that is in it?', 'n\r']])
  expect(declined).toContain('exit code 1')
  expect(await stateOf(name)).toBe('running')
  const nobody = await cabestan(['sandbox', 'destroy', `${name}-x`])
  expect(nobody.output).toMatch(/code +sandbox\.unknown/)
  const meant = await cabestan(['sandbox', 'destroy', name, '--yes'])
  expect(meant.code, meant.output).toBe(0)
  expect((await list()).map((each) => each.name)).not.toContain(name)
})

test('a destroy that is left by Ctrl-C says so, and is finished by the same words', async () => {
  const { name } = await startServer()
  // It waits for our lock, so that it is under way for sure.
  const left = await withLock(join(locksDirectory(), `machine.${name}`), () =>
    cabestan(['sandbox', 'destroy', name, '--yes'], {
      onStart: async (pid) => {
        await expect
          .poll(() => execute('pgrep', ['--parent', String(pid), 'flock']).catch(() => null))
          .toBeTruthy()
        process.kill(pid, 'SIGINT')
      },
    }),
  )
  expect(left.code, left.output).toBe(130)
  expect(left.output).toContain('Stopped half-way. Type the same again to finish it.')
  const again = await cabestan(['sandbox', 'destroy', name, '--yes'])
  expect(again.output).toContain(`The sandbox ${name} is gone.`)
  expect((await list()).map((each) => each.name)).not.toContain(name)
})

test('the person’s own ssh client gets in with the offered lines, and knows the host', async () => {
  const server = await startServer()
  const file = join(await mkdtemp('/var/tmp/ssh-config-'), 'config')
  directories.push(join(file, '..'))
  await writeFile(file, await sshConfigLine(server.name))
  const argv = [
    '-F',
    file,
    '-o',
    'BatchMode=yes',
    '-o',
    'StrictHostKeyChecking=yes',
    `${server.name}.sandbox`,
  ]
  expect((await execute('ssh', [...argv, 'hostname'])).stdout).toBe(`${server.name}\n`)
})

test('sshd on another port is found there', async () => {
  const server = await startServer()
  await server.sh('echo Port 2222 > /etc/ssh/sshd_config.d/port.conf')
  await reboot(server.name)
  expect((await doorOf(server.name)).port).toBe(2222)
  expect(await ssh(server.name, 'hostname')).toBe(server.name)
})

test('packages that one server fetched serve the next, where that is wanted', async () => {
  const install = 'apt-get update -qq && apt-get install -y hello'
  await withServer({}, (server) => server.sh(install))
  expect(await withServer({}, (server) => server.sh(install))).toContain('Need to get 0 B/')
  const name = await claim()
  await up(name)
  expect(await ssh(name, 'ls /var/cache/apt/archives /etc/apt/apt.conf.d')).not.toMatch(/\.deb|keep-packages/)
  await destroy(name)
})

test('a server with little memory has no more than that, also after a reboot', async () => {
  const server = await startServer({ memory: 512 * 1024 * 1024 })
  const take = (megabytes: number) => server.ssh(`head -c ${megabytes}M /dev/zero | tail | wc -c`)
  for (const again of [() => server.reboot(), async () => {}]) {
    expect((await take(300)).stdout.trim()).toBe(`${300 * 1024 * 1024}`)
    expect((await take(700)).stdout.trim()).toBe('0')
    await again()
  }
})

async function expectWholeServer(suite: Suite): Promise<Server> {
  const server = await startServer({ suite })
  const says = server.sh
  expect(await says('. /etc/os-release; echo $VERSION_CODENAME')).toBe(suite)
  expect(await says('systemctl is-system-running --wait')).toBe('running')
  expect(await says('hostname; id -un; sudo -n id -un')).toBe(`${server.name}\nroot\nroot`)
  expect(await says('ip -4 -brief address show dev eth0')).toContain(`${server.address}/30`)
  const packages = new Set((await says('dpkg-query --list')).match(/(?<=^ii +)[^\s:]+/gm))
  expect(packages.has('nginx')).toBe(false)
  for (const name of ['locales', 'python3', 'curl', 'needrestart', 'unattended-upgrades']) {
    expect(packages.has(name), name).toBe(distributionOf(suite).id === 'ubuntu')
  }
  expect(
    await says('find /var/lib/apt/lists /var/cache/apt -type f ! -name lock ! -name "*.deb" | wc -l'),
  ).toBe('0')
  expect(await says('sha256sum < /etc/ssl/certs/ca-certificates.crt')).toBe(await sha256OfBundle())
  await says('apt-get update --error-on=any && apt-get install -y hello && hello')
  return server
}

const politeUnit = `[Service]
ExecStart=/bin/sleep infinity
ExecStop=/bin/sh -c 'echo goodbye > /root/goodbye'
[Install]
WantedBy=multi-user.target
`

/** Named as all of ours are, so that the next run removes what one that was killed left. */
async function claim(): Promise<string> {
  const name = await nameOfOurs()
  names.add(name)
  return name
}

async function eventually(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 120_000
  while (Date.now() < deadline) {
    if (await condition()) return
    await sleep(20)
  }
  throw new Error('it never came true')
}

async function recordOf(name: string) {
  const record = await readRecord(name)
  if (!record) throw new Error(`${name} has no record`)
  return record
}

async function stateOf(name: string): Promise<string | undefined> {
  return (await list()).find((sandbox) => sandbox.name === name)?.state
}

async function ssh(name: string, command: string): Promise<string> {
  return (await execute('ssh', [...(await sshArguments(name)), command])).stdout.trim()
}

async function sha256OfBundle(): Promise<string> {
  return (await execute('sh', ['-c', 'sha256sum < /etc/ssl/certs/ca-certificates.crt'])).stdout.trim()
}

/** Everywhere a sandbox could leave something, and what there is of it. */
async function tracesOf(name: string, link: string): Promise<Record<string, string>> {
  const mentions = async (needle: string, ...argv: [string, ...string[]]) => {
    const [program, ...rest] = argv
    const { stdout } = await execute(program, rest)
    return stdout
      .split('\n')
      .filter((line) => new RegExp(`${needle}\\b`).test(line))
      .join('\n')
  }
  return {
    files: await mentions(name, 'find', stateDirectory(), '-maxdepth', '2'),
    mounts: await mentions(name, 'cat', '/proc/self/mounts'),
    processes: await mentions(`--directory=${machinePaths(name).root}`, 'ps', '-eo', 'args'),
    interface: await mentions(link, 'ip', '-brief', 'link'),
    namespace: await mentions(link, 'ip', 'netns'),
    rules: await mentions(link, 'iptables-save'),
    groups: await mentions(link, 'find', '/sys/fs/cgroup', '-maxdepth', '2', '-name', link),
    nspawn: await mentions(link, 'find', '/run/systemd/nspawn', '/run/netns'),
  }
}

function start(
  [file, ...argv]: [string, ...string[]],
  environment: Record<string, string> = {},
): ChildProcess {
  return spawn(file, argv, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...environment } })
}

async function said(child: ChildProcess, text: string): Promise<void> {
  if (!child.stdout) throw new Error('no output')
  for await (const line of createInterface({ input: child.stdout })) if (line.includes(text)) return
  throw new Error(`it never said ${text}`)
}

async function everything(child: ChildProcess): Promise<string> {
  let text = ''
  if (child.stdout) for await (const part of child.stdout.setEncoding('utf8')) text += part
  return text
}
