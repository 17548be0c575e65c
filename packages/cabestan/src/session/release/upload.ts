import { randomBytes } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { EngineClient } from '../../connection/engine-client.ts'
import type { ConnectionPorts } from '../../connection/ports.ts'
import type { UploadFile } from '../../source/source.ts'

export interface Sender {
  readonly engine: Pick<EngineClient, 'call'>
  readonly ports: Pick<ConnectionPorts, 'progress'>
}

/** Small enough for an answer to come back before the other side is taken for silent, on the slowest line too. */
const pieceBytes = 256 * 1024
/** Under way at once: the line is never empty while an answer comes back. */
const window = 8

/** Sends files ahead of a release over the protocol's own connection; answers the name that they go by. */
export async function sendFiles(sender: Sender, files: readonly UploadFile[]): Promise<string> {
  const upload = randomBytes(16).toString('hex')
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const underWay = new Set<Promise<void>>()
  let sent = 0
  sender.ports.progress({ type: 'sending', bytes: 0, total })
  for await (const { file, offset, data } of piecesOf(files)) {
    if (underWay.size >= window) await Promise.race(underWay)
    const piece = { upload, file, offset, data: data.toString('base64') }
    const call = sender.engine.call('upload', piece).then(() => {
      underWay.delete(call)
      sent += data.length
      sender.ports.progress({ type: 'sending', bytes: sent, total })
    })
    // Looked at below; meanwhile nobody waits for it.
    call.catch(() => {})
    underWay.add(call)
  }
  await Promise.all(underWay)
  return upload
}

interface Piece {
  readonly file: string
  readonly offset: number
  readonly data: Buffer
}

/** A file without content is one piece without content. */
async function* piecesOf(files: readonly UploadFile[]): AsyncGenerator<Piece> {
  for (const { file, path } of files) {
    const handle = await open(path)
    try {
      let offset = 0
      let data: Buffer
      do {
        data = await read(handle, offset)
        if (data.length > 0 || offset === 0) yield { file, offset, data }
        offset += data.length
      } while (data.length === pieceBytes)
    } finally {
      await handle.close()
    }
  }
}

async function read(handle: FileHandle, position: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(pieceBytes), 0, pieceBytes, position)
  return buffer.subarray(0, bytesRead)
}
