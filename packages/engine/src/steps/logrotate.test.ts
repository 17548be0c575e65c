import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const path = '/etc/logrotate.d/app'
const content = '/var/log/app/*.log {\n    weekly\n    missingok\n}\n'
const step: Step = { kind: 'logrotate', reason: 'app.logs', name: 'app', content }

function server(): MemoryHost {
  const host = new MemoryHost().program('logrotate', async ([, , candidate = ''], _options, machine) => {
    const text = await machine.files.readText(candidate)
    return text?.includes('weekly') ? {} : { code: 1, stderr: 'error: app:2 unknown option\n' }
  })
  host.files.seedDirectory('/etc/logrotate.d')
  return host
}

describe('logrotate', () => {
  it('is written once logrotate itself has nothing against it', async () => {
    const trial = new Trial(server())
    expect((await trial.apply(step))?.items).toEqual([{ type: 'text', path, before: null, after: content }])
    expect(await trial.apply(step)).toBeNull()
  })

  it('leaves the former one in place when logrotate refuses the new one', async () => {
    const trial = new Trial(server())
    trial.host.files.seed(path, 'former')
    const bad = { ...step, content: '/var/log/app/*.log {\n    wekly\n}\n' } as Step
    await expect(trial.apply(bad)).rejects.toMatchObject({
      failure: {
        code: 'service.invalid',
        values: { service: 'logrotate' },
        detail: { exitCode: 1, tail: 'error: app:2 unknown option' },
      },
    })
    expect(await trial.host.files.readText(path)).toBe('former')
    expect(await trial.host.files.list('/etc/logrotate.d')).toEqual(['app'])
  })

  it('is judged wherever it was interrupted', async () => {
    await killAtEachInstant(step, server, async (host) => {
      expect(await host.files.readText(path)).toBe(content)
      expect(host.ran.length).toBeGreaterThan(0)
    })
  })

  it('is taken away', async () => {
    const trial = new Trial(server())
    await trial.apply(step)
    await trial.remove(step)
    expect(await trial.host.files.list('/etc/logrotate.d')).toEqual([])
  })
})
