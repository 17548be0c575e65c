import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { PendingServices } from '../services/pending-services.ts'
import { MemorySystemd } from './memory-systemd.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const content = '[Service]\nRestartSec=1s\n'
const directory = '/etc/systemd/system/supervisor.service.d'
const step: Step = {
  kind: 'drop-in',
  reason: 'supervisor.unit',
  unit: 'supervisor.service',
  name: 'cabestan',
  content,
  restart: 'supervisor',
}

function server(): { trial: Trial; systemd: MemorySystemd } {
  const host = new MemoryHost()
  const systemd = new MemorySystemd(host)
  systemd.add('supervisor.service', { active: 'active', enabled: 'enabled' })
  return { systemd, trial: new Trial(host) }
}

describe('drop-in', () => {
  it('is written beside the unit and read; the restart comes at the end', async () => {
    const { trial, systemd } = server()
    expect((await trial.apply(step))?.items).toEqual([
      { type: 'text', path: `${directory}/cabestan.conf`, before: null, after: content },
    ])
    expect(systemd.units.get('supervisor.service')).toMatchObject({ read: content, pid: 0 })
    expect(await new PendingServices(trial.host).pending()).toEqual(['supervisor'])
    expect(await trial.apply(step)).toBeNull()
  })

  it('is read with the unit where that is not there yet, and systemd is not asked to read all anew', async () => {
    const { trial, systemd } = server()
    systemd.units.clear()
    await trial.apply(step)
    expect(await trial.apply(step)).toBeNull()
    expect(trial.host.ran).not.toContainEqual(['systemctl', 'daemon-reload'])
  })

  it('is taken away, with its directory when that is empty', async () => {
    const { trial } = server()
    await trial.apply(step)
    trial.host.files.seed(`${directory}/mine.conf`, '')
    await trial.remove(step)
    expect(await trial.host.files.list(directory)).toEqual(['mine.conf'])
    await trial.host.files.remove(`${directory}/mine.conf`)
    await trial.remove(step)
    expect(await trial.host.files.stat(directory)).toBeNull()
  })

  it('is read, and the restart not forgotten, wherever it was interrupted', async () => {
    let systemd: MemorySystemd
    await killAtEachInstant(
      step,
      () => {
        const made = server()
        systemd = made.systemd
        return made.trial.host
      },
      async (host) => {
        expect(systemd.units.get('supervisor.service')).toMatchObject({ read: content })
        expect(await new PendingServices(host).pending()).toEqual(['supervisor'])
      },
    )
  })
})
