import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import type { LiveRelease } from '../context.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { copyUploads } from './uploads-in-git.ts'

const places = placesOf('shop')
const release = releasePlaces(places, '1-1a2b3c4')
const uploads = [{ from: 'media', to: places.media }]

describe('what git has of the uploads', () => {
  it('is brought by the application’s user, with the first release', async () => {
    const { host, notes } = await run({ uploads, answer: '2\n' })
    expect(host.ran.map((argv) => argv.filter((word) => !word.startsWith('--')))).toEqual([
      ['setpriv', release.run, 'python', '-', `${release.source}/media`, places.media],
    ])
    expect(notes).toEqual([['uploads.copied', { count: 2, path: 'media' }]])
  })

  it('is left alone once there was one, and where there is nothing', async () => {
    const live = { colour: 'blue', places: release, record: null } as LiveRelease
    expect((await run({ uploads, live, there: places.media })).host.ran).toEqual([])
    expect((await run({})).host.ran).toEqual([])
  })

  it('comes with a later release to a place that is new to the server', async () => {
    const live = { colour: 'blue', places: release, record: null } as LiveRelease
    const bills = { from: 'bills', to: `${places.data}/bills` }
    const { host } = await run({ uploads: [...uploads, bills], live, there: places.media, answer: '0\n' })
    expect(host.ran.map((argv) => argv.at(-1))).toEqual([bills.to])
  })

  it('stops the release where it cannot be brought', async () => {
    await expect(run({ uploads, code: 1 })).rejects.toMatchObject({
      failure: { code: 'build.uploads', values: { path: 'media' } },
    })
  })
})

describe('the copy', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'cabestan-'))
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  it('has the files, keeps what was there, and takes neither links nor what begins with a dot', async () => {
    write('source/a.png', 'git')
    write('source/deep/b é.png', 'git')
    write('source/deep/.DS_Store', '')
    write('source/.git/config', '')
    symlinkSync('/etc/passwd', join(directory, 'source/passwd'))
    write('target/a.png', 'a visitor')
    expect(await copied()).toBe('1\n')
    expect(readFileSync(join(directory, 'target/a.png'), 'utf8')).toBe('a visitor')
    expect(readFileSync(join(directory, 'target/deep/b é.png'), 'utf8')).toBe('git')
    const there = execFileSync('find', ['target', '-mindepth', '1', '-printf', '%P %m\n'], { cwd: directory })
    expect(there.toString().trim().split('\n').sort()).toEqual([
      expect.stringMatching(/^a\.png /),
      'deep 750',
      'deep/b é.png 640',
    ])
    expect(await copied()).toBe('0\n')
  })

  it('is of one file, or makes the directory of which git has none', async () => {
    write('source', 'a counter')
    expect(await copied('source', 'target/counter')).toBe('1\n')
    expect(readFileSync(join(directory, 'target/counter'), 'utf8')).toBe('a counter')
    expect(await copied('nothing', 'made/for/it')).toBe('0\n')
    expect(statSync(join(directory, 'made/for/it')).isDirectory()).toBe(true)
  })

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), text)
  }

  async function copied(from = 'source', to = 'target'): Promise<string> {
    const { scripts } = await run({ uploads })
    const [input = ''] = scripts
    return execFileSync('python3', ['-', from, to], { cwd: directory, input }).toString()
  }
})

interface Case {
  readonly uploads?: typeof uploads
  readonly live?: LiveRelease
  /** A directory that exists on the server. */
  readonly there?: string
  readonly answer?: string
  readonly code?: number
}

async function run({ uploads, live, there, answer = '', code = 0 }: Case) {
  const scripts: string[] = []
  const host = new MemoryHost().program('setpriv', (_argv, { input }) => {
    scripts.push(input ?? '')
    return { code, stdout: answer }
  })
  if (there !== undefined) host.files.seedDirectory(there)
  const notes: unknown[] = []
  const order = { name: 'shop', build: uploads === undefined ? {} : { uploads } } as unknown as ReleaseOrder
  const note = (...said: unknown[]) => notes.push(said)
  await copyUploads({ host, order, places, release, live: live ?? null, note })
  return { host, notes, scripts }
}
