/**
 * Bodies are released explicitly: the garbage collector counts objects rather than bytes, and dozens of megabytes
 * would pile up.
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
  if (isAlone && byteLength > 0) buffer.transfer(0)
}

/**
 * Of the memory that a decoder or an encoder writes into: most events fit into one, and to join many costs a third of
 * the decoding. Larger than Node's pool, whatever size that has in a version of Node: what is smaller may lie in it.
 */
export const pieceSize = Buffer.poolSize + 8 * 1024

/** The part of a piece that was written to. Its memory is not shared, even where it does not fill it. */
export function giveBackDecoded({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0)
}

/** Joins the parts. Their own memory is released where nothing else was in it. */
export function joined(parts: readonly Buffer[], size: number): Buffer {
  const [first] = parts
  if (parts.length === 1 && first) return first
  const whole = Buffer.concat(parts, size)
  parts.forEach(giveBack)
  return whole
}
