import type { Event } from '@cabestan/protocol/events'
import type { Step } from '@cabestan/protocol/steps'
import { expect, it } from 'vitest'
import { emitter } from '../emitter.ts'
import { MemoryHost } from '../host/memory.ts'
import { writeClaim } from '../ledger/claims.ts'
import { PendingServices } from '../services/pending-services.ts'
import type { ReleaseContext } from './context.ts'
import { applyReleaseSteps, bringBackFormerSteps, removeFormerSteps } from './release-steps.ts'

const file = (path: string): Step => ({
  ...{ kind: 'file', reason: 'app.commands', path, content: 'x\n' },
  ...{ owner: 'root', group: 'root', mode: '0644' },
})
const owner = { app: 'shop', environment: 'production' }

async function releasing(former: readonly Step[], wanted: readonly Step[]) {
  const host = new MemoryHost()
  host.files.seedDirectory('/etc')
  host.files.seedDirectory('/var/lib/cabestan')
  await writeClaim(host, { ...owner, login: 'deploy', at: 0, steps: [], release: [...former] })
  const told: string[] = []
  const emit = emitter(host.clock, (event: Event) => {
    if (event.type === 'step-done') told.push(`${event.outcome} ${event.id}`)
  })
  const services = new PendingServices(host, emit)
  const context = { host, emit, owner, order: { steps: wanted }, services, output: () => {} }
  return { context: context as unknown as ReleaseContext, told }
}

it('tells what a release changes on the server, so that a run counts what its plan has counted', async () => {
  const { context, told } = await releasing([file('/etc/former')], [file('/etc/new')])
  await context.host.files.write('/etc/former', 'x\n', { owner: 'root', group: 'root', mode: '0644' })
  await applyReleaseSteps(context, () => true)
  await applyReleaseSteps(context, () => true)
  await removeFormerSteps(context)
  expect(told).toEqual(['changed file:/etc/new', 'removed file:/etc/former'])
})

it('does not count that all is as before where the release failed', async () => {
  const { context, told } = await releasing([file('/etc/former')], [file('/etc/new')])
  await bringBackFormerSteps(context, () => true)
  expect(await context.host.files.readText('/etc/former')).toBe('x\n')
  expect(told).toEqual([])
})
