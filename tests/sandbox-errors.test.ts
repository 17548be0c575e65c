import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { destroy, down, ensureUp, reboot, up } from '../packages/cabestan/src/sandbox/lifecycle.ts'
import { machinePaths } from '../packages/cabestan/src/sandbox/paths.ts'
import { initOf } from '../packages/cabestan/src/sandbox/processes.ts'
import { sshArguments } from '../packages/cabestan/src/sandbox/ssh.ts'
import { startServer } from './harness/sandbox.ts'
import { program } from './harness/sandbox-program.ts'

/** What is said where a sandbox cannot be had, is not there, or does not answer. */
const execute = promisify(execFile)
const directories: string[] = []
afterAll(async () => {
  for (const directory of directories) await rm(directory, { recursive: true, force: true })
})

test('names are checked before anything is touched', async () => {
  for (const act of [up, ensureUp, down, destroy, reboot, sshArguments]) {
    await expect(act('../etc')).rejects.toMatchObject({ failure: { code: 'sandbox.name' } })
  }
})

test('a sandbox that is not there, or not running, is said to be so', async () => {
  for (const act of [down, destroy, reboot, sshArguments]) {
    await expect(act('nobody')).rejects.toMatchObject({ failure: { code: 'sandbox.unknown' } })
  }
  const server = await startServer()
  await down(server.name)
  for (const act of [reboot, sshArguments]) {
    await expect(act(server.name)).rejects.toMatchObject({ failure: { code: 'sandbox.stopped' } })
  }
})

test('one that cannot boot shows the end of its console', async () => {
  const server = await startServer()
  await server.sh(
    'echo no program > /usr/lib/systemd/systemd.new && mv /usr/lib/systemd/systemd.new /usr/lib/systemd/systemd',
  )
  await down(server.name, { hard: true })
  await expect(up(server.name)).rejects.toMatchObject({
    failure: { code: 'sandbox.boot', detail: { tail: expect.stringMatching(/exec|init|Exec|Permission/) } },
  })
})

test('one whose firewall bans this computer is told from one that does not boot', async () => {
  const server = await startServer()
  const init = initOf(machinePaths(server.name))
  const firewall = ['--target', `${init}`, '--net', 'iptables', '--wait', '--insert', 'INPUT']
  await execute('nsenter', [...firewall, '--protocol', 'tcp', '--dport', '22', '--jump', 'DROP'])
  await expect(ensureUp(server.name)).rejects.toMatchObject({
    failure: { code: 'sandbox.shut', values: { name: server.name } },
  })
  expect(initOf(machinePaths(server.name))).toBe(init)
  await server.destroy()
})

test('one whose sshd is slow to greet is waited for', async () => {
  const server = await startServer()
  await server.sh(`pid=$(systemctl show --property=MainPID --value ssh)
    systemd-run --quiet sh -c "sleep 15; kill -CONT $pid"; kill -STOP $pid`)
  await ensureUp(server.name)
  expect(await server.sh('hostname')).toBe(server.name)
  await server.destroy()
})

test('a missing tool is named, with what installs it', async () => {
  const hide = 'mount --bind /dev/null "$(command -v mmdebstrap)" && exec "$@"'
  const output = await failing([
    'unshare',
    '--mount',
    'sh',
    '-ec',
    hide,
    'sh',
    ...program('lifecycle.ts', 'await m.list()'),
  ])
  expect(JSON.parse(output)).toEqual({
    code: 'sandbox.tool-missing',
    values: { tools: 'mmdebstrap', install: 'apt install mmdebstrap' },
  })
})

const ubuntuKeys = '/usr/share/keyrings/ubuntu-archive-keyring.gpg'
test.each([
  [
    'its name is not known',
    '/usr/share/distro-info/ubuntu.csv',
    '/usr/share/distro-info/ubuntu.csv',
    'distro-info-data',
  ],
  [
    'nothing vouches for its keys',
    '/usr/share/keyrings/debian-archive-keyring.gpg',
    ubuntuKeys,
    'ubuntu-keyring',
  ],
])('of Ubuntu where %s, with what installs it', async (_, path, tools, name) => {
  if (existsSync(ubuntuKeys) && tools === ubuntuKeys) return
  const directory = await mkdtemp('/var/tmp/cabestan-sandbox-')
  directories.push(directory)
  const hide = `mount --bind /dev/null ${path} && exec "$@"`
  const code = program('lifecycle.ts', `await m.up('nowhere', { suite: 'noble' })`)
  const output = await failing([
    'unshare',
    '--mount',
    'env',
    `CABESTAN_SANDBOX_DIR=${directory}`,
    'sh',
    '-ec',
    hide,
    'sh',
    ...code,
  ])
  expect(JSON.parse(output)).toMatchObject({
    code: 'sandbox.tool-missing',
    values: { tools, install: `apt install ${name}` },
  })
})

test.each([
  ['root', 'process.setuid(65534); await m.list()'],
  ['platform', `Object.defineProperty(process, 'platform', { value: 'darwin' }); await m.list()`],
])('without %s there is no sandbox', async (reason, code) => {
  const output = await failing(program('lifecycle.ts', code))
  expect(JSON.parse(output)).toEqual({ code: 'sandbox.unsupported', values: { reason } })
})

async function failing([file, ...argv]: [string, ...string[]]): Promise<string> {
  const ended = await execute(file, argv).catch((error) => error)
  expect(ended.code).toBe(1)
  return ended.stdout
}
