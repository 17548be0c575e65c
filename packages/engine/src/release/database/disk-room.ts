import { readRoom } from '../../facts/room.ts'
import type { Host } from '../../host/host.ts'

/** What a database, a log or a login needs to go on while something large is written. */
const reserve = 64 * 1024 * 1024
const megabyte = 1024 * 1024

export type NoRoom = { readonly path: string; readonly free: string; readonly needed: string } | null

/** Null where there is room; else in megabytes what is free there and what is needed. */
export async function lacksRoom(host: Host, path: string, bytes: number): Promise<NoRoom> {
  const { free } = await readRoom(host, path)
  const needed = bytes + reserve
  return free >= needed ? null : { path, free: inMegabytes(free), needed: inMegabytes(needed) }
}

function inMegabytes(bytes: number): string {
  return String(Math.ceil(bytes / megabyte))
}
