import type { StepOf } from '@cabestan/protocol/steps'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { keysInBlock, withBlock } from './authorized-keys-block.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const file = '/home/deploy/.ssh/authorized_keys'
const step: StepOf<'authorized-keys'> = {
  kind: 'authorized-keys',
  reason: 'access.keys',
  user: 'deploy',
  keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5wxyz anna', 'ssh-ed25519 AAAAB3NzaC1lZDI1NTE5wxyz bob'],
  keepFormer: false,
}

function server(): MemoryHost {
  const host = new MemoryHost()
  host.files.seed('/etc/passwd', 'root:x:0:0::/root:/bin/bash\ndeploy:x:1000:1000::/home/deploy:/bin/bash\n')
  host.files.seed('/etc/group', 'root:x:0:\ndeploy:x:1000:\n')
  host.files.seedDirectory('/home/deploy', { owner: 'deploy', group: 'deploy' })
  return host
}

describe('authorized keys', () => {
  it('plans for a user who is not there yet', async () => {
    const trial = new Trial(new MemoryHost())
    expect(await trial.check(step)).toMatchObject({ items: [{ type: 'list', what: 'keys', remove: [] }] })
  })

  it('shows enough of a key to tell it from others, and no more', async () => {
    const change = await new Trial(server()).apply(step)
    expect(change?.items).toEqual([
      {
        type: 'list',
        what: 'keys',
        subject: 'deploy',
        add: ['ssh-ed25519 …ZDI1NTE5wxyz anna', 'ssh-ed25519 …ZDI1NTE5wxyz bob'],
        remove: [],
      },
    ])
  })

  it('keeps the keys of colleagues where nobody listed them all, and drops them where somebody did', async () => {
    const trial = new Trial(server())
    const present = async () => keysInBlock((await trial.host.files.readText(file)) ?? '')
    const [anna = '', bob = ''] = step.keys
    await trial.apply({ ...step, keys: [anna], keepFormer: true })
    await trial.apply({ ...step, keys: [bob], keepFormer: true })
    expect(await present()).toEqual([anna, bob])
    expect(await trial.check({ ...step, keys: [bob], keepFormer: true })).toBe(null)
    await trial.apply({ ...step, keys: [bob] })
    expect(await present()).toEqual([bob])
  })

  it('is whole again after a death at any instant', async () => {
    const instants = await killAtEachInstant(step, server, async ({ files }) => {
      expect(keysInBlock((await files.readText(file)) ?? '')).toEqual(step.keys)
      expect(await files.stat(file)).toMatchObject({ owner: 'deploy', group: 'deploy', mode: '0600' })
    })
    expect(instants).toBeGreaterThan(1)
  })

  it('is not led away by a link of the user', async () => {
    for (const path of ['/home/deploy/.ssh', file]) {
      const host = server()
      host.files.seedLink(path, path === file ? '/etc/shadow' : '/etc')
      await expect(new Trial(host).apply(step)).rejects.toMatchObject({
        failure: { code: 'step.blocked', values: { path } },
      })
    }
  })

  it('takes only its own keys away', async () => {
    const trial = new Trial(server())
    trial.host.files.seedDirectory('/home/deploy/.ssh', { owner: 'deploy', group: 'deploy', mode: '0700' })
    trial.host.files.seed(file, 'ssh-rsa AAAA mine\n', { owner: 'deploy', group: 'deploy', mode: '0600' })
    await trial.apply(step)
    await trial.remove(step)
    expect(await trial.host.files.readText(file)).toBe('ssh-rsa AAAA mine\n')
  })
})

describe('the block in the file', () => {
  const line = fc.constantFrom('# a', 'key one', '', '# cabestan: begin', '# cabestan: end', '  ')
  const text = fc.array(line).map((lines) => lines.map((each) => `${each}\n`).join(''))
  const keys = fc.uniqueArray(fc.constantFrom('k1', 'k2', 'k3'))

  it('holds exactly the keys, whatever stood there, and settles at once', () => {
    fc.assert(
      fc.property(text, keys, (before, wanted) => {
        const after = withBlock(before, wanted)
        expect(keysInBlock(after)).toEqual(wanted)
        expect(withBlock(after, wanted)).toBe(after)
      }),
    )
  })

  it('keeps its place, and every line of a person', () => {
    const text = 'mine\n# cabestan: begin\nold\n# cabestan: end\nalso mine'
    expect(withBlock(text, ['new'])).toBe('mine\n# cabestan: begin\nnew\n# cabestan: end\nalso mine\n')
    expect(withBlock('# cabestan: begin\nmine\n', ['new'])).toBe(
      'mine\n# cabestan: begin\nnew\n# cabestan: end\n',
    )
  })
})
