import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { Trial } from './trial.ts'

const path = '/srv/live'
const step: Step = { kind: 'link', reason: 'app.directory', path, target: 'colours/blue' }

function server(): Trial {
  const host = new MemoryHost()
  host.files.seedDirectory('/srv')
  return new Trial(host)
}

describe('link', () => {
  it('is made, then left alone, wherever it leads', async () => {
    const trial = server()
    expect((await trial.apply(step))?.items).toEqual([
      { type: 'value', subject: path, name: 'target', before: null, after: 'colours/blue' },
    ])
    expect(await trial.apply(step)).toBeNull()
  })

  it('is turned', async () => {
    const trial = server()
    trial.host.files.seedLink(path, 'colours/green')
    expect((await trial.apply(step))?.items).toEqual([
      { type: 'value', subject: path, name: 'target', before: 'colours/green', after: 'colours/blue' },
    ])
  })

  it('replaces a file, never a directory that holds something', async () => {
    const trial = server()
    trial.host.files.seed(path, 'x')
    expect((await trial.apply(step))?.items[0]).toMatchObject({ name: 'type', before: 'file', after: 'link' })
    await trial.host.files.remove(path)
    trial.host.files.seed(`${path}/file`, 'kept')
    await expect(trial.apply(step)).rejects.toMatchObject({
      failure: { code: 'step.blocked', values: { path } },
    })
  })

  it('is taken away as long as it is ours', async () => {
    const trial = server()
    await trial.apply(step)
    await trial.host.files.link(path, 'colours/green')
    await trial.remove(step)
    expect(await trial.host.files.readLink(path)).toBe('colours/green')
    await trial.host.files.link(path, 'colours/blue')
    await trial.remove(step)
    expect(await trial.host.files.readLink(path)).toBeNull()
  })
})
