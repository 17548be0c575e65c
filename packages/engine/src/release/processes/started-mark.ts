import type { Host } from '../../host/host.ts'
import type { Places } from '../places.ts'

/** Where bin/process notes its process number, and how often it was started since somebody last meant it to start. */
export function startedMark({ run }: Places, process: string, which: string | number): string {
  return `${run}/started-${process}-${which}`
}

interface Started {
  readonly pid: string
  readonly starts: number
}

/** The application may write to this file, so anything that is not a number is ignored. */
function parseMark(text: string): Started | null {
  const [, pid, starts] = /^([1-9][0-9]{0,9})\n(?:([1-9][0-9]{0,8})\n)?$/.exec(text) ?? []
  return pid === undefined ? null : { pid, starts: Number(starts ?? 1) }
}

/** Undefined where it has not started yet, or is just writing its mark. */
export async function startedPid(host: Host, mark: string): Promise<string | undefined> {
  return parseMark((await host.files.readText(mark)) ?? '')?.pid
}

/** How often it was started without anybody asking for that, which is how often it crashed. */
export async function timesFallen(host: Host, mark: string): Promise<number> {
  const text = await host.files.readText(mark).catch(() => null)
  return Math.max(0, (parseMark(text ?? '')?.starts ?? 1) - 1)
}
