import type { Secret } from '@cabestan/protocol/secret'

/** The only door to the machine. What the engine cannot do through it, it cannot do. */
export interface Host {
  readonly files: Files
  readonly clock: Clock
  exec(argv: Argv, options?: ExecOptions): Promise<ExecResult>
  /** Asks over HTTP. It never throws: that nobody answered is an answer too. */
  ask(question: Question): Promise<Answer>
}

export interface Question {
  /** A unix socket, a port of this machine, or any address. */
  readonly at: { readonly socket: string } | { readonly port: number } | { readonly address: string }
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** The body of a POST; without it the request is a GET. */
  readonly body?: string
}

export interface Answer {
  /** Status null means that nobody answered; `reason` says why. */
  readonly status: number | null
  readonly reason: string
  readonly location: string | null
  /** The beginning of the body. */
  readonly body: string
  readonly milliseconds: number
}

export type Argv = readonly [program: string, ...arguments_: string[]]

export interface ExecOptions {
  /** Written to standard input, which is empty otherwise. */
  readonly input?: string | Secret
  /** A file to use as standard input, for data that may be larger than memory. */
  readonly inputFile?: string
  /** A new file, owned by root, that receives standard output, for the same reason. */
  readonly outputFile?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly directory?: string
  /** Called with each line of either stream as it comes, for the live view. */
  readonly onLine?: (line: string) => void
  /**
   * Two minutes by default, because nothing may hang for ever. Then SIGTERM, SIGKILL, and the failure
   * `command.timeout`.
   */
  readonly timeoutMs?: number
}

export interface ExecResult {
  /** 128 plus the signal's number where a signal ended it, as shells report it. */
  readonly code: number
  /** The end of each stream, 16 million characters at most. */
  readonly stdout: string
  readonly stderr: string
}

export interface Clock {
  now(): number
  sleep(milliseconds: number): Promise<void>
}

export interface Attributes {
  readonly owner: string
  readonly group: string
  /** As chmod takes it, four digits: 0644. */
  readonly mode: string
}

export interface FileStat extends Attributes {
  readonly type: 'file' | 'directory' | 'link' | 'other'
  readonly size: number
  readonly modifiedAt: number
  /** Identifies the file itself: renaming keeps the identity, and a new file under the old name has another one. */
  readonly id: string
}

/**
 * Every method takes absolute paths; what reads answers null where nothing is. Only readText and list follow
 * a link at the path's end, as any program that reads there would; nothing is ever changed through one.
 */
export interface Files {
  stat(path: string): Promise<FileStat | null>
  readText(path: string): Promise<string | null>
  /**
   * What stands behind the first `offset` bytes, all of it or `length` bytes at most: a file that grows is followed
   * without reading it anew, a huge one is read from its end.
   */
  readFrom(path: string, offset: number, length?: number): Promise<Uint8Array | null>
  /** Sorted names, without `.` and `..`. */
  list(path: string): Promise<string[] | null>
  readLink(path: string): Promise<string | null>
  /**
   * Whole or not at all, also across a crash: written beside, synced, renamed. Keeps no former attribute.
   * Takes the place of a file, a link, an empty directory; one that holds something is `step.blocked`.
   */
  write(path: string, content: string | Secret, attributes: Attributes): Promise<void>
  /**
   * Puts bytes behind a file's end; makes the file, which keeps the attributes that it has otherwise. For what
   * comes in pieces: nothing of it is certain to outlive a crash.
   */
  append(path: string, bytes: Uint8Array, attributes: Attributes): Promise<void>
  /**
   * One directory, whose parent is there. No error where it is there already; attributes are set. Anything
   * else there is an error.
   */
  createDirectory(path: string, attributes: Attributes): Promise<void>
  /** A link has an owner and no mode; what it points to is left alone. */
  setAttributes(path: string, attributes: Attributes): Promise<void>
  /** Takes the place of what was there in one step, as `write` does. */
  link(path: string, target: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Removes a file, a link, or a directory with everything in it. No error where nothing is there. */
  remove(path: string): Promise<void>
}
