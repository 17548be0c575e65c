import type { Event } from '@cabestan/protocol/events'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { privateFile } from '../host/root-attributes.ts'
import { followEvents, isRunning, parseEvents } from './journal.ts'
import { readHolder } from './lock.ts'
import { lockHolderPath, runsDirectory } from './paths.ts'
import { eventsPath, hasBegun, readRequest, runUnit } from './runs.ts'

const done: Event = { type: 'step-done', at: 1, id: 'x', outcome: 'changed', milliseconds: 1 }
const run = '20261120-101112-00ff'

async function hostWith(path: string, text: string): Promise<MemoryHost> {
  const host = new MemoryHost().program('systemctl', () => ({ stdout: 'inactive\n', code: 3 }))
  const names = path.split('/').slice(1, -1)
  for (const [at] of names.entries())
    await host.files.createDirectory(`/${names.slice(0, at + 1).join('/')}`, { ...privateFile, mode: '0700' })
  await host.files.write(path, text, privateFile)
  return host
}

describe('a journal', () => {
  const whole = JSON.stringify(done)

  it('is read without the line that a crash cut, and without what is no event', () => {
    expect(parseEvents(`${whole}\nnoise\n{"type":"other"}\n${whole.slice(0, 20)}`)).toEqual([done])
  })

  it('whose last line a crash cut is followed to its end, and no further', async () => {
    const host = await hostWith(eventsPath(run), `${whole}\n${whole.slice(0, 20)}`)
    // If it went on asking systemd, the death at the third call would end it.
    host.dieAfter(3)
    const events: Event[] = []
    for await (const event of followEvents(host, run)) events.push(event)
    expect(events).toEqual([done])
  })
})

describe('a run is under way', () => {
  const group = `/sys/fs/cgroup/system.slice/${runUnit(run)}/cgroup.events`

  it('as long as its control group has a process, for which no program is started', async () => {
    const host = await hostWith(group, 'populated 1\nfrozen 0\n')
    expect(await isRunning(host, run)).toBe(true)
    expect(host.ran).toEqual([])
  })

  it('which may go at this very moment', async () => {
    const host = await hostWith(group, '')
    host.files.readText = () => Promise.reject(new Error('ENODEV: no such device, read'))
    expect(await isRunning(host, run)).toBe(false)
  })

  it('or as systemd says, where there is none', async () => {
    const host = await hostWith(group, 'populated 0\nfrozen 0\n')
    expect(await isRunning(host, run)).toBe(false)
    host.program('systemctl', () => ({ stdout: 'deactivating\n', code: 3 }))
    expect(await isRunning(host, run)).toBe(true)
  })
})

describe('a record that lost its end', () => {
  it('of a run is as good as none', async () => {
    const host = await hostWith(`${runsDirectory}/${run}/request.json`, '{"run":"2026')
    expect(await readRequest(host, run)).toBeNull()
    expect(await hasBegun(host, { app: 'essai', environment: 'production' })).toBe(false)
  })

  it('of who works names nobody', async () => {
    expect(await readHolder(await hostWith(lockHolderPath, '{"by":'))).toBeNull()
  })
})
