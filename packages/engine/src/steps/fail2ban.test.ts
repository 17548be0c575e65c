import type { Step } from '@cabestan/protocol/steps'
import { expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { PendingServices } from '../services/pending-services.ts'
import { MemorySystemd, type MemoryUnit } from './memory-systemd.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const path = '/etc/fail2ban/jail.d/cabestan.local'
const step: Step = {
  kind: 'fail2ban',
  reason: 'fail2ban.ssh',
  jails: [
    { name: 'sshd', settings: { bantime: '10m' } },
    { name: 'nginx-http-auth', settings: { backend: 'auto', enabled: 'false' } },
  ],
}

function server(code = 0, state: Partial<MemoryUnit> = { active: 'active', enabled: 'enabled' }): MemoryHost {
  const host = new MemoryHost().program('fail2ban-client', () => ({ code, stderr: code ? 'No file' : '' }))
  new MemorySystemd(host).add('fail2ban.service', state)
  host.files.seed('/usr/bin/fail2ban-client', '')
  host.files.seedDirectory('/etc/fail2ban/jail.d')
  return host
}

it('is a file as a person would write it, whole after a death at any instant', async () => {
  await killAtEachInstant(step, server, async ({ files }) => {
    expect(await files.readText(path)).toBe(`# Managed by Cabestan: \`fail2ban\` in cabestan.yaml.

[sshd]
enabled = true
backend = systemd
# The journal knows no unit of an sshd that is gone already: by its own name, and that it was root.
journalmatch = _UID=0 SYSLOG_IDENTIFIER=sshd + _UID=0 SYSLOG_IDENTIFIER=sshd-session
bantime = 10m

[nginx-http-auth]
enabled = false
backend = auto
`)
  })
})

it('is put back when fail2ban refuses it', async () => {
  const trial = new Trial(server(255))
  await expect(trial.apply(step)).rejects.toMatchObject({ failure: { code: 'service.invalid' } })
  expect(await trial.host.files.stat(path)).toBeNull()
})

it('is told what it counts by as it runs, and need not read its files again', async () => {
  const host = server(0, { enabled: 'enabled' })
  const settings = { findtime: '10m', maxretry: '5' }
  const told: Step = { ...step, jails: [{ name: 'sshd', settings }] }
  await new Trial(host).apply(told)
  expect(await host.files.readText(path)).toContain('maxretry = 5\n')
  const set = host.ran.filter(([, verb]) => verb === 'set')
  expect(set).toEqual([
    ['fail2ban-client', 'set', 'sshd', 'findtime', '10m'],
    ['fail2ban-client', 'set', 'sshd', 'maxretry', '5'],
  ])
  expect(await new PendingServices(host).pending()).toEqual([])
})

it('reads its files again where the distribution says what it counts by', async () => {
  const host = server(0, { enabled: 'enabled' })
  await new Trial(host).apply(step)
  expect(host.ran.map(([, verb]) => verb)).not.toContain('set')
  expect(await new PendingServices(host).pending()).toEqual(['fail2ban'])
})

it('starts it with an eye on what comes, whatever happened before, and dies at any instant', async () => {
  const stopped = () => {
    const host = server(0, { enabled: 'enabled' })
    host.program('fail2ban-client', async ([, verb]) => {
      if (verb === 'status') seen.push((await host.files.readText(path)) ?? '')
      return {}
    })
    return host
  }
  const seen: string[] = []
  await killAtEachInstant(step, stopped, async (host) => {
    expect(await host.files.readText(path)).not.toContain('findtime = 1')
    expect(host.ran).toContainEqual(['systemctl', 'start', 'fail2ban.service'])
  })
  expect(seen[0]).toContain('findtime = 1\n')
})
