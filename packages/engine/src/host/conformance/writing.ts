import { Secret } from '@cabestan/protocol/secret'
import { describe, expect, it } from 'vitest'
import type { Attributes } from '../host.ts'
import { type Ground, open, plain, shut } from './ground.ts'

/** Contents and attributes. */
export function writingConformance(ground: Ground): void {
  describe('write', () => {
    it('gives owner, group and mode, the same ones to what was there before', async () => {
      await ground.host.files.write(ground.at('file'), 'one', shut)
      expect(await ground.attributesOf(ground.at('file'))).toEqual(shut)
      await ground.host.files.write(ground.at('file'), 'two', { ...plain, mode: '04755' })
      expect(await ground.attributesOf(ground.at('file'))).toEqual({ ...plain, mode: '04755' })
      expect(await ground.host.files.readText(ground.at('file'))).toBe('two')
    })

    it('takes a step as attributes and keeps nothing else of it', async () => {
      await ground.host.files.write(ground.at('file'), 'x', {
        ...plain,
        content: 'y',
        type: 'directory',
      } as Attributes)
      expect(await ground.host.files.stat(ground.at('file'))).toMatchObject({ type: 'file', size: 1 })
      expect(await ground.host.files.readText(ground.at('file'))).toBe('x')
    })

    it('writes the value of a secret', async () => {
      await ground.host.files.write(ground.at('file'), new Secret('hidden'), shut)
      expect(await ground.host.files.readText(ground.at('file'))).toBe('hidden')
    })

    it('replaces a link, and leaves alone what it points to', async () => {
      await ground.host.files.write(ground.at('target'), 'kept', shut)
      await ground.host.files.link(ground.at('file'), 'target')
      await ground.host.files.write(ground.at('file'), 'new', plain)
      expect(await ground.host.files.stat(ground.at('file'))).toMatchObject({ type: 'file' })
      expect(await ground.host.files.readText(ground.at('target'))).toBe('kept')
      expect(await ground.attributesOf(ground.at('target'))).toEqual(shut)
    })

    it('replaces an empty directory, never one that holds something', async () => {
      await ground.host.files.createDirectory(ground.at('empty'), open)
      await ground.host.files.write(ground.at('empty'), 'x', plain)
      expect(await ground.host.files.readText(ground.at('empty'))).toBe('x')
      await ground.host.files.createDirectory(ground.at('full'), open)
      await ground.host.files.write(ground.at('full/file'), 'kept', plain)
      await expect(ground.host.files.write(ground.at('full'), 'x', plain)).rejects.toMatchObject({
        failure: { code: 'step.blocked', values: { path: ground.at('full') } },
      })
      expect(await ground.host.files.readText(ground.at('full/file'))).toBe('kept')
    })

    it('leaves nothing beside the file, also where it fails', async () => {
      await ground.host.files.createDirectory(ground.at('full'), open)
      await ground.host.files.write(ground.at('full/file'), 'x', plain)
      await expect(ground.host.files.write(ground.at('full'), 'x', plain)).rejects.toThrow()
      await expect(ground.host.files.link(ground.at('full'), 'x')).rejects.toThrow()
      await expect(
        ground.host.files.write(ground.at('file'), 'x', { ...plain, owner: 'nobody-knows' }),
      ).rejects.toThrow()
      expect(await ground.host.files.list(ground.at('.'))).toEqual(['full'])
    })

    it('wants the directory to be there', async () => {
      await expect(ground.host.files.write(ground.at('missing/file'), 'x', plain)).rejects.toMatchObject({
        code: 'ENOENT',
      })
      await ground.host.files.write(ground.at('file'), 'x', plain)
      await expect(ground.host.files.write(ground.at('file/deeper'), 'x', plain)).rejects.toMatchObject({
        code: 'ENOTDIR',
      })
    })
  })

  describe('append', () => {
    it('makes a file, and puts bytes of any kind behind its end', async () => {
      await ground.host.files.append(ground.at('file'), Buffer.from([0, 0xff]), shut)
      await ground.host.files.append(ground.at('file'), Buffer.from([0x80, 10]), plain)
      expect(await ground.attributesOf(ground.at('file'))).toEqual(shut)
      expect([...((await ground.host.files.readFrom(ground.at('file'), 0)) ?? [])]).toEqual([
        0, 0xff, 0x80, 10,
      ])
      await ground.host.files.append(ground.at('empty'), Buffer.alloc(0), plain)
      expect(await ground.host.files.stat(ground.at('empty'))).toMatchObject({
        type: 'file',
        size: 0,
        ...plain,
      })
    })

    it('never reaches through a link, and wants the directory to be there', async () => {
      await ground.host.files.write(ground.at('target'), 'kept', plain)
      await ground.host.files.link(ground.at('link'), 'target')
      await ground.host.files.link(ground.at('nowhere'), 'missing')
      for (const name of ['link', 'nowhere']) {
        const through = ground.host.files.append(ground.at(name), Buffer.from('x'), plain)
        await expect(through).rejects.toMatchObject({ code: 'ELOOP' })
      }
      expect(await ground.host.files.readText(ground.at('target'))).toBe('kept')
      expect(await ground.host.files.stat(ground.at('missing'))).toBeNull()
      await ground.host.files.createDirectory(ground.at('directory'), open)
      const other = ground.host.files.append(ground.at('directory'), Buffer.from('x'), plain)
      await expect(other).rejects.toMatchObject({ code: 'EISDIR' })
      const deeper = ground.host.files.append(ground.at('a/b'), Buffer.from('x'), plain)
      await expect(deeper).rejects.toMatchObject({ code: 'ENOENT' })
    })
  })

  describe('attributes', () => {
    it('keep the number of an owner whom nobody knows by name', async () => {
      const numbered = { owner: '4242', group: '4343', mode: '0640' }
      await ground.host.files.write(ground.at('file'), 'x', numbered)
      expect(await ground.attributesOf(ground.at('file'))).toEqual(numbered)
    })

    it('are set on files and directories, set-group-id included', async () => {
      await ground.host.files.write(ground.at('file'), 'x', plain)
      await ground.host.files.createDirectory(ground.at('directory'), open)
      await ground.host.files.setAttributes(ground.at('file'), { ...shut, mode: '06711' })
      await ground.host.files.setAttributes(ground.at('directory'), { ...shut, mode: '02750' })
      expect(await ground.attributesOf(ground.at('file'))).toEqual({ ...shut, mode: '06711' })
      expect(await ground.attributesOf(ground.at('directory'))).toEqual({ ...shut, mode: '02750' })
      expect(await ground.host.files.readText(ground.at('file'))).toBe('x')
    })

    it('never reach through a link', async () => {
      await ground.host.files.write(ground.at('target'), 'x', plain)
      await ground.host.files.link(ground.at('link'), 'target')
      await ground.host.files.setAttributes(ground.at('link'), shut)
      expect(await ground.attributesOf(ground.at('target'))).toEqual(plain)
      expect(await ground.attributesOf(ground.at('link'))).toEqual({ ...shut, mode: '0777' })
    })

    it('want something to be there, and accounts that are', async () => {
      await expect(ground.host.files.setAttributes(ground.at('missing'), plain)).rejects.toMatchObject({
        code: 'ENOENT',
      })
      await ground.host.files.write(ground.at('file'), 'x', plain)
      await expect(
        ground.host.files.setAttributes(ground.at('file'), { ...plain, group: 'nobody-knows' }),
      ).rejects.toThrow('nobody-knows')
    })
  })
}
