import type { Screen } from '../screen.ts'
import { widthOf } from '../text/text-width.ts'

const hideCursor = '\u001b[?25l'
const showCursor = '\u001b[?25h'

/** The last lines of a terminal, which are drawn again and again. Permanent output goes above them. */
export class LiveRegion {
  readonly #screen: Screen
  readonly #stopListening: () => void
  #lines: readonly string[] = []

  constructor(screen: Screen) {
    this.#screen = screen
    this.#stopListening = screen.onResize(() => this.#redraw([], []))
  }

  /** No line of `lines` may be wider than the screen. */
  draw(lines: readonly string[]): void {
    if (lines.length === this.#lines.length && lines.every((line, index) => line === this.#lines[index]))
      return
    this.#redraw([], lines)
  }

  say(lines: readonly string[]): void {
    if (lines.length > 0) this.#redraw(lines)
  }

  /** Leaves the terminal as it was, also when the process ends. */
  close(): void {
    if (this.#lines.length > 0) this.#screen.write(`${this.#erasure()}${showCursor}`)
    this.#lines = []
    this.#stopListening()
  }

  #redraw(above: readonly string[], lines: readonly string[] = this.#lines): void {
    const erasure = this.#erasure()
    const text = [...above, ...lines].map((line) => `${line}\n`).join('')
    const cursor = lines.length > 0 ? hideCursor : showCursor
    this.#lines = lines
    this.#screen.write(`${erasure}${cursor}${text}`)
  }

  /** A terminal that became narrower has broken our lines, so they take more rows than we wrote. */
  #erasure(): string {
    const columns = Math.max(1, this.#screen.columns())
    const rows = this.#lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0)
    return rows > 0 ? `\u001b[${rows}A\r\u001b[0J` : ''
  }
}
