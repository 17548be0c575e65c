import { defaultEnvironment } from '@cabestan/protocol/server-name'
import type { Catalogue } from './catalogue/catalogue.ts'
import { commandsFor } from './commands-for.ts'
import { catalogueIn, type Language } from './language.ts'
import { type Paint, paintFor } from './screen.ts'

/** How a report speaks: its language, and whether it has colours. Every view takes one. */
export interface Voice {
  readonly language: Language
  readonly words: Catalogue
  readonly paint: Paint
  /** The width at which long sentences are broken. */
  readonly columns: number
  /** How wide a table may be before a terminal breaks its lines; infinite where nobody knows. */
  readonly room: number
}

/** Longer lines are hard to read, and nobody knows how wide a pipe or a file will be shown. */
export const widestSentence = 100

export function voiceIn(
  language: Language,
  paint: Paint = paintFor(false),
  columns = widestSentence,
  environment: string = defaultEnvironment,
): Voice {
  const all = catalogueIn(language)
  const words = environment === defaultEnvironment ? all : commandsFor(all, environment)
  const room = columns < widestSentence ? columns : Number.POSITIVE_INFINITY
  return { language, words, paint, columns, room }
}
