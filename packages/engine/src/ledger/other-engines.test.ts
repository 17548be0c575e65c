import type { Step } from '@cabestan/protocol/steps'
import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { type Claim, readClaims, writeClaim } from './claims.ts'
import { releaseRecord } from './release-record.fixture.ts'
import { readReleases, writeRelease } from './releases.ts'
import { unionWithOthers } from './union.ts'

const firewall = (port: number): Step => ({
  kind: 'firewall',
  reason: 'firewall.rules',
  allow: [{ port, protocol: 'tcp', comment: `port ${port}` }],
})
const claim: Claim = {
  ...{ app: 'autre', environment: 'production', login: 'deploy', at: 0 },
  steps: [firewall(8443)],
  release: [],
}

let host: MemoryHost
beforeEach(() => {
  host = new MemoryHost()
  host.files.seedDirectory('/var/lib')
})

/** Writes a file as a newer engine would, with more in it. */
async function rewrite(path: string, more: (value: Record<string, unknown>) => object): Promise<void> {
  host.files.seed(path, JSON.stringify(more(JSON.parse((await host.files.readText(path)) ?? ''))))
}

describe('what a newer engine keeps besides', () => {
  it.each<[string, object, object]>([
    ['a key of the claim', { since: 12 }, firewall(8443)],
    ['a key of a step', {}, { ...firewall(8443), zones: ['public'] }],
  ])('takes nothing of what another application wants: %s', async (_what, more, step) => {
    await writeClaim(host, claim)
    await rewrite('/var/lib/cabestan/claims/autre.production.json', (kept) => ({
      ...{ ...kept, ...more },
      steps: [
        { kind: 'wireguard', reason: 'access.tunnel', port: 51820 },
        { kind: 'file', reason: 'nginx.of-tomorrow', path: '/etc/nginx/conf.d/tomorrow.conf' },
        step,
      ],
    }))
    const [union] = unionWithOthers([firewall(22)], await readClaims(host))
    expect(union?.kind === 'firewall' && union.allow.map(({ port }) => port)).toEqual([22, 8443])
  })

  it('makes no release forgotten', async () => {
    await writeRelease(host, 'shop', releaseRecord(3, { migrations: [of('shop.0002_a')] }))
    await rewrite('/var/lib/cabestan/releases/shop/3.json', (kept) => ({
      ...kept,
      weather: 'fine',
      migrations: [{ ...of('shop.0002_a'), weight: 3 }],
    }))
    expect(await readReleases(host, 'shop')).toEqual([releaseRecord(3, { migrations: [of('shop.0002_a')] })])
  })
})

function of(name: string) {
  return { name, safe: true, reversible: true }
}
