/** What a person's own ssh says where it reaches no server, or another than it knows; then it gives up. */
const complaint =
  /^(?:@{20,}|ssh: (?:connect to |Could not resolve )|Host key verification failed|Connection timed out during banner exchange|No \S+ host key is known)/m

/** ssh ends at once behind its complaint, unless it was told to go on all the same. */
const patienceMs = 1000

/** Passes on what ssh and the remote program say aside, and keeps back what might be told in Cabestan's words. */
export class Aside {
  #kept = ''
  readonly #write: (text: string | Buffer) => void
  #timer: NodeJS.Timeout | null = null
  #isOver = false

  constructor(write: (text: string | Buffer) => void) {
    this.#write = write
  }

  get hasComplaint(): boolean {
    return this.#kept !== ''
  }

  push(piece: Buffer): void {
    // ssh writes each of its lines at once.
    const keeps = this.hasComplaint || (!this.#isOver && complaint.test(piece.toString()))
    if (!keeps) {
      this.#write(piece)
      return
    }
    this.#kept += piece.toString()
    this.#timer ??= setTimeout(() => this.release(), patienceMs)
  }

  release(): void {
    this.drop()
    if (this.#kept !== '') this.#write(this.#kept)
    this.#kept = ''
  }

  drop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#isOver = true
  }
}
