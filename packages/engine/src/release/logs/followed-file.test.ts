import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { FollowedFile } from './followed-file.ts'
import { newestLines } from './newest-lines.ts'

const path = '/var/log/disquaire/worker.log'
const attributes = { owner: 'root', group: 'adm', mode: '0640' } as const
let host: MemoryHost
beforeEach(() => {
  host = new MemoryHost()
  host.files.seed(path, 'old\n')
})

const append = (text: string, to = path) => host.files.append(to, Buffer.from(text), attributes)

async function start() {
  const wish = { lines: 0, since: null, pattern: null }
  const file = new FollowedFile(host.files, path, (await newestLines(host.files, path, wish)).end)
  return async () => (await file.news(host.clock.now())).map(({ line }) => line)
}

describe('a log that is followed', () => {
  it('gives whole lines as they come', async () => {
    const news = await start()
    expect(await news()).toEqual([])
    await append('one\ntw')
    expect(await news()).toEqual(['one'])
    await append('o\né')
    expect(await news()).toEqual(['two'])
    await append('té\n')
    expect(await news()).toEqual(['été'])
  })

  it('loses nothing when it is moved away while its writer goes on', async () => {
    const news = await start()
    await append('before\n')
    await host.files.rename(path, `${path}.1`)
    await append('between\n', `${path}.1`)
    expect(await news()).toEqual(['before', 'between'])
    await host.files.write(path, '', attributes)
    await append('late\n', `${path}.1`)
    await append('new\n')
    expect(await news()).toEqual(['late', 'new'])
    host.clock.advance(50_000)
    await append('later still\n', `${path}.1`)
    expect(await news()).toEqual(['later still'])
  })

  it('is found under a name with a date', async () => {
    const news = await start()
    await append('before\n')
    await host.files.rename(path, `${path}-20261127`)
    await host.files.write(path, 'new\n', attributes)
    expect(await news()).toEqual(['before', 'new'])
  })

  it('may come to be later', async () => {
    await host.files.remove(path)
    const news = await start()
    expect(await news()).toEqual([])
    await append('first\n')
    expect(await news()).toEqual(['first'])
  })
})
