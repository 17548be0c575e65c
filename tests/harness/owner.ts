import { readFile } from 'node:fs/promises'

let count = 0

/** Tells whose it is: the process, and when that started, because numbers are given again. */
export async function nameOfOurs(): Promise<string> {
  count += 1
  const own = count
  return `t-${process.pid}-${await startOf(process.pid)}-${own}`
}

/** Whether whoever named it so is gone. Nobody did where the name is another. */
export async function isOrphan(name: string): Promise<boolean> {
  const [, pid, start] = /^t-(\d+)-([0-9a-z]+)-\d+$/.exec(name) ?? []
  return pid !== undefined && (await startOf(Number(pid))) !== start
}

async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  const start = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  return start === undefined ? undefined : Number(start).toString(36)
}
