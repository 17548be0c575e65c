import type { Files } from '../../host/host.ts'
import { longestLine, type TimedLine } from './gathering.ts'
import { timeOf } from './line-time.ts'
import type { Place } from './newest-lines.ts'

/** The most that is read in one look; the rest comes with the next. */
const mostBytes = 1024 * 1024
/** After a rotation, a program goes on writing to the old file until it is told to open the new one. */
const drainMs = 60_000

/**
 * One log that is followed by its name. When it was moved away, the new file is read from its beginning, and the
 * old one until nothing has come any more for a while: no line is lost in between.
 */
export class FollowedFile {
  readonly #files: Files
  readonly #path: string
  #current: Reader | null
  #former: { readonly reader: Reader; readonly path: string; quietSince: number } | null = null

  constructor(files: Files, path: string, place: Place | null) {
    this.#files = files
    this.#path = path
    this.#current = place ? new Reader(files, place) : null
  }

  /** Complete lines that were written since the last look. */
  async news(now: number): Promise<TimedLine[]> {
    const stat = await this.#files.stat(this.#path)
    const id = stat?.type === 'file' ? stat.id : null
    if (this.#current && id !== this.#current.id) await this.#setAside(now)
    if (id !== null) this.#current ??= new Reader(this.#files, { id, offset: 0 })
    const former = await this.#drain(now)
    return [...former, ...((await this.#current?.read(this.#path, now)) ?? [])]
  }

  async #setAside(now: number): Promise<void> {
    const reader = this.#current
    this.#current = null
    const path = reader && (await this.#whereIs(reader.id))
    this.#former = reader && path ? { reader, path, quietSince: now } : null
  }

  /** The name that logrotate gives it: with a number or a date. */
  async #whereIs(id: string): Promise<string | null> {
    const directory = this.#path.slice(0, this.#path.lastIndexOf('/'))
    const names = (await this.#files.list(directory)) ?? []
    for (const name of names.filter((each) => `${directory}/${each}`.startsWith(this.#path))) {
      const path = `${directory}/${name}`
      if ((await this.#files.stat(path))?.id === id) return path
    }
    return null
  }

  async #drain(now: number): Promise<TimedLine[]> {
    const former = this.#former
    if (!former) return []
    const lines = await former.reader.read(former.path, now)
    if (lines.length > 0) former.quietSince = now
    else if (now - former.quietSince > drainMs) this.#former = null
    return lines
  }
}

/** How far one file has been read, whatever it is called now. */
class Reader {
  readonly id: string
  readonly #files: Files
  #offset: number
  #rest: Buffer = Buffer.alloc(0)
  #at: number | null = null

  constructor(files: Files, { id, offset }: Place) {
    this.#files = files
    this.id = id
    this.#offset = offset
  }

  async read(path: string, now: number): Promise<TimedLine[]> {
    const stat = await this.#files.stat(path)
    if (stat?.id !== this.id) return []
    // The file was emptied in place: a rotation with copytruncate.
    if (stat.size < this.#offset) this.#restart()
    const piece = await this.#files.readFrom(path, this.#offset, mostBytes)
    // It was moved away in between, so these bytes are from another file.
    if (!piece || (await this.#files.stat(path))?.id !== this.id) return []
    this.#offset += piece.length
    return this.#linesIn(Buffer.concat([this.#rest, piece])).map((line) => this.#timed(line, now))
  }

  #restart(): void {
    this.#offset = 0
    this.#rest = Buffer.alloc(0)
  }

  #linesIn(bytes: Buffer): string[] {
    const end = bytes.length > 2 * mostBytes ? bytes.length : bytes.lastIndexOf(10) + 1
    this.#rest = bytes.subarray(end)
    const lines = bytes.subarray(0, end).toString('utf8').split('\n')
    if (lines.at(-1) === '') lines.pop()
    return lines.map((line) => line.slice(0, longestLine))
  }

  #timed(line: string, now: number): TimedLine {
    this.#at = timeOf(line) ?? this.#at ?? now
    return { line, at: this.#at }
  }
}
