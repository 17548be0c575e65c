import type { Host } from '../../host/host.ts'
import type { Places } from '../places.ts'

/** Where bin/process notes what it became: the process, and how many there were since somebody last meant it to start. */
export function startedMark({ run }: Places, process: string, which: string | number): string {
  return `${run}/started-${process}-${which}`
}

interface Started {
  readonly pid: string
  readonly starts: number
}

/** The application may write there: what is no number is not believed. */
function parseMark(text: string): Started | null {
  const [, pid, starts] = /^([1-9][0-9]{0,9})\n(?:([1-9][0-9]{0,8})\n)?$/.exec(text) ?? []
  return pid === undefined ? null : { pid, starts: Number(starts ?? 1) }
}

/** Undefined where it has not started, or is just writing it down. */
export async function startedPid(host: Host, mark: string): Promise<string | undefined> {
  return parseMark((await host.files.readText(mark)) ?? '')?.pid
}

/** How often it was started again without anybody's wish: it fell over so many times. */
export async function timesFallen(host: Host, mark: string): Promise<number> {
  const text = await host.files.readText(mark).catch(() => null)
  return Math.max(0, (parseMark(text ?? '')?.starts ?? 1) - 1)
}
