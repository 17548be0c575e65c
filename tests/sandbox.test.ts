import { describe, expect, test } from 'vitest'
import { destroy, down, ensureUp, reboot, up } from '../packages/cabestan/src/sandbox/lifecycle.ts'
import { machinePaths, stateDirectory } from '../packages/cabestan/src/sandbox/paths.ts'
import { initOf } from '../packages/cabestan/src/sandbox/processes.ts'
import { distributionOf, type Suite } from '../packages/cabestan/src/sandbox/suites.ts'
import { claim, eventually, execute, recordOf, ssh, stateOf } from './harness/own-sandboxes.ts'
import { type Server, startServer, withServer } from './harness/sandbox.ts'
import { program } from './harness/sandbox-program.ts'
import { onSuites } from './harness/suites.ts'

/** A sandbox as a server: what it is, what it shares with others, and what is left of it. */
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
