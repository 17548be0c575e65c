import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { approachServers, type Site, visitServers } from './site.ts'

let place: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'cabestan-site-'))
  // A server that accepts the connection and says nothing.
  writeFileSync(join(place, 'ssh'), `#!/bin/sh\necho $$ >${place}/pid\nexec sleep 60\n`, { mode: 0o755 })
  writeFileSync(join(place, 'engine.mjs'), '')
})
afterEach(() => rmSync(place, { recursive: true }))

/** As much of an invocation as a visit needs. Nobody can be asked, and nobody listens. */
function site(...addresses: object[]): Site {
  return {
    configuration: { servers: addresses, login: 'deploy' },
    invocation: {
      environment: { PATH: `${place}:${process.env['PATH']}`, CABESTAN_STATE: place, HOME: place },
      self: { node: process.execPath, main: '', engine: join(place, 'engine.mjs') },
      questions: {},
      report: { connection: () => {}, idle: () => {} },
      interruption: { closing: new Set() },
    },
  } as unknown as Site
}

const there = { type: 'ssh', destination: 'deploy@server.example', user: 'deploy' }

describe('servers that are knocked at while something else is done', () => {
  it('are left at once when that came to nothing', async () => {
    const pid = join(place, 'pid')
    const refused = await approachServers(site(there), async () => {
      await vi.waitUntil(() => existsSync(pid) && readFileSync(pid, 'utf8') !== '', 60_000)
      return 'refused'
    })
    expect(refused).toBe('refused')
    const isThere = () => existsSync(`/proc/${readFileSync(pid, 'utf8').trim()}/cwd`)
    await vi.waitUntil(() => !isThere(), 60_000)
  })

  it('hold no sandbox that would have to be made first', async () => {
    const sandbox = { type: 'sandbox', destination: 'sandbox:nowhere', name: 'nowhere' }
    expect(await approachServers(site(sandbox), async () => 'refused')).toBe('refused')
  })

  it('make no sandbox for whoever only asks something of it', async () => {
    const sandbox = { type: 'sandbox', destination: 'sandbox:nowhere', name: 'nowhere' }
    const [outcome] = await visitServers(site(sandbox), async (visits) => visits)
    expect(outcome).toMatchObject({ ok: false, failure: { code: expect.stringMatching(/^sandbox\./) } })
  })
})
