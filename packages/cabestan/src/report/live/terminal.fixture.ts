import { paintFor, type Screen } from '../screen.ts'

const tokens = /\p{Cc}\[\??\d*[A-Za-z]|./gsu

/** Simulates as much of a terminal as the live view uses: what a person would see after each write. */
export class FakeTerminal implements Screen {
  readonly paint = paintFor(false)
  readonly live: boolean
  cursorIsHidden = false
  writes = 0
  #rows: string[] = ['']
  #listeners = new Set<() => void>()
  #columns: number

  constructor({ live = true, columns = 80 } = {}) {
    this.live = live
    this.#columns = columns
  }

  columns = () => this.#columns
  rows = () => 24

  write = (text: string): void => {
    this.writes += 1
    for (const [token] of text.matchAll(tokens)) this.#take(token)
  }

  onResize = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Lines that are too long are broken, as a terminal does it. */
  resize(columns: number): void {
    this.#columns = columns
    this.#rows = this.#rows.flatMap((row) => row.match(new RegExp(`.{1,${columns}}`, 'gu')) ?? [''])
    for (const listener of this.#listeners) listener()
  }

  get listeners(): number {
    return this.#listeners.size
  }

  get text(): string {
    return this.#rows.join('\n').trimEnd()
  }

  /** The cursor is at the beginning of the last row. */
  #take(token: string): void {
    if (token === '\n') this.#rows.push('')
    else if (token === '\r') return
    else if (token === '\u001b[?25l') this.cursorIsHidden = true
    else if (token === '\u001b[?25h') this.cursorIsHidden = false
    else if (token.length > 1 && token.endsWith('A'))
      this.#rows.splice(-Number.parseInt(token.slice(2), 10) - 1)
    else if (token === '\u001b[0J') this.#rows.push('')
    else this.#rows.push((this.#rows.pop() ?? '') + token)
  }
}
