import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { MemorySystemd } from './memory-systemd.ts'
import { killAtEachInstant, Trial } from './trial.ts'
import { objectionsTo } from './unit-files.ts'

const content = '[Service]\nExecStart=/usr/bin/new\n'
const path = '/etc/systemd/system/app.service'
const step: Step = {
  kind: 'unit',
  reason: 'supervisor.unit',
  name: 'app.service',
  content,
  enabled: true,
  running: true,
}

function server(): { trial: Trial; systemd: MemorySystemd } {
  const host = new MemoryHost()
  return { systemd: new MemorySystemd(host), trial: new Trial(host) }
}

/** A unit that runs and was started from another content. */
function withFormer(): { trial: Trial; systemd: MemorySystemd } {
  const { trial, systemd } = server()
  const former = '[Service]\nExecStart=/usr/bin/old\n'
  trial.host.files.seed(path, former)
  systemd.add('app.service', { active: 'active', enabled: 'enabled', pid: 7, read: former, running: former })
  return { trial, systemd }
}

describe('unit', () => {
  it('is written, enabled and started', async () => {
    const { trial, systemd } = server()
    expect((await trial.apply(step))?.items).toEqual([
      { type: 'text', path, before: null, after: content },
      { type: 'value', subject: 'app.service', name: 'enabled', before: null, after: 'enabled' },
      { type: 'value', subject: 'app.service', name: 'running', before: 'inactive', after: 'active' },
    ])
    expect(systemd.units.get('app.service')).toMatchObject({
      enabled: 'enabled',
      active: 'active',
      running: content,
    })
    expect(await trial.apply(step)).toBeNull()
  })

  it('is restarted when its content changed, so that it runs what is written', async () => {
    const { trial, systemd } = withFormer()
    await trial.apply(step)
    expect(systemd.units.get('app.service')).toMatchObject({ running: content })
  })

  it('goes on running when only its owner changed', async () => {
    const { trial, systemd } = server()
    await trial.apply(step)
    const pid = systemd.units.get('app.service')?.pid
    await trial.host.files.setAttributes(path, { owner: 'daemon', group: 'root', mode: '0644' })
    await trial.apply(step)
    expect(systemd.units.get('app.service')).toMatchObject({ pid })
  })

  it('runs what is written wherever it was interrupted', async () => {
    let systemd: MemorySystemd
    const instants = await killAtEachInstant(
      step,
      () => {
        const former = withFormer()
        systemd = former.systemd
        return former.trial.host
      },
      async () => {
        expect(systemd.units.get('app.service')).toMatchObject({ enabled: 'enabled', running: content })
      },
    )
    expect(instants).toBeGreaterThan(10)
  })

  it('is read anew when somebody forgot to', async () => {
    const { trial, systemd } = server()
    await trial.apply(step)
    Object.assign(systemd.units.get('app.service') ?? {}, { read: 'other', running: 'other' })
    expect((await trial.apply(step))?.items).toEqual([
      { type: 'action', action: 'reload', subject: 'systemd' },
    ])
    expect(systemd.units.get('app.service')).toMatchObject({ running: content })
  })

  it('leaves alone what runs without being described as running', async () => {
    const { trial, systemd } = withFormer()
    await trial.apply({ ...step, enabled: false, running: false } as Step)
    expect(systemd.units.get('app.service')).toMatchObject({ enabled: 'disabled', active: 'active', pid: 7 })
  })

  it('is not put in place when systemd does not understand it', async () => {
    const { trial } = withFormer()
    trial.host.program('systemd-analyze', () => ({
      stderr:
        '/var/lib/cabestan/candidate/app.service:2: Unknown key ExecStat in section [Service], ignoring.\n',
    }))
    await expect(trial.apply(step)).rejects.toMatchObject({
      failure: {
        code: 'service.invalid',
        values: { service: 'systemd' },
        detail: { tail: expect.stringContaining('ExecStat') },
      },
    })
    expect(await trial.host.files.readText(path)).toContain('old')
    expect(await trial.host.files.list('/var/lib/cabestan')).toEqual([])
  })

  it('says what it said when it does not start, and is tried again', async () => {
    const { trial, systemd } = server()
    systemd.broken.add('app.service')
    await expect(trial.apply(step)).rejects.toMatchObject({
      failure: { code: 'service.failed', values: { service: 'app' }, detail: { tail: 'the last words' } },
    })
    expect(await trial.check(step)).not.toBeNull()
    systemd.broken.clear()
    await trial.apply(step)
    expect(systemd.units.get('app.service')).toMatchObject({ active: 'active' })
  })

  it('is taken away with all its traces, twice without harm', async () => {
    const { trial, systemd } = server()
    await trial.apply(step)
    await trial.remove(step)
    expect(systemd.units.get('app.service')).toMatchObject({ active: 'inactive', enabled: 'disabled' })
    expect(await trial.host.files.stat(path)).toBeNull()
    await trial.remove(step)
  })

  it('may be a template, which has no state of its own', async () => {
    const { trial } = server()
    const template = { ...step, name: 'app@.service', enabled: false, running: false } as Step
    expect((await trial.apply(template))?.items).toHaveLength(1)
    expect(await trial.apply(template)).toBeNull()
  })
})

describe('objectionsTo', () => {
  it('hears what is said about the file, and not about the machine', () => {
    const said = [
      '/var/lib/cabestan/candidate/app.service:4: Failed to parse service restart specifier, ignoring: maybe',
      'app.service: Command /srv/app/bin/web is not executable: No such file or directory',
      'app.service: Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.',
      'Unit app.service has a bad unit file setting.',
      '/lib/systemd/system/other.service:3: Unknown key',
    ].join('\n')
    expect(objectionsTo('/var/lib/cabestan/candidate/app.service', 'app.service', said).split('\n')).toEqual([
      'app.service:4: Failed to parse service restart specifier, ignoring: maybe',
      'app.service: Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.',
      'Unit app.service has a bad unit file setting.',
    ])
  })
})
