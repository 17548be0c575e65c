import type { Host } from '../../host/host.ts'
import { run } from '../../host/run.ts'

/** What a database, a log or a login needs to go on while something large is written. */
const reserve = 64 * 1024 * 1024
const megabyte = 1024 * 1024

export type NoRoom = { readonly path: string; readonly free: string; readonly needed: string } | null

/** Null where there is room; else in megabytes what is free there and what is needed. */
export async function lacksRoom(host: Host, path: string, bytes: number): Promise<NoRoom> {
  const free = await freeBytes(host, path)
  const needed = bytes + reserve
  return free >= needed ? null : { path, free: inMegabytes(free), needed: inMegabytes(needed) }
}

async function freeBytes(host: Host, path: string): Promise<number> {
  const output = await run(host, ['df', '--block-size=1', '--output=avail', path])
  return Number(output.trim().split('\n').at(-1))
}

function inMegabytes(bytes: number): string {
  return String(Math.ceil(bytes / megabyte))
}
