import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { receivePiece, removeUpload, uploadDirectory } from './uploads.ts'

const upload = 'a'.repeat(32)
const path = `${uploadDirectory(upload)}/1.pack`
const day = 24 * 3600 * 1000

describe('an upload', () => {
  let host: MemoryHost
  let freeMegabytes: number

  beforeEach(() => {
    freeMegabytes = 5000
    host = new MemoryHost().program('df', () => ({
      stdout: `size avail itotal iavail\n9000000000 ${freeMegabytes * 1024 * 1024} 999 99\n`,
    }))
    host.files.seedDirectory('/var/lib')
  })

  const send = (offset: number, text: string, more = {}) =>
    receivePiece(host, {
      upload,
      file: '1.pack',
      offset,
      data: Buffer.from(text, 'latin1').toString('base64'),
      ...more,
    })
  const content = async () => Buffer.from((await host.files.readFrom(path, 0)) ?? []).toString('latin1')

  it('is put together from its pieces, in a place of root alone', async () => {
    await Promise.all([send(0, 'PACK\xff'), send(5, '\0two'), send(9, 'three')])
    expect(await content()).toBe('PACK\xff\0twothree')
    expect(await host.files.stat(path)).toMatchObject({ owner: 'root', mode: '0600' })
    expect(await host.files.stat(uploadDirectory(upload))).toMatchObject({ owner: 'root', mode: '0700' })
  })

  it('may have files without content', async () => {
    await send(0, '')
    expect(await host.files.stat(path)).toMatchObject({ size: 0 })
  })

  it('takes a piece that comes again, and none that leaves a gap or says something else', async () => {
    await send(0, 'one')
    await send(3, 'two')
    await send(3, 'two')
    await send(0, 'one')
    expect(await content()).toBe('onetwo')
    for (const [offset, text] of [
      [7, 'x'],
      [3, 'TWO'],
      [3, 'twothree'],
    ] as const)
      await expect(send(offset, text)).rejects.toMatchObject({
        failure: { code: 'source.incomplete', values: { file: '1.pack', size: '6' } },
      })
    expect(await content()).toBe('onetwo')
    await send(6, 'three')
    expect(await content()).toBe('onetwothree')
  })

  it('does not fill the disk', async () => {
    await send(0, 'x')
    freeMegabytes = 100
    await expect(send(0, 'x', { file: '2.pack' })).rejects.toMatchObject({ failure: { code: 'disk.full' } })
    const large = 'x'.repeat(16 * 1024 * 1024)
    await expect(send(1, large)).rejects.toMatchObject({ failure: { code: 'disk.full' } })
    expect(await content()).toBe('x')
  })

  it('goes when its run has ended, or when nobody came back for a day', async () => {
    await send(0, 'x')
    host.clock.advance(day - 1000)
    await send(1, 'y')
    host.clock.advance(day - 1000)
    await send(0, 'x', { upload: 'b'.repeat(32) })
    expect(await content()).toBe('xy')
    host.clock.advance(2000)
    await send(0, 'x', { upload: 'c'.repeat(32) })
    expect(await host.files.stat(uploadDirectory(upload))).toBeNull()
    await removeUpload(host, 'c'.repeat(32))
    expect(await host.files.list('/var/lib/cabestan/uploads')).toEqual(['b'.repeat(32)])
  })
})
