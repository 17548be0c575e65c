import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PeerStream } from './peer-stream.ts'

async function* chunks(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  let start = 0
  for (const end of ends) {
    yield bytes.subarray(start, end)
    start = end
  }
}

it('loses no byte and adds none, however the stream is cut and wherever its lines are left', async () => {
  const bytes = fc
    .uint8Array({ maxLength: 300 })
    .map((array) => array.map((byte) => (byte % 5 === 0 ? 10 : byte)))
  await fc.assert(
    fc.asyncProperty(bytes, fc.array(fc.nat(300)), fc.nat(20), async (sent, cuts, wanted) => {
      const text = Buffer.from(sent)
      const stream = new PeerStream(chunks(sent, cuts))
      let read = 0
      for (let count = 0; count < wanted; count += 1) {
        const line = await stream.line(1000)
        const end = text.indexOf(10, read)
        if (end === -1) return void expect(line).toBeNull()
        expect(line).toBe(text.subarray(read, end).toString('utf8'))
        read = end + 1
      }
      const rest: Uint8Array[] = []
      for await (const chunk of stream.rest()) rest.push(chunk)
      expect(Buffer.concat(rest)).toEqual(text.subarray(read))
    }),
  )
})

it('refuses a line without an end before it fills the memory', async () => {
  async function* endless() {
    for (;;) yield Buffer.alloc(1000, 'x')
  }
  await expect(new PeerStream(endless()).line(10_000)).rejects.toThrow('protocol.garbage')
})
