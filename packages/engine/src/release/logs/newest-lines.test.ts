import { beforeEach, describe, expect, it, vi } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import type { LineWish } from './gathering.ts'
import { newestLines } from './newest-lines.ts'

const path = '/var/log/disquaire/worker.log'
const all: LineWish = { lines: 100, since: null, pattern: null }
let host: MemoryHost
beforeEach(() => {
  host = new MemoryHost()
})

const stamp = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `${stamp(from + index)} line ${from + index}\n`).join('')
const read = async (wish: Partial<LineWish> = {}) =>
  (await newestLines(host.files, path, { ...all, ...wish })).lines.map(({ line }) => line)

describe('the newest lines', () => {
  it('are the last ones, oldest first', async () => {
    host.files.seed(path, numbered(0, 20))
    expect(await read({ lines: 2 })).toEqual([`${stamp(18)} line 18`, `${stamp(19)} line 19`])
    expect(await read({ lines: 0 })).toEqual([])
    expect(await read()).toHaveLength(20)
  })

  it('of a huge log are read from its end', async () => {
    host.files.seed(path, numbered(0, 100_000))
    const reads = vi.spyOn(host.files, 'readFrom')
    const { lines } = await newestLines(host.files, path, { ...all, lines: 3 })
    expect(lines.map(({ line }) => line.slice(25))).toEqual(['line 99997', 'line 99998', 'line 99999'])
    const bytes = reads.mock.calls.reduce((sum, [, , length = Infinity]) => sum + length, 0)
    expect(bytes).toBeLessThan(1_000_000)
    expect(await read({ lines: 20_000 })).toHaveLength(20_000)
  })

  it('reach back to a moment, with the rotated file where that is needed', async () => {
    host.files.seed(path, numbered(10, 20))
    host.files.seed(`${path}.1`, numbered(0, 10))
    const since = Date.UTC(2026, 0, 1, 0, 0, 8)
    expect((await read({ since })).map((line) => line.slice(25))).toEqual(
      [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19].map((number) => `line ${number}`),
    )
    expect(await read({ since: since + 3600_000 })).toEqual([])
  })

  it('keep a traceback with the line before it', async () => {
    host.files.seed(path, `${stamp(1)} ERROR boom\nTraceback:\n  File "x"\n${stamp(5)} went on\n`)
    const { lines } = await newestLines(host.files, path, all)
    expect(lines.map(({ at }) => new Date(at).getUTCSeconds())).toEqual([1, 1, 1, 5])
    expect(await read({ since: Date.UTC(2026, 0, 1, 0, 0, 2) })).toEqual([`${stamp(5)} went on`])
  })

  it('without any time are as old as the file', async () => {
    host.files.seed(path, 'one\ntwo\nthree\n')
    const { lines } = await newestLines(host.files, path, { ...all, lines: 2 })
    expect(lines).toEqual([
      { line: 'two', at: host.clock.now() },
      { line: 'three', at: host.clock.now() },
    ])
  })

  it('are those that a pattern finds, however far back', async () => {
    host.files.seed(path, numbered(0, 9000))
    expect((await read({ lines: 2, pattern: /line 7$|line 3$/ })).map((line) => line.slice(25))).toEqual([
      'line 3',
      'line 7',
    ])
  })

  it('leave out what is still being written, and say where it begins', async () => {
    host.files.seed(path, 'été\nhal')
    expect(await newestLines(host.files, path, all)).toMatchObject({
      lines: [{ line: 'été' }],
      end: { offset: 6 },
    })
  })

  it('of a log that is not there are none', async () => {
    expect(await newestLines(host.files, path, all)).toEqual({ lines: [], end: null })
  })

  it('break a line that never ends', async () => {
    host.files.seed(path, `${'x'.repeat(3_000_000)}\nend\n`)
    const lines = await read()
    expect(lines.at(-1)).toBe('end')
    expect(Math.max(...lines.map((line) => line.length))).toBe(10_000)
  })
})
