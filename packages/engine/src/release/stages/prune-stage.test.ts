import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { releaseRecord } from '../../ledger/release-record.fixture.ts'
import { writeRelease } from '../../ledger/releases.ts'
import type { ReleaseContext } from '../context.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { pruneStage } from './prune-stage.ts'

let host: MemoryHost
let free: number
let cached: number
const notes: unknown[] = []
beforeEach(async () => {
  notes.length = 0
  cached = 100
  host = new MemoryHost()
  host.program('nice', () => ({ stdout: `${cached}\t/srv/shop/cache\n` }))
  host.program('df', () => ({ stdout: `Size Avail Inodes IFree\n0 ${free * 1024 * 1024} 0 0\n` }))
  host.program('git', () => ({ code: 128 }))
  host.files.seedDirectory('/var/lib')
  host.files.seedLink('/srv/shop/live', 'colours/green')
  host.files.seedLink('/srv/shop/colours/blue/release', '../../releases/5-aaaaaaa')
  host.files.seedLink('/srv/shop/colours/green/release', '../../releases/6-aaaaaaa')
  for (const number of [1, 2, 3, 4, 5, 6]) await made(number)
})

const made = async (number: number) => {
  const directory = `${number}-aaaaaaa`
  await writeRelease(host, 'shop', releaseRecord(number))
  host.files.seed(`/srv/shop/releases/${directory}/release.json`, '{}')
  host.files.seedLink(`/srv/shop/releases/${directory}/venv`, `../../venvs/${number}`)
  host.files.seed(`/srv/shop/venvs/${number}/pyvenv.cfg`, '')
}
const prune = () => {
  const places = placesOf('shop')
  const note = (code: string, values: unknown) => notes.push([code, values])
  const order = { name: 'shop', keep: 5, programs: [{ name: 'worker', count: 2 }] }
  const release = releasePlaces(places, '6-aaaaaaa')
  return pruneStage.run({ host, places, order, release, note } as unknown as ReleaseContext)
}
const left = async () => ({
  releases: (await host.files.list('/srv/shop/releases'))?.sort(),
  venvs: (await host.files.list('/srv/shop/venvs'))?.sort(),
})

describe('what is kept of former releases', () => {
  it('is as many as was asked for, with the venvs that they run on', async () => {
    free = 20_000
    expect(await prune()).toBe('done')
    const releases = [2, 3, 4, 5, 6].map((number) => `${number}-aaaaaaa`)
    expect(await left()).toEqual({ releases, venvs: ['2', '3', '4', '5', '6'] })
    expect(notes).toEqual([['pruned', { numbers: '1' }]])
  })

  it('is only the way back on a disk that is nearly full, and that is said', async () => {
    free = 300
    expect(await prune()).toBe('done')
    expect(await left()).toEqual({ releases: ['5-aaaaaaa', '6-aaaaaaa'], venvs: ['5', '6'] })
    expect(notes).toEqual([
      ['prune.kept-for-disk', { count: 2 }],
      ['pruned', { numbers: '1, 2, 3, 4' }],
    ])
  })

  it('is also one in which a command is still at work, with its venv', async () => {
    free = 300
    host.files.seedLink('/proc/4711/cwd', '/srv/shop/releases/2-aaaaaaa/source/shop')
    host.files.seedLink('/proc/4712/cwd', '/srv/other/releases/1-aaaaaaa/source')
    host.files.seedDirectory('/proc/4713')
    await prune()
    const releases = [2, 5, 6].map((number) => `${number}-aaaaaaa`)
    expect(await left()).toEqual({ releases, venvs: ['2', '5', '6'] })
  })

  it('is told together with what has fallen over since it was started', async () => {
    free = 20_000
    host.files.seed('/run/shop/started-worker-1', '4711\n1\n')
    await prune()
    expect(notes).toEqual([['pruned', { numbers: '1' }]])
    host.files.seed('/run/shop/started-worker-2', '4712\n3\n')
    await prune()
    expect(notes.slice(1)).toEqual([['process.fallen', { process: 'worker' }]])
  })

  it('is all of them the second time', async () => {
    free = 300
    await prune()
    expect(await prune()).toBe('skipped')
    expect((await left()).releases).toEqual(['5-aaaaaaa', '6-aaaaaaa'])
  })
})

describe('what was fetched for builds', () => {
  const isThere = async () => (await host.files.stat('/srv/shop/cache/uv/wheel')) !== null
  beforeEach(() => host.files.seed('/srv/shop/cache/uv/wheel', 'wheel'))

  it('stays for the next one', async () => {
    free = 20_000
    await prune()
    expect(await isThere()).toBe(true)
    expect(notes).toEqual([['pruned', { numbers: '1' }]])
  })

  it.each([
    ['it has grown beyond what that is worth', 20_000, 2400],
    ['the disk is nearly full', 300, 100],
  ])('goes where %s, and that is said', async (_, room, size) => {
    free = room
    cached = size
    await prune()
    expect(await isThere()).toBe(false)
    expect(notes).toContainEqual(['prune.cache', { megabytes: size }])
    notes.length = 0
    await prune()
    expect(notes).toEqual(room < 1000 ? [['prune.kept-for-disk', { count: 2 }]] : [])
  })
})
