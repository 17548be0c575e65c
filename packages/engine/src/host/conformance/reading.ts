import { describe, expect, it } from 'vitest'
import { type Ground, open, plain, shut } from './ground.ts'

/** What is read of files and directories. */
export function readingConformance(ground: Ground): void {
  describe('reading', () => {
    it('answers null where nothing is, also below a file and behind a circle of links', async () => {
      await ground.host.files.write(ground.at('file'), 'x', plain)
      await ground.host.files.link(ground.at('circle'), 'circle')
      for (const path of [
        ground.at('missing'),
        ground.at('missing/deeper'),
        ground.at('file/deeper'),
        ground.at('circle/deeper'),
      ]) {
        expect(await ground.host.files.stat(path)).toBeNull()
        expect(await ground.host.files.readText(path)).toBeNull()
        expect(await ground.host.files.readFrom(path, 0)).toBeNull()
        expect(await ground.host.files.list(path)).toBeNull()
        expect(await ground.host.files.readLink(path)).toBeNull()
      }
      expect(await ground.host.files.readText(ground.at('circle'))).toBeNull()
      expect(await ground.host.files.list(ground.at('file'))).toBeNull()
    })

    it('tells what each thing is', async () => {
      await ground.host.files.write(ground.at('file'), 'été', shut)
      await ground.host.files.createDirectory(ground.at('directory'), open)
      await ground.host.files.link(ground.at('link'), 'file')
      expect(await ground.host.files.stat(ground.at('file'))).toMatchObject({
        type: 'file',
        size: 5,
        ...shut,
      })
      expect(await ground.host.files.stat(ground.at('directory'))).toMatchObject({
        type: 'directory',
        ...open,
      })
      expect(await ground.host.files.stat(ground.at('link'))).toMatchObject({ type: 'link', mode: '0777' })
      expect((await ground.host.files.stat(ground.at('file')))?.modifiedAt).toBeGreaterThan(0)
    })

    it('lists sorted names, hidden ones too', async () => {
      for (const name of ['b', 'a10', '.hidden', 'B', 'a9'])
        await ground.host.files.write(ground.at(name), '', plain)
      await ground.host.files.createDirectory(ground.at('c'), open)
      await ground.host.files.write(ground.at('c/inner'), '', plain)
      expect(await ground.host.files.list(ground.at('.'))).toEqual(['.hidden', 'B', 'a10', 'a9', 'b', 'c'])
      expect(await ground.host.files.list(ground.at('c'))).toEqual(['inner'])
    })

    it('reads text and lists through a link, and on the way to a file', async () => {
      await ground.host.files.createDirectory(ground.at('real'), open)
      await ground.host.files.write(ground.at('real/file'), 'here', plain)
      await ground.host.files.link(ground.at('short'), 'real')
      await ground.host.files.link(ground.at('real/again'), ground.at('short/file'))
      expect(await ground.host.files.readText(ground.at('short/again'))).toBe('here')
      expect(await ground.host.files.list(ground.at('short'))).toEqual(['again', 'file'])
      expect(await ground.host.files.readLink(ground.at('short/again'))).toBe(ground.at('short/file'))
      expect(await ground.host.files.stat(ground.at('short/file'))).toMatchObject({ type: 'file' })
    })

    it('refuses to read a directory as text', async () => {
      await ground.host.files.createDirectory(ground.at('directory'), open)
      await expect(ground.host.files.readText(ground.at('directory'))).rejects.toMatchObject({
        code: 'EISDIR',
      })
      expect(await ground.host.files.readLink(ground.at('directory'))).toBeNull()
    })

    it('follows a file that grows', async () => {
      await ground.host.files.write(ground.at('file'), 'été!', plain)
      const read = async (offset: number) =>
        Buffer.from((await ground.host.files.readFrom(ground.at('file'), offset)) ?? [])
      expect((await read(0)).toString()).toBe('été!')
      expect((await read(3)).toString()).toBe('é!')
      expect(await read(6)).toHaveLength(0)
      expect(await read(60)).toHaveLength(0)
    })

    it('reads a piece of a file, and no more of it than there is', async () => {
      await ground.host.files.write(ground.at('file'), 'abcdef', plain)
      const read = async (offset: number, length: number) =>
        Buffer.from((await ground.host.files.readFrom(ground.at('file'), offset, length)) ?? []).toString()
      expect([await read(1, 3), await read(4, 10), await read(0, 0)]).toEqual(['bcd', 'ef', ''])
    })

    it('knows a file again under another name, and another one under its name', async () => {
      const idOf = async (name: string) => (await ground.host.files.stat(ground.at(name)))?.id
      await ground.host.files.write(ground.at('log'), 'old', plain)
      const id = await idOf('log')
      await ground.host.files.append(ground.at('log'), Buffer.from('er'), plain)
      expect(await idOf('log')).toBe(id)
      await ground.host.files.rename(ground.at('log'), ground.at('log.1'))
      await ground.host.files.write(ground.at('log'), 'new', plain)
      expect(await idOf('log.1')).toBe(id)
      expect(await idOf('log')).not.toBe(id)
    })
  })
}
