import { Secret } from '@cabestan/protocol/secret'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Attributes, Host } from './host.ts'

/** A host and an empty directory on it that belongs to the test. */
export interface Place {
  readonly host: Host
  readonly root: string
}

const plain: Attributes = { owner: 'root', group: 'root', mode: '0644' }
const shut: Attributes = { owner: 'daemon', group: 'www-data', mode: '0600' }
const open: Attributes = { owner: 'root', group: 'root', mode: '0755' }

/** What every host does, real or not: a kind that is tried on one may be trusted on the other. */
export function hostConformance(makePlace: () => Promise<Place>): void {
  let host: Host
  let at: (name: string) => string

  beforeEach(async () => {
    const place = await makePlace()
    host = place.host
    at = (name) => `${place.root}/${name}`
  })

  const attributesOf = async (path: string) => {
    const stat = await host.files.stat(path)
    return stat && { owner: stat.owner, group: stat.group, mode: stat.mode }
  }

  describe('reading', () => {
    it('answers null where nothing is, also below a file and behind a circle of links', async () => {
      await host.files.write(at('file'), 'x', plain)
      await host.files.link(at('circle'), 'circle')
      for (const path of [at('missing'), at('missing/deeper'), at('file/deeper'), at('circle/deeper')]) {
        expect(await host.files.stat(path)).toBeNull()
        expect(await host.files.readText(path)).toBeNull()
        expect(await host.files.readFrom(path, 0)).toBeNull()
        expect(await host.files.list(path)).toBeNull()
        expect(await host.files.readLink(path)).toBeNull()
      }
      expect(await host.files.readText(at('circle'))).toBeNull()
      expect(await host.files.list(at('file'))).toBeNull()
    })

    it('tells what each thing is', async () => {
      await host.files.write(at('file'), 'été', shut)
      await host.files.createDirectory(at('directory'), open)
      await host.files.link(at('link'), 'file')
      expect(await host.files.stat(at('file'))).toMatchObject({ type: 'file', size: 5, ...shut })
      expect(await host.files.stat(at('directory'))).toMatchObject({ type: 'directory', ...open })
      expect(await host.files.stat(at('link'))).toMatchObject({ type: 'link', mode: '0777' })
      expect((await host.files.stat(at('file')))?.modifiedAt).toBeGreaterThan(0)
    })

    it('lists sorted names, hidden ones too', async () => {
      for (const name of ['b', 'a10', '.hidden', 'B', 'a9']) await host.files.write(at(name), '', plain)
      await host.files.createDirectory(at('c'), open)
      await host.files.write(at('c/inner'), '', plain)
      expect(await host.files.list(at('.'))).toEqual(['.hidden', 'B', 'a10', 'a9', 'b', 'c'])
      expect(await host.files.list(at('c'))).toEqual(['inner'])
    })

    it('reads text and lists through a link, and on the way to a file', async () => {
      await host.files.createDirectory(at('real'), open)
      await host.files.write(at('real/file'), 'here', plain)
      await host.files.link(at('short'), 'real')
      await host.files.link(at('real/again'), at('short/file'))
      expect(await host.files.readText(at('short/again'))).toBe('here')
      expect(await host.files.list(at('short'))).toEqual(['again', 'file'])
      expect(await host.files.readLink(at('short/again'))).toBe(at('short/file'))
      expect(await host.files.stat(at('short/file'))).toMatchObject({ type: 'file' })
    })

    it('refuses to read a directory as text', async () => {
      await host.files.createDirectory(at('directory'), open)
      await expect(host.files.readText(at('directory'))).rejects.toMatchObject({ code: 'EISDIR' })
      expect(await host.files.readLink(at('directory'))).toBeNull()
    })

    it('follows a file that grows', async () => {
      await host.files.write(at('file'), 'été!', plain)
      const read = async (offset: number) =>
        Buffer.from((await host.files.readFrom(at('file'), offset)) ?? [])
      expect((await read(0)).toString()).toBe('été!')
      expect((await read(3)).toString()).toBe('é!')
      expect(await read(6)).toHaveLength(0)
      expect(await read(60)).toHaveLength(0)
    })

    it('reads a piece of a file, and no more of it than there is', async () => {
      await host.files.write(at('file'), 'abcdef', plain)
      const read = async (offset: number, length: number) =>
        Buffer.from((await host.files.readFrom(at('file'), offset, length)) ?? []).toString()
      expect([await read(1, 3), await read(4, 10), await read(0, 0)]).toEqual(['bcd', 'ef', ''])
    })

    it('knows a file again under another name, and another one under its name', async () => {
      const idOf = async (name: string) => (await host.files.stat(at(name)))?.id
      await host.files.write(at('log'), 'old', plain)
      const id = await idOf('log')
      await host.files.append(at('log'), Buffer.from('er'), plain)
      expect(await idOf('log')).toBe(id)
      await host.files.rename(at('log'), at('log.1'))
      await host.files.write(at('log'), 'new', plain)
      expect(await idOf('log.1')).toBe(id)
      expect(await idOf('log')).not.toBe(id)
    })
  })

  describe('write', () => {
    it('gives owner, group and mode, the same ones to what was there before', async () => {
      await host.files.write(at('file'), 'one', shut)
      expect(await attributesOf(at('file'))).toEqual(shut)
      await host.files.write(at('file'), 'two', { ...plain, mode: '04755' })
      expect(await attributesOf(at('file'))).toEqual({ ...plain, mode: '04755' })
      expect(await host.files.readText(at('file'))).toBe('two')
    })

    it('takes a step as attributes and keeps nothing else of it', async () => {
      await host.files.write(at('file'), 'x', { ...plain, content: 'y', type: 'directory' } as Attributes)
      expect(await host.files.stat(at('file'))).toMatchObject({ type: 'file', size: 1 })
      expect(await host.files.readText(at('file'))).toBe('x')
    })

    it('writes the value of a secret', async () => {
      await host.files.write(at('file'), new Secret('hidden'), shut)
      expect(await host.files.readText(at('file'))).toBe('hidden')
    })

    it('replaces a link, and leaves alone what it points to', async () => {
      await host.files.write(at('target'), 'kept', shut)
      await host.files.link(at('file'), 'target')
      await host.files.write(at('file'), 'new', plain)
      expect(await host.files.stat(at('file'))).toMatchObject({ type: 'file' })
      expect(await host.files.readText(at('target'))).toBe('kept')
      expect(await attributesOf(at('target'))).toEqual(shut)
    })

    it('replaces an empty directory, never one that holds something', async () => {
      await host.files.createDirectory(at('empty'), open)
      await host.files.write(at('empty'), 'x', plain)
      expect(await host.files.readText(at('empty'))).toBe('x')
      await host.files.createDirectory(at('full'), open)
      await host.files.write(at('full/file'), 'kept', plain)
      await expect(host.files.write(at('full'), 'x', plain)).rejects.toMatchObject({
        failure: { code: 'step.blocked', values: { path: at('full') } },
      })
      expect(await host.files.readText(at('full/file'))).toBe('kept')
    })

    it('leaves nothing beside the file, also where it fails', async () => {
      await host.files.createDirectory(at('full'), open)
      await host.files.write(at('full/file'), 'x', plain)
      await expect(host.files.write(at('full'), 'x', plain)).rejects.toThrow()
      await expect(host.files.link(at('full'), 'x')).rejects.toThrow()
      await expect(host.files.write(at('file'), 'x', { ...plain, owner: 'nobody-knows' })).rejects.toThrow()
      expect(await host.files.list(at('.'))).toEqual(['full'])
    })

    it('wants the directory to be there', async () => {
      await expect(host.files.write(at('missing/file'), 'x', plain)).rejects.toMatchObject({ code: 'ENOENT' })
      await host.files.write(at('file'), 'x', plain)
      await expect(host.files.write(at('file/deeper'), 'x', plain)).rejects.toMatchObject({ code: 'ENOTDIR' })
    })
  })

  describe('append', () => {
    it('makes a file, and puts bytes of any kind behind its end', async () => {
      await host.files.append(at('file'), Buffer.from([0, 0xff]), shut)
      await host.files.append(at('file'), Buffer.from([0x80, 10]), plain)
      expect(await attributesOf(at('file'))).toEqual(shut)
      expect([...((await host.files.readFrom(at('file'), 0)) ?? [])]).toEqual([0, 0xff, 0x80, 10])
      await host.files.append(at('empty'), Buffer.alloc(0), plain)
      expect(await host.files.stat(at('empty'))).toMatchObject({ type: 'file', size: 0, ...plain })
    })

    it('never reaches through a link, and wants the directory to be there', async () => {
      await host.files.write(at('target'), 'kept', plain)
      await host.files.link(at('link'), 'target')
      await host.files.link(at('nowhere'), 'missing')
      for (const name of ['link', 'nowhere']) {
        const through = host.files.append(at(name), Buffer.from('x'), plain)
        await expect(through).rejects.toMatchObject({ code: 'ELOOP' })
      }
      expect(await host.files.readText(at('target'))).toBe('kept')
      expect(await host.files.stat(at('missing'))).toBeNull()
      await host.files.createDirectory(at('directory'), open)
      const other = host.files.append(at('directory'), Buffer.from('x'), plain)
      await expect(other).rejects.toMatchObject({ code: 'EISDIR' })
      const deeper = host.files.append(at('a/b'), Buffer.from('x'), plain)
      await expect(deeper).rejects.toMatchObject({ code: 'ENOENT' })
    })
  })

  describe('attributes', () => {
    it('keep the number of an owner whom nobody knows by name', async () => {
      const numbered = { owner: '4242', group: '4343', mode: '0640' }
      await host.files.write(at('file'), 'x', numbered)
      expect(await attributesOf(at('file'))).toEqual(numbered)
    })

    it('are set on files and directories, set-group-id included', async () => {
      await host.files.write(at('file'), 'x', plain)
      await host.files.createDirectory(at('directory'), open)
      await host.files.setAttributes(at('file'), { ...shut, mode: '06711' })
      await host.files.setAttributes(at('directory'), { ...shut, mode: '02750' })
      expect(await attributesOf(at('file'))).toEqual({ ...shut, mode: '06711' })
      expect(await attributesOf(at('directory'))).toEqual({ ...shut, mode: '02750' })
      expect(await host.files.readText(at('file'))).toBe('x')
    })

    it('never reach through a link', async () => {
      await host.files.write(at('target'), 'x', plain)
      await host.files.link(at('link'), 'target')
      await host.files.setAttributes(at('link'), shut)
      expect(await attributesOf(at('target'))).toEqual(plain)
      expect(await attributesOf(at('link'))).toEqual({ ...shut, mode: '0777' })
    })

    it('want something to be there, and accounts that are', async () => {
      await expect(host.files.setAttributes(at('missing'), plain)).rejects.toMatchObject({ code: 'ENOENT' })
      await host.files.write(at('file'), 'x', plain)
      await expect(host.files.setAttributes(at('file'), { ...plain, group: 'nobody-knows' })).rejects.toThrow(
        'nobody-knows',
      )
    })
  })

  describe('createDirectory', () => {
    it('makes it, or sets the attributes of the one that is there', async () => {
      await host.files.createDirectory(at('directory'), { ...shut, mode: '02770' })
      expect(await attributesOf(at('directory'))).toEqual({ ...shut, mode: '02770' })
      await host.files.write(at('directory/file'), 'kept', plain)
      await host.files.createDirectory(at('directory'), open)
      expect(await attributesOf(at('directory'))).toEqual(open)
      expect(await host.files.readText(at('directory/file'))).toBe('kept')
    })

    it('refuses where something else is, a link to a directory too', async () => {
      await host.files.write(at('file'), 'kept', plain)
      await host.files.createDirectory(at('directory'), open)
      await host.files.link(at('link'), 'directory')
      for (const path of [at('file'), at('link')]) {
        await expect(host.files.createDirectory(path, shut)).rejects.toMatchObject({ code: 'EEXIST' })
      }
      expect(await attributesOf(at('directory'))).toEqual(open)
      await expect(host.files.createDirectory(at('a/b'), open)).rejects.toMatchObject({ code: 'ENOENT' })
    })
  })

  describe('link', () => {
    it('takes the place of nothing, a file, another link, an empty directory', async () => {
      await host.files.write(at('file'), 'x', plain)
      await host.files.link(at('other'), 'elsewhere')
      await host.files.createDirectory(at('empty'), open)
      for (const name of ['new', 'file', 'other', 'empty']) {
        await host.files.link(at(name), '../target')
        expect(await host.files.readLink(at(name))).toBe('../target')
      }
    })

    it('never takes the place of a directory that holds something', async () => {
      await host.files.createDirectory(at('full'), open)
      await host.files.write(at('full/file'), 'kept', plain)
      await expect(host.files.link(at('full'), 'x')).rejects.toMatchObject({
        failure: { code: 'step.blocked', values: { path: at('full') } },
      })
      expect(await host.files.readText(at('full/file'))).toBe('kept')
    })
  })

  describe('rename', () => {
    it('moves a file over another, attributes included', async () => {
      await host.files.write(at('from'), 'moved', shut)
      await host.files.write(at('to'), 'gone', plain)
      await host.files.rename(at('from'), at('to'))
      expect(await host.files.readText(at('to'))).toBe('moved')
      expect(await attributesOf(at('to'))).toEqual(shut)
      expect(await host.files.stat(at('from'))).toBeNull()
    })

    it('moves a directory with all that it holds, and a link as a link', async () => {
      await host.files.createDirectory(at('from'), open)
      await host.files.createDirectory(at('from/deeper'), open)
      await host.files.write(at('from/deeper/file'), 'x', plain)
      await host.files.link(at('link'), 'from')
      await host.files.rename(at('from'), at('to'))
      await host.files.rename(at('link'), at('renamed'))
      expect(await host.files.readText(at('to/deeper/file'))).toBe('x')
      expect(await host.files.readLink(at('renamed'))).toBe('from')
      expect(await host.files.list(at('.'))).toEqual(['renamed', 'to'])
    })

    it('refuses what is not there, and what cannot be taken away', async () => {
      await host.files.createDirectory(at('full'), open)
      await host.files.write(at('full/file'), 'kept', plain)
      await host.files.write(at('file'), 'x', plain)
      await expect(host.files.rename(at('missing'), at('to'))).rejects.toMatchObject({ code: 'ENOENT' })
      await expect(host.files.rename(at('file'), at('full'))).rejects.toMatchObject({ code: 'EISDIR' })
      await expect(host.files.rename(at('full'), at('file'))).rejects.toMatchObject({ code: 'ENOTDIR' })
      await host.files.createDirectory(at('other'), open)
      await expect(host.files.rename(at('other'), at('full'))).rejects.toMatchObject({
        failure: { code: 'step.blocked' },
      })
    })
  })

  describe('remove', () => {
    it('takes away a file, a tree, a link but not its target, and nothing', async () => {
      await host.files.createDirectory(at('tree'), open)
      await host.files.createDirectory(at('tree/deeper'), open)
      await host.files.write(at('tree/deeper/file'), 'x', plain)
      await host.files.createDirectory(at('target'), open)
      await host.files.write(at('target/file'), 'kept', plain)
      await host.files.link(at('tree/link'), at('target'))
      await host.files.link(at('link'), at('target'))
      await host.files.write(at('file'), 'x', plain)
      for (const name of ['tree', 'link', 'missing', 'missing/deeper', 'file/deeper']) {
        await host.files.remove(at(name))
      }
      expect(await host.files.list(at('.'))).toEqual(['file', 'target'])
      expect(await host.files.readText(at('target/file'))).toBe('kept')
      await host.files.remove(at('file'))
      expect(await host.files.stat(at('file'))).toBeNull()
    })
  })

  describe('clock', () => {
    it('goes on by what was slept, and not backwards', async () => {
      const began = host.clock.now()
      await host.clock.sleep(20)
      expect(host.clock.now()).toBeGreaterThanOrEqual(began + 19)
    })
  })

  describe('exec', () => {
    it('answers the output of a program, and its code whatever it is', async () => {
      expect(await host.exec(['cat'], { input: 'line\n' })).toEqual({ code: 0, stdout: 'line\n', stderr: '' })
      expect(await host.exec(['false'])).toEqual({ code: 1, stdout: '', stderr: '' })
      const failed = await host.exec(['cat', at('missing')])
      expect(failed).toMatchObject({ code: 1, stdout: '' })
      expect(failed.stderr).toContain(at('missing'))
    })

    it('finds a program by its path as well', async () => {
      expect(await host.exec(['/usr/bin/cat'], { input: 'x' })).toMatchObject({ stdout: 'x' })
    })

    it('gives a secret by standard input, which is empty otherwise', async () => {
      expect((await host.exec(['cat'], { input: new Secret('hidden') })).stdout).toBe('hidden')
      expect((await host.exec(['cat'])).stdout).toBe('')
    })

    it('gives a file as standard input', async () => {
      await host.files.write(at('file'), 'from a file', shut)
      expect((await host.exec(['cat'], { inputFile: at('file') })).stdout).toBe('from a file')
      await expect(host.exec(['cat'], { inputFile: at('missing') })).rejects.toMatchObject({ code: 'ENOENT' })
    })

    it('takes standard output into a new file that nobody else reads', async () => {
      const outputFile = at('output')
      expect((await host.exec(['cat'], { input: 'a line', outputFile })).stdout).toBe('')
      expect(await host.files.readText(outputFile)).toBe('a line')
      expect(await host.files.stat(outputFile)).toMatchObject({ owner: 'root', mode: '0600' })
      await expect(host.exec(['cat'], { outputFile })).rejects.toMatchObject({ code: 'EEXIST' })
    })

    it('gives a program its environment and its directory', async () => {
      const environment = { GREETING: 'bon jour' }
      expect((await host.exec(['printenv', 'GREETING'], { environment })).stdout).toBe('bon jour\n')
      expect((await host.exec(['printenv', 'GREETING'])).code).toBe(1)
      expect((await host.exec(['pwd'])).stdout).toBe('/\n')
      expect((await host.exec(['pwd'], { directory: at('.').slice(0, -2) })).stdout).toBe(
        `${at('.').slice(0, -2)}\n`,
      )
    })

    it('hands on lines as they come, without control characters', async () => {
      const lines: string[] = []
      const input = 'one\n\n\u001b[31mtwo\u001b[0m\r\n10%\r20%\rlast'
      const { stdout } = await host.exec(['cat'], { input, onLine: (line) => lines.push(line) })
      expect(lines).toEqual(['one', 'two', '10%', '20%', 'last'])
      expect(stdout).toBe(input)
    })

    it('hands on lines of the error stream too', async () => {
      const lines: string[] = []
      await host.exec(['cat', at('missing')], { onLine: (line) => lines.push(line) })
      expect(lines).toHaveLength(1)
      expect(lines[0]).toContain(at('missing'))
    })

    it('ends a program that takes too long', async () => {
      await expect(host.exec(['sleep', '60'], { timeoutMs: 50 })).rejects.toMatchObject({
        failure: { code: 'command.timeout', values: { command: 'sleep 60', seconds: '0.05' } },
      })
    })

    it('says which program is missing', async () => {
      await expect(host.exec(['no-such-program', '--flag'])).rejects.toMatchObject({
        failure: { code: 'command.missing', values: { program: 'no-such-program' } },
      })
    })
  })
}
