import type { Params } from '@cabestan/protocol/messages'
import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { changeEnvironment, keysIn, pendingKeys } from './environment.ts'

const owner = { app: 'disquaire', environment: 'production' }
const path = '/srv/disquaire/env'
const release = '/srv/disquaire/releases/17-1a2b3c4'
let host: MemoryHost
beforeEach(() => {
  host = new MemoryHost()
  host.files.seedDirectory('/srv')
})

const change = async (more: Partial<Params<'environment'>> = {}) =>
  (await changeEnvironment(host, { owner, set: {}, unset: [], ...more })).keys
const told = async (more: Partial<Params<'environment'>> = {}) =>
  (await change(more)).map(({ key, from, pending }) => `${key} ${from} ${pending}`)

function goLive(environment: string, ordered: Record<string, unknown> = {}): void {
  host.files.seed(`${release}/env`, environment)
  host.files.seed(`${release}/release.json`, JSON.stringify({ environment: ordered }))
  host.files.seedLink('/srv/disquaire/live', 'colours/blue')
  host.files.seedLink('/srv/disquaire/colours/blue/release', '../../releases/17-1a2b3c4')
}

describe('before the first deploy', () => {
  it('values find their place, which nobody else can read', async () => {
    expect(await told()).toEqual([])
    expect(await host.files.stat('/srv/disquaire')).toBeNull()
    expect(await told({ set: { STRIPE_KEY: 'sk_1', MOTD: "it's" } })).toEqual([
      'MOTD owner set',
      'STRIPE_KEY owner set',
    ])
    expect(await host.files.readText(path)).toMatch(
      /^# Managed by Cabestan[\s\S]*\nSTRIPE_KEY=sk_1\nMOTD="it's"\n$/,
    )
    const { owner: user, group, mode } = (await host.files.stat(path)) ?? {}
    expect([user, group, mode]).toEqual(['root', 'root', '0640'])
    expect((await host.files.stat('/srv/disquaire'))?.mode).toBe('0711')
  })
})

describe('afterwards', () => {
  beforeEach(() => {
    host.files.seed(path, '# mine\nSECRET_KEY=made\nOLD=1\n', { group: 'www-data', mode: '0640' })
    goLive('SECRET_KEY=made\nOLD=1\nDEBUG=0\nGONE=x\n', { DEBUG: { value: '0' } })
  })

  it('each name says where it is from, and what waits for the next release', async () => {
    expect(await told({ set: { NEW: 'x', OLD: '2' } })).toEqual([
      'DEBUG release null',
      'GONE owner unset',
      'NEW owner set',
      'OLD owner set',
      'SECRET_KEY server null',
    ])
    expect(
      await pendingKeys(host, placesOf('disquaire'), releasePlaces(placesOf('disquaire'), '17-1a2b3c4')),
    ).toEqual(['GONE', 'NEW', 'OLD'])
    expect(await keysIn(host, path)).toEqual(['NEW', 'OLD', 'SECRET_KEY'])
  })

  it('what the server makes and its owner set is the owner’s, until it is unset', async () => {
    expect(await told({ set: { SECRET_KEY: 'made' } })).toContain('SECRET_KEY server null')
    expect(await told({ set: { SECRET_KEY: 'mine' } })).toContain('SECRET_KEY owner set')
    expect(await told({ set: { OLD: '2' } })).toContain('SECRET_KEY owner set')
    await change({ unset: ['SECRET_KEY'] })
    expect(await host.files.readText(path)).toBe('# mine\nOLD=2\n')
    host.files.seed(path, 'SECRET_KEY=made-anew\n')
    expect(await told()).toContain('SECRET_KEY server set')
  })

  it('what is unset goes, and all else stays as it was', async () => {
    await change({ unset: ['OLD', 'NEVER'] })
    expect(await host.files.readText(path)).toBe('# mine\nSECRET_KEY=made\n')
    expect((await host.files.stat(path))?.group).toBe('www-data')
  })

  it('what changes nothing is not written', async () => {
    host.dieAfter(0)
    expect(await change({ set: { OLD: '1' }, unset: ['NEVER'] })).toHaveLength(4)
  })

  it('no link is followed to where it leads', async () => {
    host.files.seed('/etc/shadow', 'X=1\n')
    await host.files.remove(path)
    host.files.seedLink(path, '/etc/shadow')
    await change({ set: { A: 'b' } })
    expect(await host.files.readText('/etc/shadow')).toBe('X=1\n')
    expect((await host.files.stat(path))?.type).toBe('file')
  })
})
