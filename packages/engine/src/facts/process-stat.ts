import type { Host } from '../host/host.ts'

/**
 * What the kernel says of a process, proc(5): its fields from the third on, which is its state. The name before them, in
 * brackets, may hold anything. Null where there is no such process.
 */
export async function processStat({ files }: Host, pid: string): Promise<readonly string[] | null> {
  const text = await files.readText(`/proc/${pid}/stat`)
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ')
}
