import { CabestanError } from '@cabestan/protocol/failures'
import type { ParsedParams } from '@cabestan/protocol/messages'
import type { Host } from '../host/host.ts'
import { privateDirectory, privateFile } from '../host/root-attributes.ts'
import { stateDirectory } from '../ledger/paths.ts'
import { assertWritable } from '../preflight.ts'

/**
 * What is sent ahead of a release: packs, contents of git-lfs, a front end. It comes in pieces over the
 * protocol's own connection, also to a server that has never seen the application.
 */
const uploadsDirectory = `${stateDirectory}/uploads`
const oldestMilliseconds = 24 * 3600 * 1000
/** The disk is looked at once for so many bytes. */
const betweenLooks = 16 * 1024 * 1024

export type Piece = ParsedParams<'upload'>

export function uploadDirectory(upload: string): string {
  return `${uploadsDirectory}/${upload}`
}

/** Pieces may be under way many at a time, but a file takes them one after the other. */
export function receivePiece(host: Host, piece: Piece): Promise<void> {
  const turn = last.then(() => take(host, piece))
  last = turn.catch(() => {})
  return turn
}

let last: Promise<void> = Promise.resolve()

/** For the end of the run that used it. */
export async function removeUpload(host: Host, upload: string): Promise<void> {
  await host.files.remove(uploadDirectory(upload))
}

async function take(host: Host, { upload, file, offset, data }: Piece): Promise<void> {
  const path = `${uploadDirectory(upload)}/${file}`
  const bytes = Buffer.from(data, 'base64')
  if (offset === 0) await makeRoom(host, upload)
  const there = await host.files.stat(path)
  const size = there?.size ?? 0
  if (there && offset + bytes.length <= size && (await holds(host, path, { offset, bytes }))) return
  if (offset !== size)
    throw new CabestanError('source.incomplete', { file, offset: String(offset), size: String(size) })
  if (Math.floor(offset / betweenLooks) !== Math.floor((offset + bytes.length) / betweenLooks))
    await assertWritable(host)
  await host.files.append(path, bytes, privateFile)
}

async function makeRoom(host: Host, upload: string): Promise<void> {
  for (const path of [stateDirectory, uploadsDirectory, uploadDirectory(upload)])
    await host.files.createDirectory(path, privateDirectory)
  await sweep(host, upload)
  await assertWritable(host)
}

/** An answer that was lost on the way makes the other side say the same again. */
async function holds(
  { files }: Host,
  path: string,
  { offset, bytes }: { offset: number; bytes: Buffer },
): Promise<boolean> {
  const there = (await files.readFrom(path, offset)) ?? new Uint8Array()
  return bytes.equals(there.subarray(0, bytes.length))
}

/** What nobody came back for. */
async function sweep(host: Host, upload: string): Promise<void> {
  for (const name of (await host.files.list(uploadsDirectory)) ?? []) {
    const path = `${uploadsDirectory}/${name}`
    if (name !== upload && host.clock.now() - (await lastChange(host, path)) > oldestMilliseconds)
      await host.files.remove(path)
  }
}

async function lastChange({ files }: Host, directory: string): Promise<number> {
  const names = (await files.list(directory)) ?? []
  const stats = await Promise.all(['.', ...names].map((name) => files.stat(`${directory}/${name}`)))
  return Math.max(...stats.map((stat) => stat?.modifiedAt ?? 0))
}
