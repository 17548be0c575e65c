import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { placesOf } from '../places.ts'
import { setMaintenance } from './maintenance.ts'

const owner = { app: 'disquaire', environment: 'production' }
const { maintenance } = placesOf('disquaire')
let host: MemoryHost
beforeEach(() => {
  host = new MemoryHost()
})

describe('the maintenance page', () => {
  it('is shown while its file is there', async () => {
    host.files.seedLink('/srv/disquaire/live', 'colours/blue')
    host.files.seedLink('/srv/disquaire/colours/blue/release', '../../releases/17-1a2b3c4')
    expect(await setMaintenance(host, { owner, on: true })).toEqual({ on: true })
    expect(await host.files.stat(maintenance)).not.toBe(null)
    await setMaintenance(host, { owner, on: false })
    expect(await host.files.stat(maintenance)).toBe(null)
  })

  it('is none before a first release: nobody would see it, and then the first visitors would', async () => {
    host.files.seedDirectory('/srv/disquaire')
    const asked = setMaintenance(host, { owner, on: true })
    await expect(asked).rejects.toMatchObject({ failure: { code: 'release.none' } })
    expect(await host.files.stat(maintenance)).toBe(null)
    expect(await setMaintenance(host, { owner, on: false })).toEqual({ on: false })
  })
})
