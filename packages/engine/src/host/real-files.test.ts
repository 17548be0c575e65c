import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RealFiles } from './real-files.ts'

const plain = { owner: 'root', group: 'root', mode: '0644' }

describe('real files', () => {
  const files = new RealFiles()
  let root: string

  beforeEach(async () => {
    root = await mkdtemp(`${tmpdir()}/cabestan-files-`)
  })
  afterEach(() => rm(root, { recursive: true }))

  it('are whole at every moment for whoever reads them', async () => {
    const [first, second] = ['a'.repeat(300_000), 'b'.repeat(300_000)]
    await files.write(`${root}/file`, first, plain)
    let writing = true
    const writer = (async () => {
      for (let round = 0; round < 20; round += 1) {
        await files.write(`${root}/file`, round % 2 ? first : second, plain)
      }
      writing = false
    })()
    while (writing) expect([first, second]).toContain(await readFile(`${root}/file`, 'utf8'))
    await writer
  })

  it('may be written twice at once', async () => {
    await Promise.all(['one', 'two'].map((text) => files.write(`${root}/file`, text, plain)))
    expect(['one', 'two']).toContain(await files.readText(`${root}/file`))
    expect(await readdir(root)).toEqual(['file'])
  })

  it('leave no half of a write that was killed', async () => {
    const dead = spawnSync('true').pid
    await writeFile(`${root}/.file.cabestan-${dead}-1~`, 'half a secret')
    await writeFile(`${root}/.file.cabestan-${process.pid}-0~`, 'another one at work')
    await writeFile(`${root}/.other.cabestan-${dead}-1~`, 'not of this file')
    await files.write(`${root}/file`, 'x', plain)
    expect((await readdir(root)).toSorted()).toEqual([
      `.file.cabestan-${process.pid}-0~`,
      `.other.cabestan-${dead}-1~`,
      'file',
    ])
  })

  it('know what is neither file, directory nor link', async () => {
    spawnSync('mkfifo', [`${root}/pipe`])
    expect(await files.stat(`${root}/pipe`)).toMatchObject({ type: 'other' })
    await files.setAttributes(`${root}/pipe`, { ...plain, mode: '0600' })
    expect(await files.stat(`${root}/pipe`)).toMatchObject({ type: 'other', mode: '0600' })
    await files.write(`${root}/pipe`, 'x', plain)
    expect(await files.readText(`${root}/pipe`)).toBe('x')
  })

  it('know an account as soon as it is made', async () => {
    const name = `cab-${process.pid}`
    await expect(files.write(`${root}/file`, 'x', { ...plain, owner: name })).rejects.toThrow(name)
    spawnSync('/usr/sbin/useradd', ['--no-create-home', name])
    try {
      await files.write(`${root}/file`, 'x', { ...plain, owner: name })
      expect(await files.stat(`${root}/file`)).toMatchObject({ owner: name })
    } finally {
      spawnSync('/usr/sbin/userdel', [name])
    }
    expect((await files.stat(`${root}/file`))?.owner).toMatch(/^\d+$/)
  })

  it('say when the disk is full or may not be written', async () => {
    const mounted = `${root}/small`
    await files.createDirectory(mounted, { ...plain, mode: '0755' })
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', mounted])
    try {
      const flood = files.write(`${mounted}/file`, 'x'.repeat(200_000), plain)
      await expect(flood).rejects.toMatchObject({ failure: { code: 'disk.full' } })
      expect(await files.list(mounted)).toEqual([])
      spawnSync('mount', ['-o', 'remount,ro', mounted])
      const shut = files.write(`${mounted}/file`, 'x', plain)
      await expect(shut).rejects.toMatchObject({ failure: { code: 'disk.read-only' } })
    } finally {
      spawnSync('umount', [mounted])
    }
  })
})
