import type { FileStat, Files } from '../../host/host.ts'
import { Gathering, type LineWish, type TimedLine } from './gathering.ts'

/** Which file was read, and up to where: what comes after can be followed. */
export interface Place {
  readonly id: string
  readonly offset: number
}

export interface Newest {
  /** Oldest first. */
  readonly lines: readonly TimedLine[]
  /** Behind the last whole line; null where there is no file. */
  readonly end: Place | null
}

const block = 256 * 1024
/** A line that is longer is broken: nothing else bounds what has to be read to find its beginning. */
const longestRest = 1024 * 1024

/** The end of a log, read backwards; where that is not enough, of the file that it was before it rotated. */
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

/** What has no end yet is still being written. */
async function endOfLastLine(files: Files, path: string, size: number): Promise<number> {
  const start = Math.max(0, size - block)
  const bytes = Buffer.from((await files.readFrom(path, start, size - start)) ?? [])
  const end = bytes.lastIndexOf(10)
  return end === -1 ? size : start + end + 1
}

/** Of the line before it only the end is known. */
function beginOfFirstLine(bytes: Buffer): number {
  const end = bytes.indexOf(10)
  return end === -1 ? bytes.length : end + 1
}

function linesOf(bytes: Buffer): string[] {
  const lines = bytes.toString('utf8').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
