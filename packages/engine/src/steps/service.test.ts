import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { MemorySystemd, type MemoryUnit } from './memory-systemd.ts'
import { Trial } from './trial.ts'

const step: Step = {
  kind: 'service',
  reason: 'nginx.service',
  unit: 'nginx.service',
  enabled: true,
  running: true,
  ports: [80, 443],
}
const listeners = `LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=9,fd=3))
LISTEN 0 511 *:80 *:* users:(("apache2",pid=71,fd=4),("apache2",pid=70,fd=4))
LISTEN 0 511 [::1]:6379 [::]:*
`

function server(state?: Partial<MemoryUnit>): { trial: Trial; systemd: MemorySystemd } {
  const host = new MemoryHost()
  const systemd = new MemorySystemd(host)
  if (state) systemd.add('nginx.service', state)
  return { systemd, trial: new Trial(host) }
}

describe('service', () => {
  it('is enabled and started', async () => {
    const { trial } = server({})
    expect((await trial.apply(step))?.items).toEqual([
      { type: 'value', subject: 'nginx.service', name: 'enabled', before: 'disabled', after: 'enabled' },
      { type: 'value', subject: 'nginx.service', name: 'running', before: 'inactive', after: 'active' },
    ])
    expect(await trial.apply(step)).toBeNull()
  })

  it('is a change as long as it is not installed', async () => {
    const { trial } = server()
    expect((await trial.check(step))?.items).toEqual([
      { type: 'value', subject: 'nginx.service', name: 'enabled', before: null, after: 'enabled' },
      { type: 'value', subject: 'nginx.service', name: 'running', before: 'inactive', after: 'active' },
    ])
  })

  it('is unmasked where somebody masked it', async () => {
    const { trial, systemd } = server({ load: 'masked', enabled: 'masked' })
    await trial.apply(step)
    expect(systemd.units.get('nginx.service')).toMatchObject({ enabled: 'enabled', active: 'active' })
  })

  it('counts as enabled where others start it', async () => {
    const { trial } = server({ enabled: 'static', active: 'active' })
    expect(await trial.check(step)).toBeNull()
  })

  it('is stopped and disabled', async () => {
    const { trial, systemd } = server({ enabled: 'enabled', active: 'active' })
    await trial.apply({ ...step, enabled: false, running: false } as Step)
    expect(systemd.units.get('nginx.service')).toMatchObject({ enabled: 'disabled', active: 'inactive' })
  })

  it('names the program that holds its port', async () => {
    const { trial, systemd } = server({})
    systemd.broken.add('nginx.service')
    trial.host.program('ss', () => ({ stdout: listeners }))
    await expect(trial.apply(step)).rejects.toMatchObject({
      failure: { code: 'port.taken', values: { port: '80', holder: 'apache2', service: 'nginx' } },
    })
    trial.host.program('ss', () => ({ stdout: '' }))
    await expect(trial.apply(step)).rejects.toMatchObject({
      failure: { code: 'service.failed', values: { service: 'nginx' }, detail: { tail: 'the last words' } },
    })
  })
})
