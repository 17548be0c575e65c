import type { Host } from '../host/host.ts'
import { run } from '../host/run.ts'

/** The size of the file system under a path, and what is free on it, in bytes. */
export interface Room {
  readonly total: number
  readonly free: number
  /** Inodes, or null where the file system has no fixed number and says 0 of 0: btrfs makes them on demand. */
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
