import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const step: Step = { kind: 'time-zone', reason: 'system.time-zone', zone: 'Europe/Paris' }

/** Debian 12 also names the time zone in a file. */
function bookworm(): MemoryHost {
  const host = trixie()
  host.files.seed('/etc/timezone', 'Etc/UTC\n')
  return host
}

function trixie(): MemoryHost {
  const host = new MemoryHost()
  host.files.seed('/usr/share/zoneinfo/Europe/Paris', 'TZif')
  host.files.seedLink('/etc/localtime', '/usr/share/zoneinfo/Etc/UTC')
  return host
}

describe('time-zone', () => {
  it('is set by the link, and by name where the system keeps one', async () => {
    const trial = new Trial(bookworm())
    expect((await trial.apply(step))?.items).toEqual([
      {
        type: 'value',
        subject: '/etc/localtime',
        name: 'time-zone',
        before: 'Etc/UTC',
        after: 'Europe/Paris',
      },
      { type: 'text', path: '/etc/timezone', before: 'Etc/UTC\n', after: 'Europe/Paris\n' },
    ])
    expect(await trial.apply(step)).toBeNull()
    const newer = new Trial(trixie())
    await newer.apply(step)
    expect(await newer.host.files.stat('/etc/timezone')).toBeNull()
  })

  it('is right as timedatectl sets it too', async () => {
    const trial = new Trial(trixie())
    trial.host.files.seedLink('/etc/localtime', '../usr/share/zoneinfo/Europe/Paris')
    expect(await trial.check(step)).toBeNull()
  })

  it('is right by another of its names, and not by a name of another zone', async () => {
    const trial = new Trial(bookworm())
    trial.host.files.seed('/usr/share/zoneinfo/Etc/UTC', 'TZif UTC')
    trial.host.files.seedLink('/usr/share/zoneinfo/UTC', 'Etc/UTC')
    expect(await trial.check({ ...step, zone: 'UTC' } as Step)).toBeNull()
    expect((await trial.check(step))?.items).toHaveLength(2)
    trial.host.files.seed('/etc/timezone', 'Etc\n')
    expect((await trial.check({ ...step, zone: 'UTC' } as Step))?.items).toMatchObject([{ type: 'text' }])
  })

  it('replaces the copy of a zone', async () => {
    const trial = new Trial(trixie())
    trial.host.files.seed('/etc/localtime', 'TZif')
    expect((await trial.apply(step))?.items[0]).toMatchObject({ before: null, after: 'Europe/Paris' })
  })

  it('must be known to the server', async () => {
    const trial = new Trial(trixie())
    await expect(trial.apply({ ...step, zone: 'Europe/Lutece' } as Step)).rejects.toMatchObject({
      failure: { code: 'config.invalid', values: { key: 'time_zone', value: 'Europe/Lutece' } },
    })
  })

  it('is whole wherever it was interrupted', async () => {
    await killAtEachInstant(step, bookworm, async ({ files }) => {
      expect(await files.readLink('/etc/localtime')).toBe('/usr/share/zoneinfo/Europe/Paris')
      expect(await files.readText('/etc/timezone')).toBe('Europe/Paris\n')
    })
  })
})
