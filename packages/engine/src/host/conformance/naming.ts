import { describe, expect, it } from 'vitest'
import { type Ground, open, plain, shut } from './ground.ts'

/** Making, linking, moving and removing paths. */
export function namingConformance(ground: Ground): void {
  describe('createDirectory', () => {
    it('makes it, or sets the attributes of the one that is there', async () => {
      await ground.host.files.createDirectory(ground.at('directory'), { ...shut, mode: '02770' })
      expect(await ground.attributesOf(ground.at('directory'))).toEqual({ ...shut, mode: '02770' })
      await ground.host.files.write(ground.at('directory/file'), 'kept', plain)
      await ground.host.files.createDirectory(ground.at('directory'), open)
      expect(await ground.attributesOf(ground.at('directory'))).toEqual(open)
      expect(await ground.host.files.readText(ground.at('directory/file'))).toBe('kept')
    })

    it('refuses where something else is, a link to a directory too', async () => {
      await ground.host.files.write(ground.at('file'), 'kept', plain)
      await ground.host.files.createDirectory(ground.at('directory'), open)
      await ground.host.files.link(ground.at('link'), 'directory')
      for (const path of [ground.at('file'), ground.at('link')]) {
        await expect(ground.host.files.createDirectory(path, shut)).rejects.toMatchObject({ code: 'EEXIST' })
      }
      expect(await ground.attributesOf(ground.at('directory'))).toEqual(open)
      await expect(ground.host.files.createDirectory(ground.at('a/b'), open)).rejects.toMatchObject({
        code: 'ENOENT',
      })
    })
  })

  describe('link', () => {
    it('takes the place of nothing, a file, another link, an empty directory', async () => {
      await ground.host.files.write(ground.at('file'), 'x', plain)
      await ground.host.files.link(ground.at('other'), 'elsewhere')
      await ground.host.files.createDirectory(ground.at('empty'), open)
      for (const name of ['new', 'file', 'other', 'empty']) {
        await ground.host.files.link(ground.at(name), '../target')
        expect(await ground.host.files.readLink(ground.at(name))).toBe('../target')
      }
    })

    it('never takes the place of a directory that holds something', async () => {
      await ground.host.files.createDirectory(ground.at('full'), open)
      await ground.host.files.write(ground.at('full/file'), 'kept', plain)
      await expect(ground.host.files.link(ground.at('full'), 'x')).rejects.toMatchObject({
        failure: { code: 'step.blocked', values: { path: ground.at('full') } },
      })
      expect(await ground.host.files.readText(ground.at('full/file'))).toBe('kept')
    })
  })

  describe('rename', () => {
    it('moves a file over another, attributes included', async () => {
      await ground.host.files.write(ground.at('from'), 'moved', shut)
      await ground.host.files.write(ground.at('to'), 'gone', plain)
      await ground.host.files.rename(ground.at('from'), ground.at('to'))
      expect(await ground.host.files.readText(ground.at('to'))).toBe('moved')
      expect(await ground.attributesOf(ground.at('to'))).toEqual(shut)
      expect(await ground.host.files.stat(ground.at('from'))).toBeNull()
    })

    it('moves a directory with all that it holds, and a link as a link', async () => {
      await ground.host.files.createDirectory(ground.at('from'), open)
      await ground.host.files.createDirectory(ground.at('from/deeper'), open)
      await ground.host.files.write(ground.at('from/deeper/file'), 'x', plain)
      await ground.host.files.link(ground.at('link'), 'from')
      await ground.host.files.rename(ground.at('from'), ground.at('to'))
      await ground.host.files.rename(ground.at('link'), ground.at('renamed'))
      expect(await ground.host.files.readText(ground.at('to/deeper/file'))).toBe('x')
      expect(await ground.host.files.readLink(ground.at('renamed'))).toBe('from')
      expect(await ground.host.files.list(ground.at('.'))).toEqual(['renamed', 'to'])
    })

    it('refuses what is not there, and what cannot be taken away', async () => {
      await ground.host.files.createDirectory(ground.at('full'), open)
      await ground.host.files.write(ground.at('full/file'), 'kept', plain)
      await ground.host.files.write(ground.at('file'), 'x', plain)
      await expect(ground.host.files.rename(ground.at('missing'), ground.at('to'))).rejects.toMatchObject({
        code: 'ENOENT',
      })
      await expect(ground.host.files.rename(ground.at('file'), ground.at('full'))).rejects.toMatchObject({
        code: 'EISDIR',
      })
      await expect(ground.host.files.rename(ground.at('full'), ground.at('file'))).rejects.toMatchObject({
        code: 'ENOTDIR',
      })
      await ground.host.files.createDirectory(ground.at('other'), open)
      await expect(ground.host.files.rename(ground.at('other'), ground.at('full'))).rejects.toMatchObject({
        failure: { code: 'step.blocked' },
      })
    })
  })

  describe('remove', () => {
    it('takes away a file, a tree, a link but not its target, and nothing', async () => {
      await ground.host.files.createDirectory(ground.at('tree'), open)
      await ground.host.files.createDirectory(ground.at('tree/deeper'), open)
      await ground.host.files.write(ground.at('tree/deeper/file'), 'x', plain)
      await ground.host.files.createDirectory(ground.at('target'), open)
      await ground.host.files.write(ground.at('target/file'), 'kept', plain)
      await ground.host.files.link(ground.at('tree/link'), ground.at('target'))
      await ground.host.files.link(ground.at('link'), ground.at('target'))
      await ground.host.files.write(ground.at('file'), 'x', plain)
      for (const name of ['tree', 'link', 'missing', 'missing/deeper', 'file/deeper']) {
        await ground.host.files.remove(ground.at(name))
      }
      expect(await ground.host.files.list(ground.at('.'))).toEqual(['file', 'target'])
      expect(await ground.host.files.readText(ground.at('target/file'))).toBe('kept')
      await ground.host.files.remove(ground.at('file'))
      expect(await ground.host.files.stat(ground.at('file'))).toBeNull()
    })
  })
}
