import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { destroy, down, up } from '../packages/cabestan/src/sandbox/lifecycle.ts'
import { machinePaths } from '../packages/cabestan/src/sandbox/paths.ts'
import { initOf, keepersOf } from '../packages/cabestan/src/sandbox/processes.ts'
import {
  claim,
  eventually,
  everything,
  execute,
  recordOf,
  said,
  scratch,
  ssh,
  start,
  stateOf,
} from './harness/own-sandboxes.ts'
import { startServer } from './harness/sandbox.ts'
import { program } from './harness/sandbox-program.ts'

/** Whatever ends in the middle, the next run finds a way on. */
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
  const directory = await scratch('/var/tmp/cabestan-sandbox-')
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
