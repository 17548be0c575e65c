import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { MemorySystemd } from '../steps/memory-systemd.ts'
import { Readings } from './readings.ts'
import { readUnits } from './units.ts'

describe('readUnits', () => {
  it('asks systemd once for all units that are asked for in one go', async () => {
    const host = new MemoryHost()
    const systemd = new MemorySystemd(host)
    systemd.add('a.service', { active: 'active', enabled: 'enabled' })
    systemd.add('b.timer', { active: 'failed' })
    const readings = new Readings(host)
    const of = async (unit: string) => (await readings.take(readUnits)).of(unit)
    const all = await Promise.all(['a.service', 'missing.service', 'b.timer', 'a.service'].map(of))
    expect(all.map(({ active, load }) => [active, load])).toEqual([
      ['active', 'loaded'],
      ['inactive', 'not-found'],
      ['failed', 'loaded'],
      ['active', 'loaded'],
    ])
    await of('b.timer')
    expect(host.ran).toHaveLength(1)
    await of('c.service')
    expect(host.ran).toHaveLength(2)
  })
})
