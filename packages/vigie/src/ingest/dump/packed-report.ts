import { once } from 'node:events'
import { constants, createInflate } from 'node:zlib'
import { UnrealReader } from './unreal.ts'

/** No more of a report inside an envelope is held; its files come by name, those about the crash first. */
export const mostReport = 512 * 1024
const mostUnpacked = 64 * mostReport

/** What Unreal's reporter collected, packed by zlib or not, as far as it arrived and can be read. */
export async function readReport(bytes: Buffer): Promise<UnrealReader> {
  const reader = new UnrealReader()
  if (!isZlib(bytes)) reader.push(bytes)
  else await unpack(bytes, reader)
  return reader
}

function isZlib(bytes: Buffer): boolean {
  return bytes.length > 2 && bytes[0] === 0x78 && bytes.readUInt16BE(0) % 31 === 0
}

async function unpack(bytes: Buffer, reader: UnrealReader): Promise<void> {
  const unpacking = createInflate({ finishFlush: constants.Z_SYNC_FLUSH })
  let size = 0
  unpacking.on('data', (part: Buffer) => {
    size += part.length
    reader.push(part)
    if (size > mostUnpacked) unpacking.destroy()
  })
  // Damaged data ends where the damage is.
  unpacking.on('error', () => {})
  const closed = once(unpacking, 'close').catch(() => {})
  unpacking.end(bytes)
  await closed
}
