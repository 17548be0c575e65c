import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const path = '/swapfile'
const step: Step = { kind: 'swap', reason: 'system.swap', path, megabytes: 2 }
const fstab = '# mine\nUUID=1 / ext4 defaults 0 1\n'
const size = 2 * 1024 * 1024

interface Disk {
  free?: number
  fallocate?: boolean
  btrfs?: boolean
}

/** Here a swap file's content says its size, and a file that mkswap has prepared begins with its signature. */
function server({ free = 9000, fallocate = true, btrfs = false }: Disk = {}): MemoryHost {
  const host = new MemoryHost()
  const { files } = host
  /** Files that btrfs writes in place. Only an empty file can become one. */
  const inPlace = new Set<string>()
  const readActive = async () => (await files.readText('/proc/swaps')) ?? ''
  host
    .program('df', () => ({ stdout: `Size Avail Inodes IFree\n0 ${free * 1024 * 1024} 0 0\n` }))
    .program('fallocate', async ([, , file = '']) => {
      if (!fallocate) return { code: 1, stderr: 'fallocate failed: Operation not supported\n' }
      files.seed(file, '0'.repeat(size))
      return {}
    })
    .program('dd', async ([, , file = '']) => {
      files.seed(file.slice('of='.length), '0'.repeat(size))
      return {}
    })
    .program('mkswap', async ([, file = '']) => {
      files.seed(file, 'S'.repeat(size), { mode: '0600' })
      return {}
    })
    .program('swaplabel', async ([, file = '']) => ({
      code: (await files.readText(file))?.startsWith('S') ? 0 : 1,
    }))
    .program('stat', () => ({ stdout: btrfs ? 'btrfs\n' : 'ext2/ext3\n' }))
    .program('chattr', async ([, , file = '']) => {
      const isEmpty = (await files.readText(file)) === ''
      if (isEmpty) inPlace.add(file.replace('.cabestan~', ''))
      return { code: isEmpty ? 0 : 1 }
    })
    .program('swapon', async ([, file = '']) => {
      if (btrfs && !inPlace.has(file)) return { code: 255, stderr: 'swapon failed: Invalid argument\n' }
      files.seed('/proc/swaps', `${await readActive()}${file} file 65532 0 -2\n`)
      return {}
    })
    .program('swapoff', async ([, file = '']) => {
      const lines = (await readActive()).split('\n').filter((line) => !line.startsWith(`${file} `))
      files.seed('/proc/swaps', lines.join('\n'))
      return {}
    })
  files.seed('/proc/swaps', 'Filename Type Size Used Priority\n')
  files.seed('/etc/fstab', fstab)
  return host
}

async function expectSwap({ files }: MemoryHost): Promise<void> {
  expect(await files.stat(path)).toMatchObject({ size, mode: '0600', owner: 'root' })
  expect((await files.readText(path))?.[0]).toBe('S')
  expect(await files.readText('/etc/fstab')).toBe(`${fstab}/swapfile none swap sw 0 0\n`)
  expect(await files.readText('/proc/swaps')).toContain('/swapfile file')
  expect(await files.stat(`${path}.cabestan~`)).toBeNull()
}

describe('swap', () => {
  it('is made, entered in fstab and switched on', async () => {
    const trial = new Trial(server())
    expect((await trial.apply(step))?.items).toEqual([
      { type: 'value', subject: path, name: 'size', before: null, after: '2 MB' },
      { type: 'action', action: 'enable', subject: path },
      { type: 'action', action: 'activate', subject: path },
    ])
    await expectSwap(trial.host)
    expect(await trial.apply(step)).toBeNull()
  })

  it('is made where the file system cannot set space aside', async () => {
    const trial = new Trial(server({ fallocate: false }))
    await trial.apply(step)
    await expectSwap(trial.host)
  })

  it('is made on btrfs as a file that is written in place, the only one that the kernel takes there', async () => {
    const trial = new Trial(server({ btrfs: true }))
    await trial.apply(step)
    await expectSwap(trial.host)
    const other = new Trial(server())
    await other.apply(step)
    expect(other.host.ran.map(([program]) => program)).not.toContain('chattr')
  })

  it('takes the place of a smaller one, which is switched off first', async () => {
    const trial = new Trial(server())
    trial.host.files.seed(path, 'S'.repeat(1024 * 1024), { mode: '0644' })
    await trial.host.exec(['swapon', path])
    expect((await trial.apply(step))?.items[0]).toMatchObject({ name: 'size', before: '1 MB' })
    await expectSwap(trial.host)
    expect(trial.host.ran.map(([program]) => program)).toContain('swapoff')
  })

  it('leaves the disk room to breathe', async () => {
    const trial = new Trial(server({ free: 1025 }))
    await expect(trial.apply(step)).rejects.toMatchObject({
      failure: { code: 'disk.full', values: { path, free: '1025' } },
    })
    expect(await trial.host.files.stat(path)).toBeNull()
  })

  it('does not overwrite what is no swap', async () => {
    const trial = new Trial(server())
    trial.host.files.seed(path, 'thesis')
    await expect(trial.apply(step)).rejects.toMatchObject({
      failure: { code: 'step.blocked', values: { path } },
    })
    expect(await trial.host.files.readText(path)).toBe('thesis')
  })

  it('is prepared, but not switched on, in a container', async () => {
    const trial = new Trial(server())
    trial.host.files.seed('/run/systemd/container', 'lxc')
    await trial.apply(step)
    expect(trial.host.ran.map(([program]) => program)).not.toContain('swapon')
    expect(await trial.host.files.readText('/etc/fstab')).toContain('/swapfile none swap')
    expect(await trial.apply(step)).toBeNull()
  })

  it('is whole wherever it was interrupted', async () => {
    expect(await killAtEachInstant(step, server, expectSwap)).toBeGreaterThan(6)
  })

  it('is taken away with its line, wherever that is', async () => {
    const trial = new Trial(server())
    await trial.apply(step)
    trial.host.files.seed('/etc/fstab', `${path} none swap pri=5 0 0\n${fstab}`)
    expect(await trial.check(step)).toBeNull()
    await trial.remove(step)
    expect(await trial.host.files.readText('/etc/fstab')).toBe(fstab)
    expect(await trial.host.files.readText('/proc/swaps')).not.toContain(path)
    expect(await trial.host.files.stat(path)).toBeNull()
    await trial.remove(step)
  })
})
