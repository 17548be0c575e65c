import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { withGuard } from './guard.fixture.ts'
import { Guard } from './guard.ts'
import { markers, scriptPath, timerLink, timerPath } from './guard-paths.ts'
import { restoreScript } from './restore-script.ts'

function server(): MemoryHost {
  return withGuard(new MemoryHost())
}

const options = {
  paths: ['/etc/ssh/sshd_config', '~deploy/.ssh/authorized_keys', '~nobody/x'],
  login: 'deploy',
}

describe('the guard', () => {
  it('has all on disk before it is armed, and starts the timer last', async () => {
    const host = server()
    const token = await new Guard(host).arm(options)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(await host.files.readText('/var/lib/cabestan/guard/manifest')).toBe(
      '- /etc/ssh/sshd_config\n2 /home/anna/.ssh/authorized_keys\n',
    )
    expect(await host.files.readText('/var/lib/cabestan/guard/saved/2')).toBe('key')
    expect(await host.files.readText(scriptPath)).toBe(restoreScript)
    expect(await host.files.readLink(timerLink)).toBe(timerPath)
    expect(await host.files.readText('/var/lib/cabestan/guard/deadline')).toBe(
      `boot 1901 ${process.pid} 4711\n`,
    )
    expect(host.ran.at(-1)).toEqual(['systemctl', 'start', 'cabestan-guard.timer'])
  })

  it.each(['yes', 'no'])('has systemd read its units anew where it knows former ones: %s', async (stale) => {
    const host = server()
    const shown = `LoadState=loaded\nActiveState=inactive\nNeedDaemonReload=${stale}\n`
    host.program('systemctl', ([, verb]) => (verb === 'show' ? { stdout: `${shown}\n${shown}` } : {}))
    await new Guard(host).arm(options)
    const reloads = host.ran.filter(([, verb]) => verb === 'daemon-reload')
    expect(reloads).toHaveLength(stale === 'yes' ? 1 : 0)
  })

  it('is not armed by an arming that died, whenever it did', async () => {
    for (let effects = 0; ; effects += 1) {
      const host = server()
      host.dieAfter(effects)
      const died = await new Guard(host).arm(options).then(
        () => false,
        () => true,
      )
      host.dieAfter(Number.POSITIVE_INFINITY)
      if (!died) break
      const isArmed = (await host.files.stat(markers.armed)) !== null
      // Once the mark is there the former state is saved completely, so putting it back changes nothing.
      if (isArmed) expect(await host.files.readText('/var/lib/cabestan/guard/saved/2')).toBe('key')
      expect(await new Guard(host).arm(options)).toBeTruthy()
    }
  })

  it('tells who has to prove it and until when; the proof has its own time', async () => {
    const host = server()
    const guard = new Guard(host)
    expect(await guard.state()).toBeNull()
    const token = await guard.arm({ ...options, seconds: 600 })
    const now = host.clock.now()
    expect(await guard.state()).toEqual({ token, login: 'deploy', armedAt: now, deadline: now + 600_000 })
    await guard.rearm(60)
    expect((await guard.state())?.deadline).toBe(now + 60_000)
    expect(await host.files.readText('/var/lib/cabestan/guard/deadline')).toBe('boot 161 0 0\n')
  })

  it('goes by its own token only, also when that is asked twice', async () => {
    const host = server()
    const guard = new Guard(host)
    const token = await guard.arm(options)
    for (const wrong of ['', 'x', `${token}x`, token.toUpperCase()]) {
      await expect(guard.disarm(wrong)).rejects.toMatchObject({ failure: { code: 'access.unproven' } })
    }
    await guard.disarm(token)
    await guard.disarm(token)
    expect(await guard.wait()).toBe('disarmed')
    expect(await guard.state()).toBeNull()
  })

  it('is not disarmed any more once it has restored', async () => {
    const host = server()
    const guard = new Guard(host)
    const token = await guard.arm(options)
    await guard.restoreNow()
    expect(await guard.wait()).toBe('restored')
    await expect(guard.disarm(token)).rejects.toMatchObject({ failure: { code: 'access.unproven' } })
    await expect(guard.rearm()).rejects.toMatchObject({ failure: { code: 'access.unproven' } })
    expect(await guard.arm(options)).not.toBe(token)
  })

  it('restores by itself where the timer is what is broken', async () => {
    const host = server()
    const guard = new Guard(host)
    await guard.arm(options)
    await guard.rearm(60)
    const began = host.clock.now()
    expect(await guard.wait()).toBe('restored')
    expect(host.clock.now() - began).toBeLessThan(80_000)
  })
})
