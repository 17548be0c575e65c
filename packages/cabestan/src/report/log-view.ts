import type { EventOf } from '@cabestan/protocol/events'
import { harmless, padEnd, widthOf } from './text/text-width.ts'
import type { Voice } from './voice.ts'

/** Lines of several processes, each after its process's name, which has a colour of its own. */
export class LogView {
  readonly #voice: Voice
  /** The width of the longest name so far; most are shorter than this. */
  #columns = 'worker'.length

  constructor(voice: Voice) {
    this.#voice = voice
  }

  line(server: string, { process, line }: EventOf<'log'>, many: boolean): string {
    const { paint } = this.#voice
    const name = harmless(process)
    this.#columns = Math.max(this.#columns, widthOf(name))
    const front = many ? `${paint.dim(server)} ` : ''
    const margin = padEnd('', this.#columns - widthOf(name))
    return `${front}${paint.name(name)}${margin} ${paint.dim('|')} ${harmless(line)}`.trimEnd()
  }
}
