import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CabestanError } from './failures.ts'
import { jsonLine, readJsonLines } from './lines.ts'

async function* cut(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const ends = [...cuts.map((at) => at % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  let start = 0
  for (const end of ends) {
    yield bytes.subarray(start, end)
    start = end
  }
}

async function read(source: AsyncIterable<Uint8Array>, limit?: number): Promise<unknown[]> {
  const values: unknown[] = []
  for await (const value of readJsonLines(source, limit)) values.push(value)
  return values
}

it('reads what was written, however the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue()), fc.array(fc.nat(10_000)), async (values, cuts) => {
      const bytes = Buffer.from(values.map(jsonLine).join(''))
      const written: unknown[] = values.map((value) => JSON.parse(JSON.stringify(value)))
      expect(await read(cut(bytes, cuts))).toEqual(written)
    }),
  )
})

it('answers arbitrary bytes with values or protocol.garbage, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), fc.array(fc.nat(500)), async (bytes, cuts) => {
      const ended = await read(cut(bytes, cuts), 100).catch((thrown: unknown) => thrown)
      if (Array.isArray(ended)) return
      expect(ended).toBeInstanceOf(CabestanError)
      const { code, values } = (ended as CabestanError).failure
      expect(code).toBe('protocol.garbage')
      expect(values['start']).toMatch(/^[^\p{Cc}]{0,200}$/u)
    }),
  )
})

it('reads one line of many small pieces in time that grows with its length', async () => {
  const line = Buffer.from(jsonLine('x'.repeat(1_000_000)))
  const cuts = Array.from({ length: 20_000 }, (_, index) => index * 50)
  const before = process.threadCpuUsage()
  expect(await read(cut(line, cuts))).toHaveLength(1)
  // Measured in processor time, because other work on the machine would lengthen any other measure.
  expect(process.threadCpuUsage(before).user).toBeLessThan(2_000_000)
})

it('gives up a line without an end at its limit', async () => {
  let pulled = 0
  async function* endless() {
    for (;;) {
      pulled += 1
      yield Buffer.alloc(1000, '[')
    }
  }
  await expect(read(endless(), 10_000)).rejects.toThrow('protocol.garbage')
  expect(pulled).toBeLessThan(20)
})

it('survives a value that is deeper than any stack', async () => {
  const deep = Buffer.from(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}\n`)
  const ended = await read(cut(deep, [])).catch((thrown: unknown) => thrown)
  expect(Array.isArray(ended) || ended instanceof CabestanError).toBe(true)
})

it('takes a last line without its end for cut off', async () => {
  await expect(read(cut(Buffer.from('{"id":1}'), []))).rejects.toThrow('protocol.garbage')
})
