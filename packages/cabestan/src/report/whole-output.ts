import { fstatSync, writeSync } from 'node:fs'
import { CabestanError } from '@cabestan/protocol/failures'

export interface Output {
  readonly fd?: number
  readonly isTTY?: boolean
  write(text: string): unknown
}

/**
 * Node takes the write to a file for done of which only a part had room: the rest would be missing, and the exit code say
 * that all is well. So files are written here; to terminals and pipes Node's own way is the right one.
 */
export function writerTo(stream: Output): (text: string) => void {
  const { fd } = stream
  if (fd === undefined || stream.isTTY || !isFile(fd)) return (text) => void stream.write(text)
  return (text) => writeWhole(fd, Buffer.from(text))
}

/** The bytes belong to somebody else, so none may be lost or changed; a slow reader is waited for. */
export async function passOn(
  bytes: Uint8Array,
  stream: NodeJS.WriteStream & { readonly fd: number },
): Promise<void> {
  if (!stream.isTTY && isFile(stream.fd)) return writeWhole(stream.fd, bytes)
  await new Promise<void>((resolve, reject) =>
    stream.write(bytes, (error) => (error ? reject(unwritten(error)) : resolve())),
  )
}

/** Devices too: they take what they are given at once, or say why not. */
function isFile(fd: number): boolean {
  const stat = fstatSync(fd)
  return stat.isFile() || stat.isCharacterDevice()
}

function writeWhole(fd: number, bytes: Uint8Array): void {
  try {
    for (let rest = bytes; rest.length > 0; ) rest = rest.subarray(writeSync(fd, rest))
  } catch (cause) {
    throw unwritten(cause)
  }
}

export function unwritten(cause: unknown): CabestanError {
  const problem = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return new CabestanError('output.unwritten', problem === '' ? {} : { problem }, { cause })
}
