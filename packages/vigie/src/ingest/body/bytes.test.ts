import { randomBytes } from 'node:crypto'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { pack } from '../../store/payload.ts'
import { auth, ingestServer } from '../ingest-server.fixture.ts'
import { EnvelopeReader } from '../take/envelope.ts'
import { giveBackDecoded, joined, pieceSize } from './bytes.ts'
import { decodeAtOnce } from './encodings.ts'

/** Bytes as a socket brings them, each piece with memory of its own. */
const alone = (text: string) => Buffer.from(new TextEncoder().encode(text).buffer)

describe('bytes that were read', () => {
  it('are one piece, and take no memory besides it', () => {
    const parts = ['ab', 'cd'].map(alone)
    expect(joined(parts, 4).toString()).toBe('abcd')
    expect(parts.map(({ buffer }) => buffer.byteLength)).toEqual([0, 0])
  })

  it('stay where something else lies beside them', () => {
    const whole = alone('abcd')
    expect(joined([whole.subarray(0, 2), alone('x')], 3).toString()).toBe('abx')
    expect(whole.toString()).toBe('abcd')
  })

  it('of a decoder go away as a whole, but not what lies in Node’s pool', () => {
    const decoded = alone('x'.repeat(Buffer.poolSize + 1)).subarray(0, 10)
    giveBackDecoded(decoded)
    expect(decoded.buffer.byteLength).toBe(0)
    const pooled = Buffer.from('abc')
    giveBackDecoded(pooled)
    expect(pooled.toString()).toBe('abc')
  })

  const encoders = {
    gzip: gzipSync,
    br: brotliCompressSync,
    zstd: zstdCompressSync,
    deflate: deflateSync,
  }
  const encodings = Object.keys(encoders) as (keyof typeof encoders)[]

  /**
   * Memory that is not given back stays until the old heap is collected, which would double what each event leaves
   * there.
   */
  it.each(encodings)('leave nothing of an event of any size behind that was in %s', (encoding) => {
    for (const size of [1, 20_000, 50_000, 100_000]) {
      const event = randomBytes(size)
      const decoded = decodeAtOnce(encoders[encoding](event), [encoding])
      expect(decoded).toEqual(event)
      giveBackDecoded(decoded ?? event)
      const packed = pack(event)
      giveBackDecoded(packed)
      expect([decoded, packed].map((each) => each?.buffer.byteLength)).toEqual([0, 0])
    }
  })

  it.each([
    ['that says its encoding', { ...auth, 'content-encoding': 'gzip' }],
    ['that does not', auth],
  ])('leave nothing of an event behind that came the older way, in a body %s', async (_, headers) => {
    const server = await ingestServer()
    const given: number[] = []
    const transfer = ArrayBuffer.prototype.transfer
    const spy = vi.spyOn(ArrayBuffer.prototype, 'transfer').mockImplementation(function (
      this: ArrayBuffer,
      length,
    ) {
      given.push(this.byteLength)
      return transfer.call(this, length)
    })
    try {
      const event = JSON.stringify({ message: 'x', extra: { noise: randomBytes(20_000).toString('hex') } })
      expect((await server.post('/api/12/store/', gzipSync(event), headers)).status).toBe(200)
      expect(given).toContain(pieceSize)
    } finally {
      spy.mockRestore()
      await server.close()
    }
  })

  it.each([1, 2, 3, 7, 16, 1000])(
    'of an envelope are read as they came, although they go away, in pieces of %i',
    (length) => {
      const seen: string[] = []
      const reader = new EnvelopeReader({
        header: () => {},
        wants: () => 1000,
        item: ({ type }, payload) => seen.push(`${type} ${payload}`),
        passes: () => {},
        passed: () => {},
        hold: () => {},
      })
      const text = `{}\n{"type":"event","length":10}\n{"a":"bc"}\n{"type":"session"}\n{"d":"e"}\n{"type":"feedback"}\n{"f":1}`
      const pieces = Array.from({ length: Math.ceil(text.length / length) }, (_, at) =>
        alone(text.slice(at * length, (at + 1) * length)),
      )
      for (const piece of pieces) reader.push(piece)
      reader.end()
      expect(seen).toEqual(['event {"a":"bc"}', 'session {"d":"e"}', 'feedback {"f":1}'])
    },
  )
})
