/** Left to the collector, which counts objects and not their bytes, bodies would fill dozens of megabytes first. */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
  if (isAlone && byteLength > 0) buffer.transfer(0)
}

/**
 * Of the memory that a decoder or an encoder writes into: most events fit into one, and to join many costs a third of
 * the decoding. Larger than Node's pool, whatever size that has in a version of Node: what is smaller may lie in it.
 */
export const pieceSize = Buffer.poolSize + 8 * 1024

/** Of what was written in pieces of that size: nobody else's lies in its memory, even where it does not fill it. */
export function giveBackDecoded({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0)
}

/** In one piece. What it was made of is gone then, where nothing else lay beside it. */
export function joined(parts: readonly Buffer[], size: number): Buffer {
  const [first] = parts
  if (parts.length === 1 && first) return first
  const whole = Buffer.concat(parts, size)
  parts.forEach(giveBack)
  return whole
}
