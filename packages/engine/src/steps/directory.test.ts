import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { Trial } from './trial.ts'

const path = '/srv/app'
const step: Step = {
  kind: 'directory',
  reason: 'app.directory',
  path,
  owner: 'root',
  group: 'www-data',
  mode: '02750',
}

function server(): Trial {
  const host = new MemoryHost()
  host.files.seedDirectory('/srv')
  return new Trial(host)
}

describe('directory', () => {
  it('is made, then left alone', async () => {
    const trial = server()
    expect(await trial.apply(step)).toEqual({ items: [{ type: 'action', action: 'create', subject: path }] })
    expect(await trial.apply(step)).toBeNull()
  })

  it('gets the owner and mode described; what is in it stays', async () => {
    const trial = server()
    trial.host.files.seed(`${path}/file`, 'kept')
    expect((await trial.apply(step))?.items.map((item) => 'name' in item && item.name)).toEqual([
      'mode',
      'group',
    ])
    expect(await trial.host.files.readText(`${path}/file`)).toBe('kept')
  })

  it('replaces an empty file and a link that leads nowhere', async () => {
    const trial = server()
    trial.host.files.seed(path, '')
    await trial.apply(step)
    await trial.host.files.remove(path)
    trial.host.files.seedLink(path, 'missing')
    expect((await trial.apply(step))?.items).toEqual([
      { type: 'value', subject: path, name: 'type', before: 'link', after: 'directory' },
    ])
  })

  it('touches neither a file that holds something nor a link to where the data lies', async () => {
    const trial = server()
    trial.host.files.seed(path, 'data')
    await expect(trial.apply(step)).rejects.toMatchObject({
      failure: { code: 'step.blocked', values: { path } },
    })
    await trial.host.files.remove(path)
    trial.host.files.seedDirectory('/mnt/big')
    trial.host.files.seedLink(path, '/mnt/big')
    await expect(trial.apply(step)).rejects.toMatchObject({ failure: { code: 'step.blocked' } })
    expect(await trial.host.files.readLink(path)).toBe('/mnt/big')
  })

  it('is taken away only when it is empty', async () => {
    const trial = server()
    await trial.apply(step)
    trial.host.files.seed(`${path}/file`, 'kept')
    await trial.remove(step)
    expect(await trial.host.files.readText(`${path}/file`)).toBe('kept')
    await trial.host.files.remove(`${path}/file`)
    await trial.remove(step)
    expect(await trial.host.files.stat(path)).toBeNull()
    await trial.remove(step)
  })
})
