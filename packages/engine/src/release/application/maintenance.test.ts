import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { readDeeds } from '../../ledger/deeds.ts'
import { placesOf } from '../places.ts'
import { setMaintenance } from './maintenance.ts'

const owner = { app: 'disquaire', environment: 'production' }
const asking = { owner, by: 'anna@atelier' }
const { maintenance } = placesOf('disquaire')
let host: MemoryHost
beforeEach(() => {
  host = new MemoryHost()
})

describe('the maintenance page', () => {
  it('is shown while its file is there', async () => {
    host.files.seedLink('/srv/disquaire/live', 'colours/blue')
    host.files.seedLink('/srv/disquaire/colours/blue/release', '../../releases/17-1a2b3c4')
    expect(await setMaintenance(host, { ...asking, on: true })).toEqual({ on: true })
    expect(await host.files.stat(maintenance)).not.toBe(null)
    await setMaintenance(host, { ...asking, on: false })
    expect(await host.files.stat(maintenance)).toBe(null)
  })

  it('is written down with whoever asked for it, once for each change', async () => {
    host.files.seedDirectory('/var/lib')
    host.files.seedLink('/srv/disquaire/live', 'colours/blue')
    host.files.seedLink('/srv/disquaire/colours/blue/release', '../../releases/17-1a2b3c4')
    for (const on of [false, true, true, false, false]) {
      await setMaintenance(host, { ...asking, on })
      await host.clock.sleep(1000)
    }
    const off = { what: 'maintenance-off', ...asking, outcome: 'done' }
    expect(await readDeeds(host)).toMatchObject([off, { ...off, what: 'maintenance-on' }])
  })

  it('is none before a first release: nobody would see it, and then the first visitors would', async () => {
    host.files.seedDirectory('/srv/disquaire')
    const asked = setMaintenance(host, { ...asking, on: true })
    await expect(asked).rejects.toMatchObject({ failure: { code: 'release.none' } })
    expect(await host.files.stat(maintenance)).toBe(null)
    expect(await setMaintenance(host, { ...asking, on: false })).toEqual({ on: false })
  })
})
