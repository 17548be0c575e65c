import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from './host/memory.ts'
import { Claim, writeClaim } from './ledger/claims.ts'
import type { DeployWork } from './ledger/runs.ts'
import { isServerSettled, Sight } from './settled.ts'

const owner = { app: 'shop', environment: 'production' }
const described = { owner, login: 'deploy', steps: [] }
const [former, run] = ['20260101-000000-abcd', '20260101-000100-abcd']
const finished = { type: 'run-finished', at: 0, run: former, outcome: 'done', changed: 0, milliseconds: 1 }
const journal = `/var/lib/cabestan/runs/${former}/events.jsonl`

let host: MemoryHost
beforeEach(async () => {
  host = new MemoryHost().program('systemctl', () => ({ stdout: 'running' }))
  // The server has just booted, so each look at it asks systemd.
  host.files.seed('/proc/uptime', '100.00 100.00')
  host.files.seed('/proc/1/stat', `1 (systemd) ${'1 '.repeat(50)}`)
  for (const each of [former, run]) host.files.seedDirectory(`/var/lib/cabestan/runs/${each}`)
  host.files.seed(journal, `${JSON.stringify(finished)}\n`)
  await writeClaim(host, Claim.parse({ ...owner, login: 'deploy', at: 1, steps: [], release: [] }))
})

const looks = () => host.ran.filter(([program]) => program === 'systemctl').length

async function seen(): Promise<number | undefined> {
  const sight = new Sight()
  await sight.plan(host, described)
  return sight.settledAt(described)
}

const isSettled = (settledAt: number | undefined, description: DeployWork['description'] = described) =>
  isServerSettled(host, { run, work: { task: 'deploy', description, settledAt } })

describe('a server that was just seen to be as described', () => {
  it('is not looked at again', async () => {
    expect(await isSettled(await seen())).toBe(true)
    expect(looks()).toBe(1)
  })

  it('is when that was a while ago, or nobody has seen it', async () => {
    const at = await seen()
    await host.clock.sleep(31_000)
    expect(await isSettled(at)).toBe(true)
    expect(await isSettled(undefined)).toBe(true)
    expect(looks()).toBe(3)
  })

  it('is when somebody was at work then, or has been since', async () => {
    const at = await seen()
    host.files.seed(journal, `${JSON.stringify({ ...finished, at: host.clock.now() + 1 })}\n`)
    expect(await isSettled(at)).toBe(true)
    host.files.seed(journal, '')
    expect(await isSettled(at)).toBe(true)
    expect(looks()).toBe(3)
  })

  it('is when its record has gone meanwhile', async () => {
    const at = await seen()
    await writeClaim(host, Claim.parse({ ...owner, login: 'other', at: 1, steps: [], release: [] }))
    expect(await isSettled(at)).toBe(false)
  })

  it('is for another description', async () => {
    const sight = new Sight()
    await sight.plan(host, described)
    expect(sight.settledAt({ ...described, login: 'other' })).toBeUndefined()
    await sight.plan(host, { ...described, login: 'other' })
    expect(sight.settledAt({ ...described, login: 'other' })).toBeUndefined()
    expect(sight.settledAt(described)).toBeUndefined()
  })
})
