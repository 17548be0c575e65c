/** 32 digits as people and clients write them, 16 bytes in the database: its index of them is half as large. */
export function bytesOf(hex: string): Uint8Array {
  return Buffer.from(hex, 'hex')
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}
