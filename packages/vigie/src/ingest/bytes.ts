/** Left to the collector, which counts objects and not their bytes, bodies would fill dozens of megabytes first. */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
  if (isAlone && byteLength > 0) buffer.transfer(0)
}

/** Of what a decoder or an encoder gave: nobody else's lies in its memory, even where it does not fill it. */
export function giveBackDecoded({ buffer }: Uint8Array): void {
  // What is smaller may lie in Node's pool.
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
