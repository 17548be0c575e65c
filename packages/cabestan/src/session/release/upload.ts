import { randomBytes } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { EngineClient } from '../../connection/engine-client.ts'
import type { ConnectionPorts } from '../../connection/ports.ts'
import type { UploadFile } from '../../source/source.ts'

export interface Sender {
  readonly engine: Pick<EngineClient, 'call'>
  readonly ports: Pick<ConnectionPorts, 'progress'>
}

/** Small enough that an answer comes back before the other side counts as silent, even on the slowest line. */
const pieceBytes = 256 * 1024
/** As many at once that the line is never idle while an answer comes back. */
const window = 8

/** Sends files ahead of a release over the protocol's own connection. Returns the name of the upload. */
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
    // Errors are looked at below; meanwhile nobody awaits this promise.
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

/** An empty file is sent as one empty piece. */
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
