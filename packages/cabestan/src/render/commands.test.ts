import { execFileSync } from 'node:child_process'
import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { givenVariables } from '@cabestan/protocol/names'
import { expect, it } from 'vitest'
import { processCommand } from './commands.ts'
import { runScript } from './release/run.ts'

const isWindows = process.platform === 'win32'

it.skipIf(isWindows)(
  'counts in its mark how often a process was started since the mark was taken away',
  async () => {
    const home = await mkdtemp(join(tmpdir(), 'cabestan-process-'))
    const log = join(home, 'supervisord.log')
    const view = { name: 'shop', home, sockets: home, logs: home, locks: home, supervisorLog: log }
    await mkdir(join(home, 'release/processes'), { recursive: true })
    await symlink('.', join(home, 'live'))
    for (const [file, text] of [
      ['process', processCommand(view)],
      ['release/run', '#!/bin/sh\nexec "$1"\n'],
      ['release/processes/worker', '#!/bin/sh\necho $$\n'],
    ] as const) {
      await writeFile(join(home, file), text)
      await chmod(join(home, file), 0o755)
    }
    const mark = join(home, 'started-worker-1')
    const start = async () => {
      // Sets the last start back to long ago, because a process that falls over at once is made to wait.
      await utimes(mark, 0, 0).catch(() => {})
      const env = { ...process.env, SUPERVISOR_PROCESS_NAME: 'shop-worker-1' }
      const pid = execFileSync('sh', [join(home, 'process'), 'worker', '1'], { encoding: 'utf8', env }).trim()
      expect((await readFile(mark, 'utf8')).split('\n')[0]).toBe(pid)
      return (await readFile(mark, 'utf8')).split('\n')[1]
    }
    expect([await start(), await start(), await start()]).toEqual(['1', '2', '3'])
    const ended = (how: string, which = 1) =>
      appendFile(log, `2026-11-30 02:08:05,017 INFO ${how}: shop-worker-${which} (exit status 0)\n`)
    await ended('exited')
    await ended('stopped', 10)
    expect(await start()).toBe('4')
    // An administrator stopped it, which does not count as a fall.
    await ended('stopped')
    expect(await start()).toBe('1')
    await ended('exited')
    expect(await start()).toBe('2')
    await rm(mark)
    expect(await start()).toBe('1')
    await writeFile(mark, '12\n$(touch x)\n')
    expect(await start()).toBe('1')
    await rm(home, { recursive: true })
  },
)

it('gives each process, over its environment file, just what nobody else may set', () => {
  const script = runScript({ name: 'shop', package: 'cabestan_shop', directory: '', data: '/srv/shop/data' })
  const [, given = ''] = /^\. "\$release\/env"\n([\s\S]*?)^set \+a$/m.exec(script) ?? []
  expect([...given.matchAll(/^(\w+)=/gm)].map(([, key]) => key)).toEqual(givenVariables)
})

it.skipIf(isWindows)(
  'runs as the application, whoever came by sudo, and lets its own variables win',
  async () => {
    const home = await mkdtemp(join(tmpdir(), 'cabestan-run-'))
    const view = { name: 'shop', package: 'cabestan_shop', directory: '', data: home }
    await mkdir(join(home, 'source'))
    await writeFile(join(home, 'run'), runScript(view), { mode: 0o755 })
    const environmentOf = async (text: string) => {
      await writeFile(join(home, 'env'), text)
      const env = {
        ...process.env,
        USER: 'root',
        LOGNAME: 'root',
        MAIL: '/var/mail/root',
        SUDO_USER: 'marie',
      }
      return execFileSync(join(home, 'run'), ['env'], { encoding: 'utf8', env }).split('\n')
    }
    const told = await environmentOf('')
    expect(told).toEqual(expect.arrayContaining(['USER=shop', 'LOGNAME=shop']))
    expect(told.filter((line) => /^(SUDO_|MAIL=)/.test(line))).toEqual([])
    expect(await environmentOf("USER='its-own'\n")).toContain('USER=its-own')
    await rm(home, { recursive: true })
  },
)
