import type { IncomingMessage } from 'node:http'
import type { Transform } from 'node:stream'
import type { Share } from '../admission.ts'
import { limits } from '../limits.ts'
import { malformed, Refusal } from '../refusal.ts'
import { giveBack, giveBackDecoded, joined } from './bytes.ts'
import {
  decodeAtOnce,
  decoderFor,
  type Encoding,
  encodingsFound,
  encodingsOf,
  undecodable,
} from './encodings.ts'

/** Receives a body in pieces, after all encodings are undone. */
export interface Sink {
  /** Whether it still holds any part of it. */
  push(chunk: Buffer): boolean
  end(): void
}

export interface BodyBounds {
  /** The limit of bytes as they arrive, and after decoding. */
  readonly most: number
  readonly share: Pick<Share, 'hold' | 'turn'>
}

/**
 * A body is small as a rule: it is read whole and decoded at once, which costs least. A large one, or one that grows
 * large, flows through decoders, and nobody holds more of it than the sink keeps.
 */
export async function readBody(request: IncomingMessage, sink: Sink, bounds: BodyBounds): Promise<void> {
  const encodings = encodingsOf(request.headers['content-encoding'])
  const declared = Number(request.headers['content-length'] ?? Number.NaN)
  if (declared > bounds.most) throw new Refusal(413, 'the body is too large', { reason: 'too-large' })
  if (declared <= limits.atOnce) {
    const whole = await readWhole(request, declared, bounds.share.hold)
    await bounds.share.turn(whole.length)
    const found = encodingsFound(whole, encodings)
    const decoded = decodeAtOnce(whole, found)
    if (decoded === null) return flow([whole], found, { sink, bounds })
    if (decoded === whole) return pushWhole(whole, { sink, bounds, letGo: giveBack })
    giveBack(whole)
    return pushWhole(decoded, { sink, bounds, letGo: giveBackDecoded })
  }
  // A request that is refused on the way is still read to its end.
  return flow(request.iterator({ destroyOnReturn: false }), encodings, { sink, bounds })
}

/** For a body that is not kept and not looked at either. */
export function letPast(request: IncomingMessage, share: BodyBounds['share']): Promise<void> {
  return readBody(request, { push: () => false, end: () => {} }, { most: limits.envelope, share })
}

interface Pushed extends Flow {
  readonly letGo: (bytes: Buffer) => void
}

function pushWhole(decoded: Buffer, { sink, bounds, letGo }: Pushed): void {
  bounds.share.hold(decoded.length)
  const isHeld = sink.push(decoded)
  sink.end()
  if (!isHeld) letGo(decoded)
}

/** Memory is taken as data arrives: a length that is only announced takes none, and must leave none to others. */
function readWhole(request: IncomingMessage, length: number, hold: Share['hold']): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const keep = (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      try {
        hold(chunk.length)
      } catch (error) {
        request.off('data', keep)
        chunks.forEach(giveBack)
        reject(error)
      }
    }
    request.on('data', keep)
    request.on('end', () => {
      if (size < length) return reject(cutOff())
      resolve(joined(chunks, size))
    })
    request.on('error', () => reject(cutOff()))
    request.on('aborted', () => reject(cutOff()))
  })
}

const cutOff = () => malformed('the connection ended in the middle of the body')

interface Flow {
  readonly sink: Sink
  readonly bounds: BodyBounds
}

async function flow(
  source: AsyncIterable<Buffer> | readonly Buffer[],
  encodings: readonly Encoding[],
  { sink, bounds }: Flow,
): Promise<void> {
  const incoming = within(source, bounds.most)
  const first = await beginning(incoming, 4)
  const found = encodingsFound(first, encodings)
  let body = within(resumed(first, incoming), bounds.most)
  for (const encoding of found) body = within(through(body, encoding, found), bounds.most)
  for await (const chunk of body) {
    if (!sink.push(chunk) && found.length === 0) giveBack(chunk)
  }
  sink.end()
}

async function* resumed(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (first.length > 0) yield first
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

/** Bytes, up to a limit. */
async function* within(
  source: AsyncIterable<Buffer> | readonly Buffer[],
  most: number,
): AsyncGenerator<Buffer> {
  let size = 0
  try {
    for await (const chunk of source) {
      size += chunk.length
      if (size > most) throw new Refusal(413, 'the body is too large', { reason: 'too-large' })
      yield chunk
    }
  } catch (error) {
    throw error instanceof Refusal ? error : cutOff()
  }
}

/** One decoder, which is fed no faster than it is read. */
async function* through(
  source: AsyncIterable<Buffer>,
  encoding: Encoding,
  all: readonly Encoding[],
): AsyncGenerator<Buffer> {
  const iterator = source[Symbol.asyncIterator]()
  const first = await beginning(iterator, 2)
  if (first.length === 0) return
  const decoder = decoderFor(encoding, first)
  const feeding = feed(decoder, first, iterator)
  try {
    for await (const chunk of decoder) yield chunk as Buffer
    await feeding
  } catch (error) {
    throw error instanceof Refusal ? error : undecodable(all)
  } finally {
    decoder.destroy()
    await feeding.catch(() => {})
  }
}

/** As many bytes as it takes to recognise an encoding: a network may deliver them one by one. */
async function beginning(iterator: AsyncIterator<Buffer>, least: number): Promise<Buffer> {
  let begun: Buffer = Buffer.alloc(0)
  while (begun.length < least) {
    const next = await iterator.next()
    if (next.done === true) break
    begun = begun.length === 0 ? next.value : Buffer.concat([begun, next.value])
  }
  return begun
}

async function feed(decoder: Transform, first: Buffer, rest: AsyncIterator<Buffer>): Promise<void> {
  try {
    for (let chunk: Buffer | null = first; chunk !== null; ) {
      if (!decoder.write(chunk) && !decoder.destroyed) await drained(decoder)
      const next = decoder.destroyed ? null : await rest.next()
      chunk = next === null || next.done === true ? null : next.value
    }
    decoder.end()
  } catch (error) {
    decoder.destroy(error as Error)
  } finally {
    await rest.return?.()
  }
}

function drained(decoder: Transform): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      decoder.off('drain', done)
      decoder.off('close', done)
      resolve()
    }
    decoder.on('drain', done)
    decoder.on('close', done)
  })
}
