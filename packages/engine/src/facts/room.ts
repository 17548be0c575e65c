import type { Host } from '../host/host.ts'
import { run } from '../host/run.ts'

/** What the file system under a path has and has left, in bytes. */
export interface Room {
  readonly total: number
  readonly free: number
  /** Null where it counts none, and says 0 of 0: btrfs makes them as they are wanted. */
  readonly freeInodes: number | null
}

export async function readRoom(host: Host, path: string): Promise<Room> {
  const output = await run(host, ['df', '--block-size=1', '--output=size,avail,itotal,iavail', '--', path])
  const fields = (output.split('\n')[1] ?? '').trim().split(/\s+/)
  const [total = 0, free = 0, inodes = 0, freeInodes = 0] = fields.map((field) => Number(field) || 0)
  return { total, free, freeInodes: inodes === 0 ? null : freeInodes }
}

export function inMegabytes(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024)
}
