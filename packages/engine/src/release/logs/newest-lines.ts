import type { FileStat, Files } from '../../host/host.ts'
import { Gathering, type LineWish, type TimedLine } from './gathering.ts'

/** The file that was read and how far, so that what comes afterwards can be followed. */
export interface Place {
  readonly id: string
  readonly offset: number
}

export interface Newest {
  /** Oldest first. */
  readonly lines: readonly TimedLine[]
  /** The position after the last complete line; null where the file does not exist. */
  readonly end: Place | null
}

const block = 256 * 1024
/** Longer lines are cut, because nothing else limits how much must be read to find their beginning. */
const longestRest = 1024 * 1024

/** Reads the end of a log backwards, and continues in the rotated file before it where that is not enough. */
export async function newestLines(files: Files, path: string, wish: LineWish): Promise<Newest> {
  const stat = await files.stat(path)
  const former = `${path}.1`
  const formerStat = await files.stat(former)
  const gathering = new Gathering(wish, stat?.modifiedAt ?? formerStat?.modifiedAt ?? 0)
  const end = stat?.type === 'file' ? await readBackwards(files, { path, stat }, gathering) : null
  if (formerStat?.type === 'file' && !gathering.enough) {
    await readBackwards(files, { path: former, stat: formerStat }, gathering)
  }
  return { lines: gathering.finish(), end }
}

interface LogFile {
  readonly path: string
  readonly stat: FileStat
}

async function readBackwards(files: Files, { path, stat }: LogFile, gathering: Gathering): Promise<Place> {
  const offset = await endOfLastLine(files, path, stat.size)
  let begin = offset
  let rest = Buffer.alloc(0)
  while (begin > 0 && !gathering.enough) {
    const start = Math.max(0, begin - block)
    const piece = await files.readFrom(path, start, begin - start)
    if (!piece) break
    const bytes = Buffer.concat([piece, rest])
    const cut = start === 0 || bytes.length > longestRest ? 0 : beginOfFirstLine(bytes)
    gathering.take(linesOf(bytes.subarray(cut)))
    rest = bytes.subarray(0, cut)
    begin = start
  }
  return { id: stat.id, offset }
}

/** A line without an end is still being written. */
async function endOfLastLine(files: Files, path: string, size: number): Promise<number> {
  const start = Math.max(0, size - block)
  const bytes = Buffer.from((await files.readFrom(path, start, size - start)) ?? [])
  const end = bytes.lastIndexOf(10)
  return end === -1 ? size : start + end + 1
}

/** Only the end of the first line was read. */
function beginOfFirstLine(bytes: Buffer): number {
  const end = bytes.indexOf(10)
  return end === -1 ? bytes.length : end + 1
}

function linesOf(bytes: Buffer): string[] {
  const lines = bytes.toString('utf8').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
