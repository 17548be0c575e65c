import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ConnectionPorts } from './ports.ts'
import { openSession } from './ssh-session.ts'

let programs: string
beforeEach(() => {
  programs = mkdtempSync(join(tmpdir(), 'cabestan-ssh-'))
})
afterEach(() => rmSync(programs, { recursive: true }))

const target = { destination: 'root@server.example', sshOptions: [], login: 'deploy' }

/** A connection that takes nothing for a while, then counts what came. */
const slowLine = () => lineOver('sleep 0.3\nwc -c')

function lineOver(ssh: string): ConnectionPorts {
  writeFileSync(join(programs, 'ssh'), `#!/bin/sh\n${ssh}\n`, { mode: 0o755 })
  return {
    secret: async () => null,
    confirm: async () => null,
    progress: () => {},
    permitted: Promise.resolve(),
    over: new AbortController().signal,
    environment: { ...process.env, PATH: `${programs}:${process.env['PATH']}` },
    engine: '',
    self: { node: process.execPath, main: '' },
  }
}

describe('a slow line', () => {
  it('may have many writers that wait for it', async () => {
    const warnings: Error[] = []
    const listener = (warning: Error) => warnings.push(warning)
    process.on('warning', listener)
    try {
      const session = await openSession(target, { user: null, unattended: true }, 'true', slowLine())
      await Promise.all(Array.from({ length: 20 }, () => session.write('x'.repeat(200_000))))
      await session.write('end')
      const heard = session.output.line(100)
      await session.close()
      expect(await heard).toBe('4000003')
      expect(warnings).toEqual([])
    } finally {
      process.off('warning', listener)
    }
  })
})

it.each([
  [{ user: null }, 'root@server.example'],
  [{ user: 'deploy' }, 'deploy@server.example'],
  [{ user: 'deploy', isGuess: true }, 'root@server.example'],
])('names who logs in when it breaks, and no guess: %o', async (login, host) => {
  const refused = 'echo "ssh: connect to host 203.0.113.9 port 22: No route to host" >&2; exit 255'
  for (const [ssh, values] of [
    ['kill -9 $$', { host }],
    [refused, { host: '203.0.113.9' }],
  ] as const) {
    const session = await openSession(target, { ...login, unattended: true }, 'true', lineOver(ssh))
    expect((await session.failure()).failure.values).toMatchObject(values)
  }
})

it('starts no ssh that was called off while its questions got their place', async () => {
  const started = join(programs, 'started')
  const over = new AbortController()
  const ports = { ...lineOver(`: >${started}; exec cat`), over: over.signal }
  const opened = openSession(target, { user: null, unattended: true }, 'true', ports)
  over.abort()
  await expect(opened).rejects.toThrow('aborted')
  await sleep(300)
  expect(existsSync(started)).toBe(false)
})

it('says soon that a menu stands in the place of a shell, and ends for that', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const told: string[] = []
  const shown = join(programs, 'shown')
  const menu = `echo 'Authenticated to x ([::1]:22) using "publickey".' >&2; printf "1) Console 2) Quit: "; : >${shown}; exec cat`
  const ports = { ...lineOver(menu), progress: ({ type }: { type: string }) => void told.push(type) }
  const session = await openSession(target, { user: null, unattended: true }, 'true', ports)
  const line = session.output.line(1000)
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise(setImmediate)
  }
  await until(() => session.log.authenticatedBy !== null && existsSync(shown))
  // By then everything that was shown has reached the pipe.
  await sleep(200)
  vi.advanceTimersByTime(10_000)
  expect(told).toEqual(['unanswered'])
  vi.advanceTimersByTime(60_000)
  expect(await line).toBeNull()
  vi.useRealTimers()
  expect((await session.failure()).failure).toMatchObject({
    code: 'ssh.no-commands',
    values: { host: 'root@server.example' },
    detail: { tail: '1) Console 2) Quit:' },
  })
})
