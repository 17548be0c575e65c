import { readRoom } from '../../facts/room.ts'
import type { Host } from '../../host/host.ts'

/** Room that a database, a log or a login needs while something large is being written. */
const reserve = 64 * 1024 * 1024
const megabyte = 1024 * 1024

export type NoRoom = { readonly path: string; readonly free: string; readonly needed: string } | null

/** Null where there is enough room; otherwise how much is free and how much is needed, in megabytes. */
export async function lacksRoom(host: Host, path: string, bytes: number): Promise<NoRoom> {
  const { free } = await readRoom(host, path)
  const needed = bytes + reserve
  return free >= needed ? null : { path, free: inMegabytes(free), needed: inMegabytes(needed) }
}

function inMegabytes(bytes: number): string {
  return String(Math.ceil(bytes / megabyte))
}
