import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { destroy, list, reboot } from '../packages/cabestan/src/sandbox/lifecycle.ts'
import { withLock } from '../packages/cabestan/src/sandbox/lock.ts'
import { locksDirectory } from '../packages/cabestan/src/sandbox/paths.ts'
import { doorOf, sshConfigLine } from '../packages/cabestan/src/sandbox/ssh.ts'
import { atTerminal, cabestan } from './harness/command-line.ts'
import { execute, scratch, ssh, stateOf } from './harness/own-sandboxes.ts'
import { nameOfOurs } from './harness/owner.ts'
import { startServer } from './harness/sandbox.ts'

/** Sandboxes as people have to do with them: their names, their ends, and the way in. */
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
  const file = join(await scratch('/var/tmp/ssh-config-'), 'config')
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
