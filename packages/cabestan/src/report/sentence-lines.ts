import { wrap } from './text/wrapping.ts'
import type { Voice } from './voice.ts'

/** A sentence of the catalogue in lines that fit, with what is to be typed shown as such. */
export function sentenceLines(sentence: string, voice: Voice): string[] {
  return wrap(sentence, voice.columns).map(voice.paint.sentence)
}
