import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const path = '/etc/motd'
const step: Step = {
  kind: 'file',
  reason: 'packages.base',
  path,
  content: 'welcome\n',
  owner: 'root',
  group: 'adm',
  mode: '0640',
}

describe('file', () => {
  it('shows a text that is new, and one that differs', async () => {
    const trial = new Trial(new MemoryHost())
    expect(await trial.check(step)).toEqual({
      items: [{ type: 'text', path, before: null, after: 'welcome\n' }],
    })
    trial.host.files.seed(path, 'keep out\n', { group: 'adm', mode: '0640' })
    expect(await trial.apply(step)).toEqual({
      items: [{ type: 'text', path, before: 'keep out\n', after: 'welcome\n' }],
    })
    expect(await trial.apply(step)).toBeNull()
  })

  it('shows owner, group and mode apart from the text', async () => {
    const trial = new Trial(new MemoryHost())
    trial.host.files.seed(path, 'welcome\n', { owner: 'daemon', mode: '0777' })
    expect((await trial.apply(step))?.items).toEqual([
      { type: 'value', subject: path, name: 'mode', before: '0777', after: '0640' },
      { type: 'value', subject: path, name: 'owner', before: 'daemon', after: 'root' },
      { type: 'value', subject: path, name: 'group', before: 'root', after: 'adm' },
    ])
  })

  it('replaces a link, and an empty directory, but not one that holds something', async () => {
    const trial = new Trial(new MemoryHost())
    trial.host.files.seed('/etc/other', 'kept')
    trial.host.files.seedLink(path, 'other')
    await trial.apply(step)
    expect(await trial.host.files.readText('/etc/other')).toBe('kept')
    await trial.host.files.remove(path)
    trial.host.files.seedDirectory(path)
    await trial.apply(step)
    await trial.host.files.remove(path)
    trial.host.files.seed(`${path}/inner`, 'kept')
    await expect(trial.apply(step)).rejects.toMatchObject({
      failure: { code: 'step.blocked', values: { path } },
    })
    await expect(trial.remove(step)).rejects.toMatchObject({ failure: { code: 'step.blocked' } })
  })

  it('is taken away', async () => {
    const trial = new Trial(new MemoryHost())
    await trial.apply(step)
    await trial.remove(step)
    await trial.remove(step)
    expect(await trial.host.files.stat(path)).toBeNull()
  })

  it('is whole wherever it was interrupted', async () => {
    await killAtEachInstant(
      step,
      () => new MemoryHost(),
      async ({ files }) => {
        expect(await files.readText(path)).toBe('welcome\n')
      },
    )
  })
})
